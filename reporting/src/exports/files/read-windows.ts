import { z } from 'zod';
import type { PersonRules } from '#domain/contract/work-rules.ts';
import { addDays } from '#domain/time/calendar.ts';
import type { WorkDate } from '#domain/time/types.ts';
import { assignmentOn, workDateInterval } from '#domain/time/work-date.ts';
import { defineTextQuery } from '#platform/clickhouse.ts';
import type { Records } from '../../records/schema.ts';
import type { RawRows } from '../writer/piece.ts';
import { releaseBytes } from '../writer/release-bytes.ts';
import type { WindowDay } from './application-file.ts';
import type { PlanDeps } from './export-file.ts';
import type { DatedSource } from './plan-dated.ts';
import { minutesOf } from './read-tasks.ts';

/**
 * Windows of people over some work dates, added up over devices by the engine. `bounds` are the begins of the work dates and the end of the last,
 * epoch seconds. A window that was in front already when the work date began counts from there.
 */
const readWindowUses = defineTextQuery({
  name: 'exports/read-window-uses',
  sql: `
    SELECT person_id AS personId, day_start AS dayStart, toUnixTimestamp64Milli(first_at) AS firstMs,
      formatDateTime(first_at, '%Y/%m/%d %H:%i', {zone:String}) AS at,
      process, title, url, seconds, minutes
    FROM (
      SELECT person_id, roundDown(toUnixTimestamp(minute), {bounds:Array(UInt32)}) AS day_start,
        min(greatest(activated_at, toDateTime64(minute, 3, 'UTC'))) AS first_at,
        toString(process) AS process, title, url, sum(seconds) AS seconds,
        groupUniqArrayIf(toUInt16(intDiv(toUnixTimestamp(minute) - day_start, 60)), person_id IN {withTasks:Array(String)}) AS minutes
      FROM raw_window_slices_v1 FINAL
      WHERE tenant_id = {tenantId:String} AND person_id IN {personIds:Array(String)}
        AND minute >= fromUnixTimestamp({fromSecond:Int64}) AND minute < fromUnixTimestamp({toSecond:Int64})
      GROUP BY person_id, day_start, process, title, url)
    ORDER BY personId, firstMs, process, title, url`,
  params: z.object({
    tenantId: z.string(),
    personIds: z.array(z.string()),
    withTasks: z.array(z.string()),
    bounds: z.array(z.int()),
    zone: z.string(),
    fromSecond: z.int(),
    toSecond: z.int(),
  }),
  // Names of fields would be half of the text.
  format: 'JSONCompactEachRow',
  // The other core writes the lines. A second thread of the engine holds its blocks of titles twice and gains nothing.
  settings: { max_threads: 1 },
  maxExecutionSeconds: 120,
});

/** Dates in a row and people: what one piece of the file is made of. */
export interface WindowBatch {
  readonly dates: readonly WorkDate[];
  readonly people: readonly PersonRules[];
}

/** A 業務 lasts to 48:00 of its date at most; an all-day one begins before the work date of its date does. */
const TASK_REACH = { before: 2, after: 1 };

/** One piece: a line with what the portal's own store knows of the batch's days (`WindowDay[]`), then the engine's rows. */
export async function readWindowPiece(deps: PlanDeps, source: DatedSource, batch: WindowBatch): Promise<RawRows> {
  const tasksOf = await readTasksAround(deps.records, source.tenantId, batch);
  const days = batch.dates.flatMap((workDate) =>
    batch.people.flatMap((rules): WindowDay[] => {
      const { groupId } = assignmentOn(rules, workDate);
      if (!source.filter.hasDay(rules.personId, groupId)) return [];
      return [windowDay(rules, workDate, groupId, tasksOf.get(rules.personId) ?? [])];
    }),
  );
  const withTasks = [...tasksOf.keys()];
  const parts: Buffer[] = [Buffer.from(`${JSON.stringify(days)}\n`)];
  for (const alike of peopleAlike(batch)) parts.push(await readAlike(deps, source.tenantId, alike, withTasks));
  const raw = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    raw.set(part, at);
    at += part.length;
    releaseBytes(part);
  }
  return { raw };
}

function windowDay(rules: PersonRules, workDate: WorkDate, groupId: string, tasks: readonly TimedTask[]): WindowDay {
  const day = workDateInterval(workDate, rules);
  return {
    ...{ personId: rules.personId, workDate, groupId, dayStart: day.start * 60 },
    tasks: tasks
      .filter((task) => task.start < day.end && day.start < task.end)
      .map(({ title, start, end }) => ({ title, start: start - day.start, end: end - day.start })),
  };
}

/** People whose work dates begin and end together, which are most of a tenant: one statement each. */
interface AlikePeople {
  readonly zone: string;
  /** Begins of the work dates and the end of the last, epoch seconds. */
  readonly bounds: readonly number[];
  readonly personIds: string[];
}

function peopleAlike({ dates, people }: WindowBatch): Iterable<AlikePeople> {
  const byBounds = new Map<string, AlikePeople>();
  for (const rules of people) {
    const days = dates.map((date) => workDateInterval(date, rules));
    const bounds = [...days.map(({ start }) => start * 60), (days.at(-1)?.end ?? 0) * 60];
    const key = `${rules.zone} ${bounds.join(' ')}`;
    const alike = byBounds.get(key) ?? { zone: rules.zone, bounds, personIds: [] };
    alike.personIds.push(rules.personId);
    byBounds.set(key, alike);
  }
  return byBounds.values();
}

function readAlike(deps: PlanDeps, tenantId: string, alike: AlikePeople, withTasks: string[]): Promise<Buffer> {
  const [fromSecond = 0] = alike.bounds;
  return deps.analytics.queryBytes(readWindowUses, {
    ...{ tenantId, withTasks, personIds: alike.personIds, zone: alike.zone, bounds: [...alike.bounds] },
    ...{ fromSecond, toSecond: alike.bounds.at(-1) ?? 0 },
  });
}

interface TimedTask {
  readonly title: string;
  /** Minutes, half-open. */
  readonly start: number;
  readonly end: number;
}

/** 業務 that may be in progress on the batch's dates, by person, in order of start. */
async function readTasksAround(
  records: Records,
  tenantId: string,
  { dates, people }: WindowBatch,
): Promise<Map<string, TimedTask[]>> {
  const [first] = dates;
  const last = dates.at(-1);
  if (first === undefined || last === undefined) return new Map();
  const rows = await records
    .selectFrom('tasks')
    .select(['person_id', 'title', minutesOf('starts_at').as('start'), minutesOf('ends_at').as('end')])
    .where('tenant_id', '=', tenantId)
    .where(
      'person_id',
      'in',
      people.map((rules) => rules.personId),
    )
    .where('work_date', '>=', addDays(first, -TASK_REACH.before))
    .where('work_date', '<=', addDays(last, TASK_REACH.after))
    .orderBy('starts_at')
    .orderBy('is_all_day', 'desc')
    .orderBy('task_id')
    .execute();
  return Map.groupBy(rows, (row) => row.person_id);
}
