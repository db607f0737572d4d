import type { Viewer } from '../access/viewer.ts';
import type { ViewedPerson } from '../access/find-viewed-person.ts';
import { Refusal, refuse } from '../http/refusal.ts';
import { lockPeople } from '../records/lock-people.ts';
import type { TaskRow } from '../records/read-tasks.ts';
import type { Records } from '../records/schema.ts';
import { readTaskRows } from './queries.ts';
import { findOwner, TouchedDays } from './task-people.ts';
import type { TaskDeps } from './task-people.ts';

export interface TaskChange {
  readonly taskId: string;
  /** Of the own row, as the person saw it. */
  readonly version: number;
  /** People who come in by the change. */
  readonly otherIds: readonly string[];
  readonly requestId: string;
}

export interface LockedTask {
  readonly person: ViewedPerson;
  /** The row of the one who asks. */
  readonly own: TaskRow;
  readonly rows: readonly TaskRow[];
  /** What the change adds here is told to the processor at the end. */
  readonly touched: TouchedDays;
}

/**
 * Changes a task that the viewer is in: locks everyone in it and everyone who comes in, checks that the viewer saw the present version, lets
 * `change` write, and tells the processor of every person-date touched. A task that one is not in is not found.
 */
export async function changeTask<A>(
  deps: TaskDeps,
  viewer: Viewer,
  asked: TaskChange,
  change: (trx: Records, task: LockedTask) => Promise<A | Refusal>,
): Promise<A | Refusal> {
  const { tenantId, personId } = viewer;
  const result = await deps.records.transaction().execute(async (trx) => {
    const person = await findOwner({ ...deps, records: trx }, viewer, asked.requestId);
    if (person === undefined) return refuse('not_found');
    const seen = (await readTaskRows(trx, tenantId, asked.taskId)).map((row) => row.person_id);
    if (!seen.includes(personId)) return refuse('not_found');
    await lockPeople(trx, tenantId, [...seen, ...asked.otherIds]);
    const rows = await readTaskRows(trx, tenantId, asked.taskId);
    const own = rows.find((row) => row.person_id === personId);
    const hasNewcomer = rows.some((row) => !seen.includes(row.person_id));
    if (own === undefined || own.version !== asked.version || hasNewcomer) return refuse('task_changed');
    const touched = new TouchedDays();
    const done = await change(trx, { person, own, rows, touched });
    if (!(done instanceof Refusal)) await touched.publish(trx, tenantId);
    return done;
  });
  if (!(result instanceof Refusal)) deps.kickRelay();
  return result;
}
