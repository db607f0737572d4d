/**
 * 勤務データ of 10,000 people's month as a job of the portal (promise: under 5 s), and how long pages take while PC 操作履歴 is made (promise: 100 ms at the
 * 95th percentile). Printed, not asserted.
 *
 *   node scripts/run.mjs benchmarks/export-portal.ts [PEOPLE_OF_THE_PC_FILES]      default 300
 */
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { createExportJob, listExportJobs } from '#domain/contract/export-jobs.ts';
import type { ExportJob, ExportScope } from '#domain/contract/export-jobs.ts';
import { readMonth } from '#domain/contract/months.ts';
import { listPeople } from '#domain/contract/people.ts';
import { waitFor } from '#platform/testkit/index.ts';
import { startTestPortal } from '#reporting/testkit/portal.ts';
import { median, writeReport } from './kit/report.ts';

const PEOPLE = 10_000;
const PC_PEOPLE = Number(process.argv[2] ?? 300);
const MINUTES_A_DAY = 323;
const DEADLINE_MS = 300_000;

const portal = await startTestPortal();
const { tenantId, groups, patternId } = portal.house;
await sql`
  INSERT INTO people (tenant_id, person_id, login_id, employee_number, name, kana, mail)
  SELECT ${tenantId}::uuid, gen_random_uuid(), 'u' || n, lpad(n::text, 5, '0'), '社員 ' || n, '', ''
  FROM generate_series(1, ${PEOPLE}::int) AS n`.execute(portal.records);
await sql`
  INSERT INTO assignments (tenant_id, person_id, effective_from, group_id, pattern_id)
  SELECT tenant_id, person_id, date '2026-01-01', ${groups.SALES1}::uuid, ${patternId}::uuid
  FROM people WHERE tenant_id = ${tenantId} AND login_id ~ '^u[0-9]+$'`.execute(portal.records);
const ids = (
  await portal.records
    .selectFrom('people')
    .select('person_id')
    .where('tenant_id', '=', tenantId)
    .where(sql<boolean>`login_id ~ '^u[0-9]+$'`)
    .orderBy('login_id')
    .execute()
).map((row) => row.person_id);
const AT_ONCE = 1000;
for (let from = 0; from < PEOPLE; from += AT_ONCE) {
  await portal.analytics.command(
    `INSERT INTO computed_days_v1 (tenant_id, person_id, work_date, version, day_state, is_confirmed, has_declaration, has_pc_data, group_id, worked_minutes,
       break_minutes, pc_active_minutes, pc_span_minutes, clock_in_clock, clock_out_clock, first_active_clock, last_active_clock, day)
     SELECT {tenantId:String}, person, toDate('2026-01-01') + date, 1, 'ended', 1, 1, 1, {groupId:String}, 480, 60, 300, 500, 540, 1080, 545, 1075,
       repeat('{"blocks":[[540,545,"worked"]]}', 60)
     FROM (SELECT arrayJoin({ids:Array(String)}) AS person, arrayJoin(range(31)) AS date) days`,
    { tenantId, groupId: groups.SALES1, ids: ids.slice(from, from + AT_ONCE) },
  );
}
for (const personId of ids.slice(0, PC_PEOPLE)) {
  await portal.analytics.command(
    `INSERT INTO raw_input_minutes_v1 (tenant_id, person_id, minute, device_id, letters, moves, received_at)
     SELECT {tenantId:String}, {personId:String},
       toDateTime('2026-01-01 00:00:00', 'UTC') + intDiv(number, ${MINUTES_A_DAY}) * 86400 + (number % ${MINUTES_A_DAY}) * 60, 'pc', number % 97, number % 401, now64(3)
     FROM numbers(${31 * MINUTES_A_DAY})`,
    { tenantId, personId },
  );
}
for (const table of ['computed_days_v1', 'raw_input_minutes_v1'])
  await portal.analytics.command(`OPTIMIZE TABLE ${table} FINAL`);

const browser = await portal.signedIn('administrator');
const employee = await portal.signedIn('employee');
const jobs = async (): Promise<{ running: ExportJob | null; finished: ExportJob[] }> =>
  (await browser.call(listExportJobs)).json;

async function make(kind: string, scope: ExportScope): Promise<ExportJob & { readonly ms: number }> {
  const jobId = randomUUID();
  const more = { kind, scope, range: { month: '202601' }, encoding: 'windows-31j', guardsFormulas: true };
  const startedAt = performance.now();
  await browser.call(createExportJob, { body: { jobId, ...more } });
  const job = await waitFor(async () => (await jobs()).finished.find((each) => each.jobId === jobId), {
    deadlineMs: DEADLINE_MS,
  });
  return { ...job, ms: performance.now() - startedAt };
}

/** Pages one after the other, until told to end; their times. */
async function browse(isOver: () => boolean): Promise<number[]> {
  const times: number[] = [];
  while (!isOver()) {
    for (const ask of [
      () => employee.call(readMonth, { params: { personId: 'me', month: '202601' } }),
      () => browser.call(listExportJobs),
      () => employee.call(listPeople),
    ]) {
      const startedAt = performance.now();
      await ask();
      times.push(performance.now() - startedAt);
    }
  }
  return times;
}
const p95 = (times: readonly number[]): number =>
  [...times].sort((a, b) => a - b)[Math.floor(times.length * 0.95)] ?? 0;
const rowOf = (name: string, times: readonly number[]) => [
  name,
  times.length,
  median(times).toFixed(1),
  p95(times).toFixed(1),
];

const quietUntil = performance.now() + 5_000;
const quiet = await browse(() => performance.now() > quietUntil);
const kinmu = await make('kinmu', { kind: 'everyone' });
let isMade = false;
const making = make('pc', { kind: 'people', personIds: ids.slice(0, PC_PEOPLE) }).finally(() => (isMade = true));
const meanwhile = await browse(() => isMade);
const pc = await making;
await portal.stop();

writeReport({
  name: 'export-portal',
  about: `勤務データ of ${PEOPLE} people's month through the portal: ${kinmu.file?.rows ?? 0} rows, ${((kinmu.file?.bytes ?? 0) / 1e6).toFixed(1)} MB in ${(kinmu.ms / 1000).toFixed(1)} s from the press to the file (promise: 5 s). Pages (own month, データ管理, people) while PC 操作履歴 of ${PC_PEOPLE} people is made: ${pc.file?.rows ?? 0} rows in ${(pc.ms / 1000).toFixed(1)} s.`,
  columns: ['pages', 'count', 'median ms', '95th percentile ms'],
  rows: [rowOf('nothing else', quiet), rowOf('while the job runs', meanwhile)],
  notes: ['Promise: 100 ms at the 95th percentile. The program that asks runs in the same process.'],
});
