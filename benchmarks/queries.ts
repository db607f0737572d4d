/**
 * How long the portal's reads take over 10,000 people × 13 months, through HTTP on the embedded stores: the dashboard (promise: 300 ms at the 95th
 * percentile), a month of a group of 100 (150 ms), a month of a person (50 ms). Warm, after a past day of this month has changed, after the running day of
 * everybody has (a company at work), and the very first time.
 *
 *   node scripts/run.mjs benchmarks/queries.ts [PEOPLE]      default 10000; some minutes
 */
import { sql } from 'kysely';
import {
  listDashboardDays,
  listDashboardMonthsOver,
  listDashboardPeople,
  readDashboardDeviation,
  readDashboardDistribution,
  readDashboardFrame,
  readDashboardHeatMap,
  readDashboardOverview,
  readDashboardTrend,
  readDashboardUse,
} from '#domain/contract/dashboard.ts';
import type { Endpoint } from '#domain/contract/endpoint.ts';
import { readMonth } from '#domain/contract/months.ts';
import { spansUpTo } from '#domain/dashboard/period.ts';
import { replaceSiteNames } from '#reporting/settings/queries.ts';
import type { CallInput } from '#reporting/testkit/client.ts';
import { storeDay } from '#reporting/testkit/days.ts';
import { startTestPortal } from '#reporting/testkit/portal.ts';
import { median, writeReport } from './kit/report.ts';

const PEOPLE = Number(process.argv[2] ?? 10_000);
const GROUP_SIZE = 100;
const TIMES = 15;
const SPANS = spansUpTo('2026-03');
/** A Friday at the end of the month: as many days as a running month can have. */
const TODAY = '2026-03-27';
const beganAt = performance.now();
const tell = (what: string): void => console.error(`${((performance.now() - beganAt) / 1000).toFixed(0)} s: ${what}`);

const portal = await startTestPortal({ validateAnswers: false, nowMs: () => Date.parse(`${TODAY}T15:00:00+09:00`) });
const { tenantId, groups, patternId, people } = portal.house;
await portal.records
  .updateTable('people')
  .set({ may_view_dashboard: true })
  .where('person_id', '=', people.employee)
  .execute();

/** Groups of a hundred below ten departments below 本社. */
await sql`
  INSERT INTO groups (tenant_id, group_id, code, name, parent_group_id)
  SELECT ${tenantId}::uuid, gen_random_uuid(), 'D' || n, '部 ' || n, ${groups.HQ}::uuid FROM generate_series(0, 9) AS n`.execute(
  portal.records,
);
await sql`
  INSERT INTO groups (tenant_id, group_id, code, name, parent_group_id)
  SELECT ${tenantId}::uuid, gen_random_uuid(), 'G' || n, '課 ' || n, d.group_id
  FROM generate_series(0, ${Math.ceil(PEOPLE / GROUP_SIZE) - 1}::int) AS n
  JOIN groups d ON d.tenant_id = ${tenantId}::uuid AND d.code = 'D' || (n % 10)`.execute(portal.records);
await sql`
  INSERT INTO people (tenant_id, person_id, login_id, employee_number, name, kana, mail)
  SELECT ${tenantId}::uuid, gen_random_uuid(), 'u' || n, lpad(n::text, 6, '0'), '社員 ' || n, '', ''
  FROM generate_series(0, ${PEOPLE - 1}::int) AS n`.execute(portal.records);
await sql`
  INSERT INTO assignments (tenant_id, person_id, effective_from, group_id, pattern_id)
  SELECT p.tenant_id, p.person_id, date '2024-01-01', g.group_id, ${patternId}::uuid
  FROM people p JOIN groups g ON g.tenant_id = p.tenant_id AND g.code = 'G' || (substr(p.login_id, 2)::int / ${GROUP_SIZE}::int)
  WHERE p.tenant_id = ${tenantId}::uuid AND p.login_id ~ '^u[0-9]+$'`.execute(portal.records);
const { rows: placed } = await sql<{ personId: string; groupId: string }>`
  SELECT person_id AS "personId", group_id AS "groupId" FROM assignments
  WHERE tenant_id = ${tenantId}::uuid AND effective_from = date '2024-01-01' ORDER BY person_id`.execute(
  portal.records,
);

const DAYS_OF = `INSERT INTO computed_days_v1 (tenant_id, person_id, work_date, version, rules_version, day_state, is_confirmed, has_declaration, has_pc_data,
    group_id, scheduled_minutes, worked_minutes, break_minutes, overtime_minutes, unrequested_minutes, late_night_minutes, pc_active_minutes,
    task_minutes, meeting_minutes, offsite_minutes, deviation_minutes, worked_by_hour, pc_active_by_hour, day)
  SELECT {tenantId:String}, who.1, date, 1, 4, 'ended', dice % 100 > 0, 1, 1, who.2, 480, worked, 60, if(worked > 480, worked - 480, 0), dice % 30,
    if(dice % 20 = 0, 60, 0), 300 + dice % 120, dice % 200, dice % 90, if(dice % 15 = 0, 120, 0), dice % 50,
    arrayMap(hour -> if(hour BETWEEN 9 AND 17, 60, if(hour = 18, worked % 60, 0)), range(24)),
    arrayMap(hour -> if(hour BETWEEN 9 AND 18, (dice + hour * 7) % 60, 0), range(24)), '{}'
  FROM (
    SELECT who, date, cityHash64(who.1, date) AS dice, 420 + intDiv(dice, 256) % 200 AS worked
    FROM (SELECT arrayJoin(arrayZip({people:Array(String)}, {groups:Array(String)})) AS who,
      arrayJoin(arrayFilter(each -> toDayOfWeek(each) < 6, arrayMap(n -> toDate({from:String}) + n, range(toUInt32(dateDiff('day', toDate({from:String}), toDate({to:String})) + 1))))) AS date) days
  ) dated`;
const AT_ONCE = 2_000;
for (const { from, to } of SPANS) {
  for (let start = 0; start < placed.length; start += AT_ONCE) {
    const some = placed.slice(start, start + AT_ONCE);
    await portal.analytics.command(DAYS_OF, {
      ...{ tenantId, from, to: to < TODAY ? to : TODAY },
      people: some.map(({ personId }) => personId),
      groups: some.map(({ groupId }) => groupId),
    });
  }
}
tell('the days are stored');
/** Twelve applications and ten pages of a site a day, as the portal rolls them up (window-use/roll-up-use.ts). */
const USE_OF = `INSERT INTO day_use_v1 (tenant_id, person_id, work_date, version, group_id, from_second, to_second, windows, processes, process_seconds, urls, url_seconds)
  SELECT tenant_id, person_id, work_date, toUnixTimestamp64Milli(now64(3)), group_id, start, start + 86400, 900,
    arraySort(arrayMap(n -> concat('app', toString((dice + n * 7) % 60), '.exe'), range(12))), arrayMap(n -> 600 + (dice + n) % 1800, range(12)),
    arraySort(arrayMap(n -> concat('https://site', toString(n), '.example.jp/', toString((dice + n) % 200)), range(10))), arrayMap(n -> 60 + (dice + n) % 600, range(10))
  FROM (
    SELECT tenant_id, person_id, work_date, group_id, cityHash64(person_id, work_date) % 10000 AS dice, toUnixTimestamp(toDateTime(work_date, 'UTC')) - 14400 AS start
    FROM computed_days_v1 FINAL WHERE tenant_id = {tenantId:String} AND work_date BETWEEN toDate({from:String}) AND toDate({to:String})
  )`;
for (const { from, to } of SPANS) await portal.analytics.command(USE_OF, { tenantId, from, to });
await replaceSiteNames(
  portal.records,
  tenantId,
  people.administrator,
  Array.from({ length: 10 }, (_, n) => ({ urlPrefix: `https://site${n}.example.jp/`, name: `サイト${n}` })),
);
tell('the use of applications is stored');
for (let dayOfMonth = 2; dayOfMonth <= 27; dayOfMonth += 1)
  await storeDay(portal, tenantId, people.employee, {
    workDate: `2026-02-${String(dayOfMonth).padStart(2, '0')}`,
    presses: [
      ['start', '09:00'],
      ['end', '18:30'],
    ],
    active: Array.from({ length: 40 }, (_, index) => {
      const minute = 545 + index * 13;
      const text = (clock: number) =>
        `${String(Math.floor(clock / 60)).padStart(2, '0')}:${String(clock % 60).padStart(2, '0')}`;
      return [text(minute), text(minute + 9)] as const;
    }),
  });

const viewer = await portal.signedIn('employee');
const year = { from: SPANS[0]?.from ?? '', to: SPANS.at(-1)?.to ?? '' };
const month = { from: '2026-03-01', to: '2026-03-31' };
const ofGroup = { groupId: placed[0]?.groupId ?? '', from: '2026-02-01', to: '2026-02-28' };
type Ask = readonly [name: string, promiseMs: number, endpoint: Pick<Endpoint, 'method' | 'path'>, input: CallInput];
const DASHBOARD: readonly Ask[] = [
  ['frame', 300, readDashboardFrame, {}],
  ['overview, 13 months', 300, readDashboardOverview, { query: year }],
  ['trend', 300, readDashboardTrend, { query: { to: '202603' } }],
  ['distribution, 13 months', 300, readDashboardDistribution, { query: { ...year, figure: 'overtimeMinutes' } }],
  ['heat map, 13 months', 300, readDashboardHeatMap, { query: year }],
  ['ranking, 13 months', 300, listDashboardPeople, { query: { ...year, figure: 'statutoryOvertimeMinutes' } }],
  ['months over 45 h', 300, listDashboardMonthsOver, { query: { to: '202603' } }],
  ['deviation, 13 months', 300, readDashboardDeviation, { query: year }],
  ['shares of applications, one month', 300, readDashboardUse, { query: month }],
  ['days of a cell, one month', 300, listDashboardDays, { query: { ...month, weekday: '2', workedHour: '18' } }],
  ['days of a figure, 13 months', 300, listDashboardDays, { query: { ...year, figure: 'overtimeMinutes' } }],
];
const OTHERS: readonly Ask[] = [
  ['group of 100, a month: overview', 150, readDashboardOverview, { query: ofGroup }],
  ['group of 100, a month: people', 150, listDashboardPeople, { query: ofGroup }],
  ['month of a person (勤務一覧)', 50, readMonth, { params: { personId: 'me', month: '202602' } }],
  [
    'month of a person on the dashboard',
    50,
    readDashboardOverview,
    { query: { ...ofGroup, groupId: 'all', personId: people.employee } },
  ],
];

async function time([name, , endpoint, input]: Ask): Promise<number> {
  const startedAt = performance.now();
  const answer = await viewer.call(endpoint, input);
  if (answer.status !== 200) throw new Error(`${name}: ${answer.text}`);
  return performance.now() - startedAt;
}

const CHANGE = `INSERT INTO computed_days_v1 SELECT * REPLACE ({version:UInt64} AS version, worked_minutes + 1 AS worked_minutes)
  FROM computed_days_v1 FINAL WHERE tenant_id = {tenantId:String} AND work_date = toDate({workDate:String})`;
const CHANGE_USE = `INSERT INTO day_use_v1 SELECT * REPLACE (version + 1 AS version, arrayMap(each -> each + 1, process_seconds) AS process_seconds)
  FROM day_use_v1 FINAL WHERE tenant_id = {tenantId:String} AND work_date = toDate({workDate:String})`;
let version = 1;
/** Somebody's past day of the present month is computed again. */
async function changeDay(): Promise<void> {
  version += 1;
  const personId = placed[version % placed.length]?.personId ?? '';
  const params = { tenantId, version, workDate: '2026-03-03', personId };
  await portal.analytics.command(`${CHANGE} AND person_id = {personId:String}`, params);
}

/** The running day of everybody is computed again, as once a minute while they work. */
async function changeToday(): Promise<void> {
  version += 1;
  await portal.analytics.command(CHANGE, { tenantId, version, workDate: TODAY });
  await portal.analytics.command(CHANGE_USE, { tenantId, workDate: TODAY });
}

const p95 = (times: readonly number[]): number =>
  [...times].sort((a, b) => a - b)[Math.ceil(times.length * 0.95) - 1] ?? 0;
/** What the portal does by itself soon after its start (warm-dashboards.ts): the sums of 13 months, and their maps of hours. */
const ofAll = { query: year };
const warmedMs =
  (await time(['sums', 0, readDashboardOverview, ofAll])) + (await time(['hours', 0, readDashboardHeatMap, ofAll]));
tell('warm');

interface Result {
  readonly name: string;
  readonly promiseMs: number;
  readonly firstMs: number;
  readonly warm: readonly number[];
  readonly changed: readonly number[];
  readonly live: readonly number[];
}

async function repeat(ask: Ask, before?: () => Promise<void>): Promise<number[]> {
  const times: number[] = [];
  for (let count = 0; count < TIMES; count += 1) {
    await before?.();
    times.push(await time(ask));
  }
  return times;
}

const results: Result[] = [];
for (const ask of [...DASHBOARD, ...OTHERS]) {
  const [name, promiseMs] = ask;
  const firstMs = await time(ask);
  const warm = await repeat(ask);
  const result = { name, promiseMs, firstMs, warm, changed: await repeat(ask, changeDay), live: [] as number[] };
  result.live = await repeat(ask, changeToday);
  results.push(result);
  tell(name);
}
await portal.stop();

const ms = (value: number): string => value.toFixed(0);
writeReport({
  name: 'queries',
  about: `Reads of the portal through HTTP with ${PEOPLE} people in groups of ${GROUP_SIZE}, ${SPANS.length} months of their weekdays in computed_days_v1 (embedded engine, parts as they were inserted); ${TIMES} requests a line and state, one after the other; 95th percentiles but for the first two columns of times.`,
  columns: ['asked', 'first time ms', 'warm, median ms', 'warm', 'a past day changed', "everybody's day changed"],
  rows: results.map(({ name, firstMs, warm, changed, live }) => [
    ...[name, ms(firstMs), ms(median(warm))],
    ...[warm, changed, live].map((times) => ms(p95(times))),
  ]),
  figures: results.flatMap(({ name, promiseMs, warm, live }) => [
    { name: `${name}: warm, 95th percentile`, value: p95(warm), unit: 'ms', atMost: promiseMs },
    {
      name: `${name}: after everybody's day changed, 95th percentile`,
      value: p95(live),
      unit: 'ms',
      atMost: promiseMs,
    },
  ]),
  notes: [
    `First time: after the sums of 13 months were made at the start (${ms(warmedMs)} ms for all of them, before anybody asks). A change stores the day of one person of the 3rd, or of everybody today, and is not in the time. The program that asks runs in the same process.`,
  ],
});
