import type { Viewer } from '../access/viewer.ts';
import { writeAudit } from '../audit/write-audit.ts';
import type { Refusal } from '../http/refusal.ts';
import { changeTask } from './change-task.ts';
import { deleteTaskRow, dismissEntry, takeOut } from './queries.ts';
import type { TaskDeps } from './task-people.ts';

/**
 * The owner deletes a task for everyone; who has written a report keeps it as a task of their own. Anyone else leaves it. An entry of a calendar
 * stays away when the calendar is imported again.
 */
export const deleteTask = (
  deps: TaskDeps,
  viewer: Viewer,
  asked: { readonly taskId: string; readonly version: number; readonly requestId: string },
): Promise<{ deleted: true } | Refusal> =>
  changeTask(deps, viewer, { ...asked, otherIds: [] }, async (trx, { own, rows, touched }) => {
    const { tenantId, personId } = viewer;
    const others = own.is_owner ? rows.filter((row) => row.person_id !== personId) : [];
    for (const row of others) {
      touched.add(row.person_id, row.work_date);
      await takeOut(trx, tenantId, row);
    }
    touched.add(personId, own.work_date);
    await dismissEntry(trx, tenantId, own);
    await deleteTaskRow(trx, tenantId, own);
    const detail = { taskId: asked.taskId, workDate: own.work_date, 'count.others': others.length };
    await writeAudit(trx, {
      ...{ tenantId, actorId: personId, action: 'task.deleted', subjectId: personId, detail },
      requestId: asked.requestId,
    });
    return { deleted: true as const };
  });
