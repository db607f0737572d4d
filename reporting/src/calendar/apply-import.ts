import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { CalendarCounts } from '#domain/contract/calendar.ts';
import type { PersonRules } from '#domain/contract/work-rules.ts';
import { addDays } from '#domain/time/calendar.ts';
import { interval } from '#domain/time/interval.ts';
import { MS_PER_MINUTE } from '#domain/time/types.ts';
import type { WorkDate } from '#domain/time/types.ts';
import { workDateInterval } from '#domain/time/work-date.ts';
import { publishWorkDay } from '#sql/work-facts.ts';
import { lockPeople } from '../records/lock-people.ts';
import { TASK_COLUMNS } from '../records/read-tasks.ts';
import type { TaskRow } from '../records/read-tasks.ts';
import type { Records } from '../records/schema.ts';
import type { CalendarWindow, ReadCalendar } from './calendar-entry.ts';
import { placeEntries } from './place-entries.ts';
import type { PlacedEntry } from './place-entries.ts';
import { countsOf, planImport } from './plan-import.ts';
import type { ImportPlan } from './plan-import.ts';

/** 当日から 2 週間 (G:1778). */
const DAYS_AHEAD = 14;

/** What is read of a calendar: from the work date that runs now to the end of the one two weeks later. */
export function windowOf(rules: PersonRules, today: WorkDate, ownMail: string): CalendarWindow {
  const lastDate = addDays(today, DAYS_AHEAD);
  const span = interval(workDateInterval(today, rules).start, workDateInterval(lastDate, rules).end);
  return { firstDate: today, lastDate, span, zone: rules.zone, ownMail };
}

type Read = Exclude<ReadCalendar, { problem: string }>;

/** Makes the person's tasks what the calendar says, in the caller's transaction, and tells the processor of each date touched. */
export async function applyImport(
  trx: Records,
  rules: PersonRules,
  window: CalendarWindow,
  read: Read,
): Promise<CalendarCounts> {
  const { tenantId, personId } = rules;
  await lockPeople(trx, tenantId, [personId]);
  const placed = placeEntries(read.entries, rules, window);
  const ids = placed.map((entry) => entry.externalId);
  const present = await readImported(trx, tenantId, personId, window.firstDate, ids);
  const plan = planImport(present, placed, await readDismissed(trx, tenantId, personId, ids), window.firstDate);
  await write(trx, tenantId, personId, plan);
  for (const workDate of touchedDates(plan)) await publishWorkDay(trx, tenantId, personId, workDate);
  return countsOf(plan, read.leftOut);
}

/** Entries from a date on, and any older ones of which the calendar still has the appointment. */
const readImported = (
  trx: Records,
  tenantId: string,
  personId: string,
  from: WorkDate,
  ids: readonly string[],
): Promise<TaskRow[]> =>
  trx
    .selectFrom('tasks')
    .select([...TASK_COLUMNS])
    .where('tenant_id', '=', tenantId)
    .where('person_id', '=', personId)
    .where('external_id', 'is not', null)
    .where((is) => is.or([is('work_date', '>=', from), is(sql`external_id`, '=', sql`ANY(${[...ids]}::text[])`)]))
    .orderBy('starts_at')
    .orderBy('external_id')
    .execute();

/** What the person has deleted here. Once the calendar no longer has it within the window, it is forgotten. */
async function readDismissed(
  trx: Records,
  tenantId: string,
  personId: string,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  const mine = trx.deleteFrom('dismissed_entries').where('tenant_id', '=', tenantId).where('person_id', '=', personId);
  await (ids.length === 0 ? mine : mine.where('external_id', 'not in', [...ids])).execute();
  const rows = await trx
    .selectFrom('dismissed_entries')
    .select('external_id')
    .where('tenant_id', '=', tenantId)
    .where('person_id', '=', personId)
    .execute();
  return new Set(rows.map((row) => row.external_id));
}

const columnsOf = (entry: PlacedEntry) => ({
  ...{ work_date: entry.workDate, title: entry.title, detail: entry.detail, is_all_day: entry.isAllDay },
  starts_at: new Date(entry.span.start * MS_PER_MINUTE),
  ends_at: new Date(entry.span.end * MS_PER_MINUTE),
  external_id: entry.externalId,
});

/** Released and removed first: an id is given to one row only. */
async function write(trx: Records, tenantId: string, personId: string, plan: ImportPlan): Promise<void> {
  const set = (row: TaskRow, values: object) =>
    trx
      .updateTable('tasks')
      .set({ ...values, version: sql<number>`version + 1`, updated_at: sql<Date>`clock_timestamp()` })
      .where('tenant_id', '=', tenantId)
      .where('person_id', '=', personId)
      .where('task_id', '=', row.task_id)
      .execute();
  for (const row of plan.release) await set(row, { external_id: null });
  for (const row of plan.drop) await set(row, { is_dropped: true });
  if (plan.remove.length > 0) {
    await trx
      .deleteFrom('tasks')
      .where('tenant_id', '=', tenantId)
      .where('person_id', '=', personId)
      .where(
        'task_id',
        'in',
        plan.remove.map((row) => row.task_id),
      )
      .execute();
  }
  // Two rows may exchange their ids (paired by date): none keeps one that another is about to get.
  for (const { row } of plan.change) await set(row, { external_id: null });
  for (const { row, entry } of plan.change) await set(row, { ...columnsOf(entry), is_dropped: false });
  if (plan.insert.length === 0) return;
  const own = { tenant_id: tenantId, person_id: personId, source: 'calendar' as const };
  const rows = plan.insert.map((entry) => ({
    ...{ ...own, task_id: randomUUID(), kind: entry.kind, work_style: entry.workStyle, ...columnsOf(entry) },
  }));
  await trx.insertInto('tasks').values(rows).execute();
}

function touchedDates(plan: ImportPlan): WorkDate[] {
  const dates = new Set<WorkDate>();
  for (const entry of plan.insert) dates.add(entry.workDate);
  for (const { row, entry } of plan.change) dates.add(row.work_date).add(entry.workDate);
  for (const row of plan.remove) dates.add(row.work_date);
  return [...dates].sort();
}
