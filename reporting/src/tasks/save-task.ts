import type { z } from 'zod';
import type {
  saveTask as saveTaskEndpoint,
  saveTaskReport as saveTaskReportEndpoint,
  Task,
} from '#domain/contract/tasks.ts';
import type { PersonRules } from '#domain/contract/work-rules.ts';
import { placeTask } from '#domain/tasks/place-task.ts';
import type { Interval } from '#domain/time/types.ts';
import type { ViewedPerson } from '../access/find-viewed-person.ts';
import type { Viewer } from '../access/viewer.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { refuse } from '../http/refusal.ts';
import type { Refusal } from '../http/refusal.ts';
import { describeTask, readTask } from '../records/read-tasks.ts';
import type { TaskRow } from '../records/read-tasks.ts';
import type { Records } from '../records/schema.ts';
import { changeTask } from './change-task.ts';
import { refuseMembers, refusePlace } from './create-task.ts';
import { dateOfTask, insertTaskRow, takeOut, updateOwnParts, updateSharedParts } from './queries.ts';
import type { SharedParts } from './queries.ts';
import { readRulesOfMembers } from './task-people.ts';
import type { TaskDeps, TouchedDays } from './task-people.ts';

type TaskBody = z.output<NonNullable<(typeof saveTaskEndpoint)['body']>>;
type ReportBody = z.output<NonNullable<(typeof saveTaskReportEndpoint)['body']>>;

/** The owner changes what is shared, who takes part, and their own report. */
export const saveTask = (
  deps: TaskDeps,
  viewer: Viewer,
  taskId: string,
  body: TaskBody,
  requestId: string,
): Promise<Task | Refusal> =>
  changeTask(
    deps,
    viewer,
    { taskId, version: body.version, otherIds: body.memberIds, requestId },
    async (trx, task) => {
      if (!task.own.is_owner) return refuse('not_found');
      const refusal = await writeShared(trx, task, body);
      if (refusal !== undefined) return refusal;
      await updateOwnParts(trx, viewer.tenantId, task.own, body, 'keep-version');
      const detail = { taskId, workDate: body.workDate, 'count.members': new Set(body.memberIds).size };
      await writeAudit(trx, {
        ...{ tenantId: viewer.tenantId, actorId: viewer.personId, action: 'task.changed', subjectId: viewer.personId },
        ...{ detail, requestId },
      });
      return (await readTask(trx, { ...viewer, zone: task.person.rules.zone }, taskId)) ?? refuse('not_found');
    },
  );

/** 業務報告, 進捗 and 勤務形態: each person's own, whoever owns the task. */
export const saveTaskReport = (
  deps: TaskDeps,
  viewer: Viewer,
  taskId: string,
  body: ReportBody,
  requestId: string,
): Promise<Task | Refusal> =>
  changeTask(
    deps,
    viewer,
    { taskId, version: body.version, otherIds: [], requestId },
    async (trx, { own, person, touched }) => {
      await updateOwnParts(trx, viewer.tenantId, own, body, 'raise-version');
      touched.add(own.person_id, own.work_date);
      const detail = { taskId, workDate: own.work_date, progress: body.progress };
      await writeAudit(trx, {
        ...{ tenantId: viewer.tenantId, actorId: viewer.personId, action: 'task.reported', subjectId: viewer.personId },
        ...{ detail, requestId },
      });
      return (await readTask(trx, { ...viewer, zone: person.rules.zone }, taskId)) ?? refuse('not_found');
    },
  );

interface OpenTask {
  readonly person: ViewedPerson;
  readonly own: TaskRow;
  readonly rows: readonly TaskRow[];
  readonly touched: TouchedDays;
}

async function writeShared(trx: Records, task: OpenTask, body: TaskBody): Promise<Refusal | undefined> {
  const { rules, personId: ownerId } = task.person;
  const placed = placeTask(body, rules);
  if ('field' in placed) return refusePlace(placed);
  if (task.own.source === 'calendar') {
    const field = fieldOfCalendar(task.own, rules.zone, body, placed);
    if (field !== undefined) return refusePlace({ field, message: 'the calendar decides it' });
  }
  const personIds = [...new Set([ownerId, ...body.memberIds])];
  const rulesOf = await readRulesOfMembers(trx, rules.tenantId, personIds);
  if (rulesOf === undefined) return refuseMembers();
  await writeRows(trx, task, { ...body, span: placed }, body, rulesOf);
  return undefined;
}

/** Everyone who stays gets the shared parts, who is new a row, who is left out leaves. */
async function writeRows(
  trx: Records,
  { rows, touched, person }: OpenTask,
  shared: SharedParts,
  { workStyle }: Pick<TaskBody, 'workStyle'>,
  rulesOf: ReadonlyMap<string, PersonRules>,
): Promise<void> {
  const { tenantId } = person.rules;
  const taskId = rows[0]?.task_id ?? '';
  for (const row of rows) {
    const rules = rulesOf.get(row.person_id);
    touched.add(row.person_id, row.work_date);
    if (rules === undefined) {
      await takeOut(trx, tenantId, row);
      continue;
    }
    const workDate = dateOfTask(shared, rules);
    touched.add(row.person_id, workDate);
    await updateSharedParts(trx, tenantId, row, workDate, shared);
  }
  for (const [personId, rules] of rulesOf) {
    if (rows.some((row) => row.person_id === personId)) continue;
    const workDate = dateOfTask(shared, rules);
    touched.add(personId, workDate);
    const own = { workStyle, report: '', progress: 0 };
    await insertTaskRow(trx, { tenantId, taskId, personId, workDate, isOwner: false }, shared, own);
  }
}

/** What of an imported entry the body would change although the next import sets it back: everything shared but its kind. */
function fieldOfCalendar(row: TaskRow, zone: string, body: TaskBody, span: Interval): string | undefined {
  const shown = describeTask(row, zone);
  if (body.title !== shown.title) return 'title';
  if (body.detail !== shown.detail) return 'detail';
  if (body.isAllDay !== shown.isAllDay) return 'isAllDay';
  if (span.start !== shown.startMinute) return 'startClock';
  if (span.end !== shown.endMinute) return 'endClock';
  return body.memberIds.some((personId) => personId !== row.person_id) ? 'memberIds' : undefined;
}
