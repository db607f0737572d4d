import type { z } from 'zod';
import type { createTask as createTaskEndpoint, Task } from '#domain/contract/tasks.ts';
import { placeTask } from '#domain/tasks/place-task.ts';
import type { ViewedPerson } from '../access/find-viewed-person.ts';
import type { Viewer } from '../access/viewer.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { Refusal, refuse } from '../http/refusal.ts';
import { lockPeople } from '../records/lock-people.ts';
import { readTask } from '../records/read-tasks.ts';
import type { Records } from '../records/schema.ts';
import { dateOfTask, insertTaskRow, readTaskRows } from './queries.ts';
import type { SharedParts } from './queries.ts';
import { findOwner, readRulesOfMembers, TouchedDays } from './task-people.ts';
import type { TaskDeps } from './task-people.ts';

type Body = z.output<NonNullable<(typeof createTaskEndpoint)['body']>>;

/** A new task with everyone in it, in one transaction. A repeat of an id that was taken answers what is there and adds nothing. */
export async function createTask(
  deps: TaskDeps,
  viewer: Viewer,
  body: Body,
  requestId: string,
): Promise<Task | Refusal> {
  const result = await deps.records.transaction().execute(async (trx) => {
    const owner = await findOwner({ ...deps, records: trx }, viewer, requestId);
    if (owner === undefined) return refuse('not_found');
    const { tenantId, personId } = viewer;
    const personIds = [...new Set([personId, ...body.memberIds])];
    await lockPeople(trx, tenantId, personIds);
    const former = await readTaskRows(trx, tenantId, body.taskId);
    if (former.length > 0 && !former.some((row) => row.person_id === personId)) {
      return refuse('invalid_input', { places: [{ path: 'body.taskId', message: 'taken' }] });
    }
    if (former.length === 0) {
      const refusal = await storeTask(trx, owner, personIds, body);
      if (refusal !== undefined) return refusal;
      const detail = { taskId: body.taskId, workDate: body.workDate, 'count.members': personIds.length };
      await writeAudit(trx, {
        ...{ tenantId, actorId: personId, action: 'task.created', subjectId: personId, detail, requestId },
      });
    }
    return (await readTask(trx, { ...viewer, zone: owner.rules.zone }, body.taskId)) ?? refuse('not_found');
  });
  if (!(result instanceof Refusal)) deps.kickRelay();
  return result;
}

async function storeTask(
  trx: Records,
  owner: ViewedPerson,
  personIds: readonly string[],
  body: Body,
): Promise<Refusal | undefined> {
  const { tenantId } = owner.rules;
  const rulesOf = await readRulesOfMembers(trx, tenantId, personIds);
  if (rulesOf === undefined) return refuseMembers();
  const span = placeTask(body, owner.rules);
  if ('field' in span) return refusePlace(span);
  const shared: SharedParts = { ...body, span };
  const touched = new TouchedDays();
  for (const personId of personIds) {
    const rules = rulesOf.get(personId) ?? owner.rules;
    const isOwner = personId === owner.personId;
    const workDate = dateOfTask(shared, rules);
    const own = isOwner ? body : { workStyle: body.workStyle, report: '', progress: 0 };
    await insertTaskRow(trx, { tenantId, taskId: body.taskId, personId, workDate, isOwner }, shared, own);
    touched.add(personId, workDate);
  }
  await touched.publish(trx, tenantId);
  return undefined;
}

export const refuseMembers = (): Refusal =>
  refuse('invalid_input', { places: [{ path: 'body.memberIds', message: 'people who work here' }] });

export const refusePlace = (problem: { readonly field: string; readonly message: string }): Refusal =>
  refuse('invalid_input', { places: [{ path: `body.${problem.field}`, message: problem.message }] });
