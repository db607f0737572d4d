import { z } from 'zod';
import { computedDaySchema } from '#domain/contract/computed-day.ts';
import { dayChangeSchema } from '#domain/contract/months.ts';
import { inputCountsSchema } from '#domain/contract/wire.ts';
import { workDateSchema } from '#domain/contract/work-rules.ts';
import { defineQuery } from '#platform/clickhouse.ts';

const personParams = { tenantId: z.string(), personId: z.string() };
const minutesParams = z.object({ ...personParams, startMinute: z.int(), endMinute: z.int() });

const dayFromJson = z
  .string()
  .transform((text): unknown => JSON.parse(text))
  .pipe(computedDaySchema);

/** Every computed day of a person between two dates, both included. FINAL over one person's key range. */
export const readComputedDays = defineQuery({
  name: 'reporting/read-computed-days',
  sql: `
    SELECT toString(work_date) AS workDate, day
    FROM computed_days_v1 FINAL
    WHERE tenant_id = {tenantId:String} AND person_id = {personId:String}
      AND work_date BETWEEN {firstDate:Date} AND {lastDate:Date}
    ORDER BY work_date`,
  params: z.object({ ...personParams, firstDate: z.string(), lastDate: z.string() }),
  row: z.object({ workDate: workDateSchema, day: dayFromJson }),
});

/** Recorded minutes of a span [startMinute, endMinute) of unix minutes: counts summed over devices and parts. */
export const readInputMinutes = defineQuery({
  name: 'reporting/read-input-minutes',
  sql: `
    SELECT intDiv(toUnixTimestamp(minute), 60) AS unixMinute,
      sum(letters) AS letters, sum(digits) AS digits, sum(numpad) AS numpad, sum(symbols) AS symbols, sum(others) AS others,
      sum(left_clicks) AS leftClicks, sum(right_clicks) AS rightClicks, sum(wheel) AS wheel, sum(moves) AS moves,
      arraySort(groupUniqArray(device_id)) AS devices
    FROM raw_input_minutes_v1 FINAL
    WHERE tenant_id = {tenantId:String} AND person_id = {personId:String}
      AND minute >= toDateTime({startMinute:UInt32} * 60) AND minute < toDateTime({endMinute:UInt32} * 60)
    GROUP BY minute
    ORDER BY minute`,
  params: minutesParams,
  row: inputCountsSchema.extend({ unixMinute: z.int(), devices: z.array(z.string()) }),
});

/** Seconds in front by minute and window, summed over devices. The aggregates of a day are sums of these rows. */
export const readWindowSlices = defineQuery({
  name: 'reporting/read-window-slices',
  sql: `
    SELECT intDiv(toUnixTimestamp(minute), 60) AS unixMinute, process, title, url,
      sum(seconds) AS secondsInFront, arraySort(groupUniqArray(device_id)) AS devices
    FROM raw_window_slices_v1 FINAL
    WHERE tenant_id = {tenantId:String} AND person_id = {personId:String}
      AND minute >= toDateTime({startMinute:UInt32} * 60) AND minute < toDateTime({endMinute:UInt32} * 60)
    GROUP BY minute, process, title, url
    ORDER BY minute, min(activated_at), process, title, url`,
  params: minutesParams,
  row: z.object({
    unixMinute: z.int(),
    process: z.string(),
    title: z.string(),
    url: z.string(),
    secondsInFront: z.int(),
    devices: z.array(z.string()),
  }),
});

export const readSessionChanges = defineQuery({
  name: 'reporting/read-session-changes',
  sql: `
    SELECT toUnixTimestamp64Milli(changed_at) AS at, change, device_id AS deviceId
    FROM raw_session_changes_v1 FINAL
    WHERE tenant_id = {tenantId:String} AND person_id = {personId:String}
      AND changed_at >= toDateTime64({startMinute:UInt32} * 60, 3) AND changed_at < toDateTime64({endMinute:UInt32} * 60, 3)
    ORDER BY changed_at, device_id, change`,
  params: minutesParams,
  row: z.object({ at: z.int(), change: z.string(), deviceId: z.string() }),
});

const figuresFromJson = z
  .string()
  .transform((text): unknown => JSON.parse(text))
  .pipe(dayChangeSchema.shape.before);

/** What became of a day after it was over, the newest first. */
export const readDayChanges = defineQuery({
  name: 'reporting/read-day-changes',
  sql: `
    SELECT toUnixTimestamp64Milli(changed_at) AS changedAt, reasons, before, after
    FROM day_changes_v1 FINAL
    WHERE tenant_id = {tenantId:String} AND person_id = {personId:String} AND work_date = {workDate:Date}
    ORDER BY version DESC`,
  params: z.object({ ...personParams, workDate: z.string() }),
  row: dayChangeSchema.extend({ before: figuresFromJson, after: figuresFromJson }),
});

/** When anything of a person last came in, epoch ms; 0: never. Late data of an offline PC counts by its arrival, so no bound on the minute. */
export const readLastReceived = defineQuery({
  name: 'reporting/read-last-received',
  sql: ['raw_input_minutes_v1', 'raw_window_slices_v1', 'raw_presence_changes_v1', 'raw_session_changes_v1']
    .map(
      (table) => `
    SELECT toUnixTimestamp64Milli(max(received_at)) AS receivedAt FROM ${table}
    WHERE tenant_id = {tenantId:String} AND person_id = {personId:String}`,
    )
    .join(' UNION ALL '),
  params: z.object(personParams),
  row: z.object({ receivedAt: z.int() }),
});
