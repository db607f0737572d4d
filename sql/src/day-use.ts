import { z } from 'zod';
import type { WorkDate } from '#domain/time/types.ts';
import { defineQuery } from '#platform/clickhouse.ts';
import type { Analytics } from '#platform/clickhouse.ts';

/** A work date of people whose work dates begin and end together. */
export interface UseDay {
  readonly tenantId: string;
  readonly workDate: WorkDate;
  /** Epoch seconds, half-open. */
  readonly fromSecond: number;
  readonly toSecond: number;
  readonly people: readonly { readonly personId: string; readonly groupId: string }[];
}

/**
 * What the windows of people give for a work date: one row for each, also for those of whom nothing is left. The one definition of a rolled-up day:
 * `rollUpUse` stores it, `reconcile` compares with it.
 */
const SUMMED = `
  SELECT person, toUInt32(sum(count)) AS windows, sumMap([process], [seconds]) AS ofProcesses, sumMapIf([url], [seconds], url != '') AS ofUrls
  FROM (
    SELECT person_id AS person, toString(process) AS process, url, toUInt64(sum(raw_window_slices_v1.seconds)) AS seconds, count() AS count
    FROM raw_window_slices_v1 FINAL
    WHERE tenant_id = {tenantId:String} AND person_id IN {personIds:Array(String)}
      AND minute >= fromUnixTimestamp({fromSecond:Int64}) AND minute < fromUnixTimestamp({toSecond:Int64})
    GROUP BY person, process, url
    UNION ALL
    SELECT arrayJoin({personIds:Array(String)}) AS person, '' AS process, '' AS url, toUInt64(0) AS seconds, toUInt64(0) AS count
  )
  GROUP BY person`;

const ROLL_UP = `
  INSERT INTO day_use_v1 (tenant_id, person_id, work_date, version, group_id, from_second, to_second, windows, processes, process_seconds, urls, url_seconds)
  SELECT {tenantId:String}, person, toDate({workDate:String}), toUnixTimestamp64Milli(now64(3)),
    transform(person, {personIds:Array(String)}, {groupIds:Array(String)}, ''), {fromSecond:Int64}, {toSecond:Int64}, windows,
    ofProcesses.1, ofProcesses.2, ofUrls.1, ofUrls.2
  FROM (${SUMMED})`;

/** Stores the use of a work date anew. May be repeated, and done by two at once: the row whose windows were read later holds. */
export async function rollUpUse(analytics: Analytics, { people, ...day }: UseDay): Promise<void> {
  await analytics.command(ROLL_UP, {
    ...day,
    personIds: people.map(({ personId }) => personId),
    groupIds: people.map(({ groupId }) => groupId),
  });
}

const person = z.object({ tenantId: z.string(), personId: z.string() });
type Person = z.input<typeof person>;
const OF_PERSON = 'tenant_id = {tenantId:String} AND person_id = {personId:String}';

const readRolledUp = defineQuery({
  name: 'day-use/read-rolled-up',
  sql: `
    SELECT toString(work_date) AS workDate, version, toString(group_id) AS groupId, from_second AS fromSecond, to_second AS toSecond
    FROM day_use_v1 FINAL
    WHERE ${OF_PERSON}
    ORDER BY work_date`,
  params: person,
  row: z.object({
    ...{ workDate: z.string().transform((text) => text as WorkDate), version: z.int(), groupId: z.string() },
    ...{ fromSecond: z.int(), toSecond: z.int() },
  }),
});

const readTouchesOfPerson = defineQuery({
  name: 'day-use/read-touches-of-person',
  sql: `
    SELECT toUnixTimestamp(toDateTime(touch_day, 'UTC')) AS daySecond, toUnixTimestamp64Milli(max(touched_at)) AS touchedMs
    FROM window_touches_v1
    WHERE ${OF_PERSON}
    GROUP BY touch_day`,
  params: person,
  row: z.object({ daySecond: z.int(), touchedMs: z.int() }),
});

/** Of rolled-up dates those that are not what the windows give now. `bounds`: where the dates begin and end, ascending. */
const readDifferent = defineQuery({
  name: 'day-use/read-different',
  sql: `
    SELECT toString(work_date) AS workDate
    FROM day_use_v1 AS stored FINAL
    LEFT JOIN (
      SELECT dayStart, sum(count) AS windowsNow, sumMap([process], [seconds]) AS processesNow, sumMapIf([url], [seconds], url != '') AS urlsNow
      FROM (
        SELECT roundDown(toUnixTimestamp(minute), {bounds:Array(UInt32)}) AS dayStart, toString(process) AS process, url,
          toUInt64(sum(raw_window_slices_v1.seconds)) AS seconds, count() AS count
        FROM raw_window_slices_v1 FINAL
        WHERE ${OF_PERSON} AND minute >= fromUnixTimestamp({fromSecond:Int64}) AND minute < fromUnixTimestamp({toSecond:Int64})
        GROUP BY dayStart, process, url
      )
      GROUP BY dayStart
    ) AS fresh ON fresh.dayStart = stored.from_second
    WHERE ${OF_PERSON} AND work_date IN {workDates:Array(Date)}
      AND (windows != ifNull(windowsNow, 0) OR (windows > 0
        AND (toString((processes, process_seconds)) != toString(processesNow) OR toString((urls, url_seconds)) != toString(urlsNow))))`,
  params: person.extend({
    ...{ workDates: z.array(z.string()), bounds: z.array(z.int()) },
    ...{ fromSecond: z.int(), toSecond: z.int() },
  }),
  row: z.object({ workDate: z.string() }),
});

/** Longer than an insert may take: a touch states when its insert began, and its windows are there when it has ended. */
export const LONGEST_INSERT_MS = 130_000;

/** A touch's day begins four hours before its UTC day (sql/clickhouse: window_touches_v1). */
const TOUCH_BEGINS = -4 * 3600;
const TOUCH_SECONDS = 24 * 3600;

/** Whether windows of a touch may lie in a stretch of time. */
export const mayTouch = (daySecond: number, { fromSecond, toSecond }: Pick<UseDay, 'fromSecond' | 'toSecond'>) =>
  daySecond + TOUCH_BEGINS < toSecond && fromSecond < daySecond + TOUCH_BEGINS + TOUCH_SECONDS;

/**
 * Rolled-up dates of a person that are not what their windows give, though nothing has come in since: dates of which something has are not judged, they
 * are summed again anyway.
 */
export async function findDifferentUse(analytics: Analytics, { tenantId, personId }: Person): Promise<UseDay[]> {
  const touches = await analytics.query(readTouchesOfPerson, { tenantId, personId });
  const settled = (await analytics.query(readRolledUp, { tenantId, personId })).filter((day) =>
    touches.every(
      ({ daySecond, touchedMs }) => !mayTouch(daySecond, day) || touchedMs + LONGEST_INSERT_MS < day.version,
    ),
  );
  if (settled.length === 0) return [];
  const bounds = [...new Set(settled.flatMap((day) => [day.fromSecond, day.toSecond]))].sort((a, b) => a - b);
  const rows = await analytics.query(readDifferent, {
    ...{ tenantId, personId, bounds, workDates: settled.map(({ workDate }) => workDate) },
    ...{ fromSecond: bounds[0] ?? 0, toSecond: bounds.at(-1) ?? 0 },
  });
  const different = new Set<string>(rows.map(({ workDate }) => workDate));
  return settled
    .filter(({ workDate }) => different.has(workDate))
    .map(({ workDate, fromSecond, toSecond, groupId }) => ({
      ...{ tenantId, workDate, fromSecond, toSecond, people: [{ personId, groupId }] },
    }));
}
