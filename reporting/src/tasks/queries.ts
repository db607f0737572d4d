import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { PersonRules, TaskKind, WorkStyle } from '#domain/contract/work-rules.ts';
import { MS_PER_MINUTE } from '#domain/time/types.ts';
import type { Interval, WorkDate } from '#domain/time/types.ts';
import { workDateOf } from '#domain/time/work-date.ts';
import { TASK_COLUMNS } from '../records/read-tasks.ts';
import type { TaskRow } from '../records/read-tasks.ts';
import type { Records } from '../records/schema.ts';

/** What everyone in a task has alike. */
export interface SharedParts {
  readonly workDate: WorkDate;
  readonly kind: TaskKind;
  readonly title: string;
  readonly detail: string;
  readonly isAllDay: boolean;
  readonly span: Interval;
}

/** What each person has alone. */
export interface OwnParts {
  readonly workStyle: WorkStyle;
  readonly report: string;
  readonly progress: number;
}

/** Everyone's row of a task, the owner's first. */
export const readTaskRows = (records: Records, tenantId: string, taskId: string): Promise<TaskRow[]> =>
  records
    .selectFrom('tasks')
    .select([...TASK_COLUMNS])
    .where('tenant_id', '=', tenantId)
    .where('task_id', '=', taskId)
    .orderBy('is_owner', 'desc')
    .orderBy('person_id')
    .execute();

/** The date on which a task is a person's: an all-day one has its calendar day, a timed one falls on a date by the own 自動終了時刻. */
export const dateOfTask = (shared: SharedParts, rules: PersonRules): WorkDate =>
  shared.isAllDay ? shared.workDate : workDateOf(shared.span.start, rules);

const sharedColumns = ({ kind, title, detail, isAllDay, span }: SharedParts) => ({
  ...{ kind, title, detail, is_all_day: isAllDay },
  starts_at: new Date(span.start * MS_PER_MINUTE),
  ends_at: new Date(span.end * MS_PER_MINUTE),
});

const nextVersion = { version: sql<number>`version + 1`, updated_at: sql<Date>`clock_timestamp()` };

export interface NewTaskRow {
  readonly tenantId: string;
  readonly taskId: string;
  readonly personId: string;
  readonly workDate: WorkDate;
  readonly isOwner: boolean;
}

export async function insertTaskRow(trx: Records, row: NewTaskRow, shared: SharedParts, own: OwnParts): Promise<void> {
  await trx
    .insertInto('tasks')
    .values({
      ...{ tenant_id: row.tenantId, task_id: row.taskId, person_id: row.personId, work_date: row.workDate },
      ...{ is_owner: row.isOwner, ...sharedColumns(shared) },
      ...{ work_style: own.workStyle, report: own.report, progress: own.progress },
    })
    .execute();
}

export async function updateSharedParts(
  trx: Records,
  tenantId: string,
  row: Pick<TaskRow, 'task_id' | 'person_id'>,
  workDate: WorkDate,
  shared: SharedParts,
): Promise<void> {
  await trx
    .updateTable('tasks')
    .set({ ...sharedColumns(shared), work_date: workDate, ...nextVersion })
    .where('tenant_id', '=', tenantId)
    .where('task_id', '=', row.task_id)
    .where('person_id', '=', row.person_id)
    .execute();
}

/** Does not raise the version: whoever changes the shared parts with it has raised it already. */
export async function updateOwnParts(
  trx: Records,
  tenantId: string,
  row: Pick<TaskRow, 'task_id' | 'person_id'>,
  own: OwnParts,
  raising: 'raise-version' | 'keep-version',
): Promise<void> {
  await trx
    .updateTable('tasks')
    .set({
      ...{ work_style: own.workStyle, report: own.report, progress: own.progress },
      ...(raising === 'raise-version' ? nextVersion : {}),
    })
    .where('tenant_id', '=', tenantId)
    .where('task_id', '=', row.task_id)
    .where('person_id', '=', row.person_id)
    .execute();
}

/**
 * Takes a person out of a task. What they have written is never lost by somebody else's deed: with a report the row goes on as their own task
 * under a new id.
 */
export async function takeOut(trx: Records, tenantId: string, row: TaskRow): Promise<void> {
  if (row.report === '') return deleteTaskRow(trx, tenantId, row);
  await trx
    .updateTable('tasks')
    .set({ task_id: randomUUID(), is_owner: true, ...nextVersion })
    .where('tenant_id', '=', tenantId)
    .where('task_id', '=', row.task_id)
    .where('person_id', '=', row.person_id)
    .execute();
}

export async function deleteTaskRow(trx: Records, tenantId: string, row: TaskRow): Promise<void> {
  await trx
    .deleteFrom('tasks')
    .where('tenant_id', '=', tenantId)
    .where('task_id', '=', row.task_id)
    .where('person_id', '=', row.person_id)
    .execute();
}

/** The next import of the calendar does not bring the entry back. */
export async function dismissEntry(trx: Records, tenantId: string, row: TaskRow): Promise<void> {
  if (row.source !== 'calendar' || row.external_id === null) return;
  await trx
    .insertInto('dismissed_entries')
    .values({ tenant_id: tenantId, person_id: row.person_id, external_id: row.external_id })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
