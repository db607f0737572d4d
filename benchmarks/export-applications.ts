/**
 * 働き方集計 with アプリ集計 of many people's month: rows a second, and memory, which must not grow with the people. The reference is the engine's own
 * sum of the same windows by person and work date as CSV, thrown away.
 *
 *   node scripts/run.mjs benchmarks/export-applications.ts [PEOPLE]      default 200; 1000 for the promised size
 */
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { sql } from 'kysely';
import { z } from 'zod';
import type { JobRow } from '#reporting/exports/files/export-file.ts';
import { defineTextQuery } from '#platform/clickhouse.ts';
import { tempDir } from '#platform/testkit/index.ts';
import { makeFile } from '#reporting/export-jobs/make-file.ts';
import { startTestPortal } from '#reporting/testkit/portal.ts';
import { perSecond, ratio, writeReport } from './kit/report.ts';

const PEOPLE = Number(process.argv[2] ?? 200);
const DAYS = 31;
/** Of a person's day: minutes with a window in front, and how many windows come and go in them. */
const MINUTES_A_DAY = 323;
const WINDOWS_A_DAY = 100;
const TASKS_A_DAY = 2;
const FIRST = '2026-01-01';

const portal = await startTestPortal();
const { tenantId, groups, patternId } = portal.house;
await sql`
  INSERT INTO people (tenant_id, person_id, login_id, employee_number, name, kana, mail)
  SELECT ${tenantId}::uuid, gen_random_uuid(), 'u' || n, lpad(n::text, 5, '0'), '社員 ' || n, '', ''
  FROM generate_series(1, ${PEOPLE}::int) AS n`.execute(portal.records);
const { rows: people } = await sql<{ person_id: string }>`
  INSERT INTO assignments (tenant_id, person_id, effective_from, group_id, pattern_id)
  SELECT tenant_id, person_id, ${FIRST}::date, ${groups.SALES1}::uuid, ${patternId}::uuid
  FROM people WHERE tenant_id = ${tenantId} AND login_id ~ '^u[0-9]+$' RETURNING person_id`.execute(portal.records);
await sql`
  INSERT INTO tasks (tenant_id, task_id, person_id, work_date, starts_at, ends_at, is_all_day, kind, work_style, title, detail, report, progress)
  SELECT a.tenant_id, gen_random_uuid(), a.person_id, ${FIRST}::date + day, ${FIRST}::date + day + make_interval(hours => 1 + 3 * task),
    ${FIRST}::date + day + make_interval(hours => 3 + 3 * task), false, 'task', 'regular', '業務 ' || task, '', '', 0
  FROM assignments a, generate_series(0, ${DAYS - 1}) AS day, generate_series(0, ${TASKS_A_DAY - 1}) AS task
  WHERE a.tenant_id = ${tenantId} AND a.group_id = ${groups.SALES1} AND a.effective_from = ${FIRST}::date`.execute(
  portal.records,
);
for (const { person_id: personId } of people) {
  await portal.analytics.command(
    `INSERT INTO raw_window_slices_v1 (tenant_id, person_id, minute, device_id, activated_at, process, title, url, seconds, received_at)
     SELECT {tenantId:String}, {personId:String}, toDateTime('${FIRST} 00:00:00', 'UTC') + intDiv(number, ${MINUTES_A_DAY}) * 86400
         + (number % ${MINUTES_A_DAY}) * 60 AS at, 'pc', at,
       concat('program', toString(number % ${WINDOWS_A_DAY} % 11), '.exe'), concat('報告書 ', toString(number % ${WINDOWS_A_DAY}), ' - 表計算'),
       if(number % ${WINDOWS_A_DAY} % 3 = 0, concat('https://www.example.co.jp/', toString(number % ${WINDOWS_A_DAY})), ''), 60, now64(3)
     FROM numbers(${DAYS * MINUTES_A_DAY})`,
    { tenantId, personId },
  );
}
await portal.analytics.command('OPTIMIZE TABLE raw_window_slices_v1 FINAL');

const job = {
  ...{ tenant_id: tenantId, job_id: randomUUID(), kind: 'aggregation', scope: { kind: 'everyone' } },
  ...{ range: { month: '202601' }, encoding: 'windows-31j', guards_formulas: true },
} as unknown as JobRow;
/** Wall time, and what all threads of the process used. Neighbours on the machine disturb the latter less. */
function timed(): () => { readonly ms: number; readonly cpuMs: number } {
  const [startedAt, cpu] = [performance.now(), process.cpuUsage()];
  return () => {
    const used = process.cpuUsage(cpu);
    return { ms: performance.now() - startedAt, cpuMs: (used.user + used.system) / 1000 };
  };
}

let peak = 0;
const idle = process.memoryUsage.rss();
const watch = setInterval(() => (peak = Math.max(peak, process.memoryUsage.rss() - idle)), 50);
const made = timed();
const report = await makeFile(
  { records: portal.records, analytics: portal.analytics },
  job,
  join(tempDir('export'), 'aggregation.zip'),
  { doneUnits: 0, totalUnits: 0 },
  new AbortController().signal,
);
const { ms, cpuMs } = made();
clearInterval(watch);

const reference = defineTextQuery({
  name: 'benchmark/application-reference',
  sql: `
    SELECT person_id, toDate(minute - 5 * 3600, 'Asia/Tokyo') AS day, min(activated_at), process, title, url, sum(seconds)
    FROM raw_window_slices_v1 FINAL
    WHERE tenant_id = {tenantId:String} AND person_id IN {people:Array(String)}
    GROUP BY person_id, day, process, title, url ORDER BY person_id, day`,
  params: z.object({ tenantId: z.string(), people: z.array(z.string()) }),
  format: 'CSV',
  maxExecutionSeconds: 600,
});
const PEOPLE_AT_ONCE = 50;
const read = timed();
for (let from = 0; from < PEOPLE; from += PEOPLE_AT_ONCE)
  await portal.analytics.queryText(reference, {
    tenantId,
    people: people.slice(from, from + PEOPLE_AT_ONCE).map((each) => each.person_id),
  });
const whole = read();
await portal.stop();

const slices = PEOPLE * DAYS * MINUTES_A_DAY;
const seconds = (of: number): string => (of / 1000).toFixed(1);
writeReport({
  name: 'export-applications',
  about: `aggregation_202601.zip of ${PEOPLE} people: ${slices} slices of a minute, ${WINDOWS_A_DAY} windows a person and day, ${PEOPLE * DAYS * TASKS_A_DAY} 業務; chDB in the same process, PostgreSQL beside it.`,
  columns: ['way', 'slices/s', 's', 'ratio', 'CPU s', 'ratio of CPU'],
  rows: [
    [
      ...['the engine’s sums as CSV, thrown away', perSecond(slices, whole.ms), seconds(whole.ms), '1.00'],
      ...[seconds(whole.cpuMs), '1.00'],
    ],
    [
      ...['zip on the disk', perSecond(slices, ms), seconds(ms), ratio(whole.ms, ms)],
      ...[seconds(cpuMs), ratio(whole.cpuMs, cpuMs)],
    ],
  ],
  notes: [
    `Zip: ${(report.bytes / 1e6).toFixed(1)} MB, ${report.rows} rows. Peak memory above idle: ${Math.round(peak / 1e6)} MB (target 128).`,
  ],
});
