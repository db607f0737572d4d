import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import type { copyTasks as copyTasksEndpoint, Task } from '#domain/contract/tasks.ts';
import { placeTask } from '#domain/tasks/place-task.ts';
import type { Viewer } from '../access/viewer.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { Refusal, refuse } from '../http/refusal.ts';
import { lockPeople } from '../records/lock-people.ts';
import { readTasks } from '../records/read-tasks.ts';
import { insertTaskRow } from './queries.ts';
import { findOwner, TouchedDays } from './task-people.ts';
import type { TaskDeps } from './task-people.ts';

type Body = z.output<NonNullable<(typeof copyTasksEndpoint)['body']>>;
type Copied = z.output<NonNullable<(typeof copyTasksEndpoint)['answer']>>;

/** Two tasks are the same for a copy when a person would call them so: what it is, and when. A second copy therefore adds nothing. */
const sameness = ({ kind, title, isAllDay, startClock, endClock }: Task): string =>
  JSON.stringify([kind, title, isAllDay, startClock, endClock]);

/** Copies own tasks to another day at the same readings, without report, progress and other people. */
export async function copyTasks(
  deps: TaskDeps,
  viewer: Viewer,
  body: Body,
  requestId: string,
): Promise<Copied | Refusal> {
  const { tenantId, personId } = viewer;
  const result = await deps.records.transaction().execute(async (trx) => {
    const owner = await findOwner({ ...deps, records: trx }, viewer, requestId);
    if (owner === undefined) return refuse('not_found');
    await lockPeople(trx, tenantId, [personId]);
    const asked = { tenantId, personId, zone: owner.rules.zone };
    const chosen = (await readTasks(trx, { ...asked, from: body.from, to: body.from })).filter(
      (task) => body.taskIds?.includes(task.taskId) ?? true,
    );
    const present = new Set((await readTasks(trx, { ...asked, from: body.to, to: body.to })).map(sameness));
    const touched = new TouchedDays();
    let copied = 0;
    for (const task of chosen) {
      const span = placeTask({ ...task, workDate: body.to }, owner.rules);
      // A reading of another pattern's day may lie outside this one: skipped like what is there already.
      if ('field' in span || present.has(sameness(task))) continue;
      present.add(sameness(task));
      const row = { tenantId, taskId: randomUUID(), personId, workDate: body.to, isOwner: true };
      await insertTaskRow(trx, row, { ...task, workDate: body.to, span }, { ...task, report: '', progress: 0 });
      touched.add(personId, body.to);
      copied += 1;
    }
    await touched.publish(trx, tenantId);
    const detail = { from: body.from, workDate: body.to, 'count.copied': copied };
    await writeAudit(trx, {
      ...{ tenantId, actorId: personId, action: 'tasks.copied', subjectId: personId, detail, requestId },
    });
    const tasks = await readTasks(trx, { ...asked, from: body.to, to: body.to });
    return { copied, skipped: chosen.length - copied, tasks };
  });
  if (!(result instanceof Refusal)) deps.kickRelay();
  return result;
}
