import {
  copyTasks as copyTasksEndpoint,
  createTask as createTaskEndpoint,
  deleteTask as deleteTaskEndpoint,
  listTasks as listTasksEndpoint,
  saveTask as saveTaskEndpoint,
  saveTaskReport as saveTaskReportEndpoint,
  searchMembers as searchMembersEndpoint,
} from '#domain/contract/tasks.ts';
import type { Mount } from '../http/mount.ts';
import { copyTasks } from './copy-tasks.ts';
import { createTask } from './create-task.ts';
import { deleteTask } from './delete-task.ts';
import { listTasks, searchMembers } from './list-tasks.ts';
import { saveTask, saveTaskReport } from './save-task.ts';
import type { TaskDeps } from './task-people.ts';

export function mountTasks(mount: Mount, deps: TaskDeps): void {
  mount.signedIn(listTasksEndpoint, (viewer, { params, query, exchange: { requestId } }) =>
    listTasks(deps, viewer, { ...params, ...query, requestId }),
  );
  mount.signedIn(searchMembersEndpoint, (viewer, { query, exchange }) =>
    searchMembers(deps, viewer, query.text, exchange.requestId),
  );
  mount.signedIn(createTaskEndpoint, (viewer, { body, exchange }) =>
    createTask(deps, viewer, body, exchange.requestId),
  );
  mount.signedIn(saveTaskEndpoint, (viewer, { params, body, exchange }) =>
    saveTask(deps, viewer, params.taskId, body, exchange.requestId),
  );
  mount.signedIn(saveTaskReportEndpoint, (viewer, { params, body, exchange }) =>
    saveTaskReport(deps, viewer, params.taskId, body, exchange.requestId),
  );
  mount.signedIn(deleteTaskEndpoint, (viewer, { params, query, exchange: { requestId } }) =>
    deleteTask(deps, viewer, { ...params, ...query, requestId }),
  );
  mount.signedIn(copyTasksEndpoint, (viewer, { body, exchange }) => copyTasks(deps, viewer, body, exchange.requestId));
}
