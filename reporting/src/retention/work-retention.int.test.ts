import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, beforeEach, test } from 'node:test';
import { sql } from 'kysely';
import { z } from 'zod';
import { readDashboardOverview, readDashboardTrend } from '#domain/contract/dashboard.ts';
import type { DashboardTrend } from '#domain/contract/dashboard.ts';
import { createExportJob } from '#domain/contract/export-jobs.ts';
import { readGroupMonth } from '#domain/contract/group-month.ts';
import { readLegal } from '#domain/contract/legal.ts';
import { rosterSubject, STREAMS, workSubject, workSubjectsOf } from '#domain/contract/messages.ts';
import { readDay, readMonth } from '#domain/contract/months.ts';
import { createCorrection } from '#domain/contract/requests.ts';
import { DEFAULT_RETENTION, readRetention } from '#domain/contract/retention.ts';
import type { Retention, RetentionSettings } from '#domain/contract/retention.ts';
import { listTasks } from '#domain/contract/tasks.ts';
import { defineQuery } from '#platform/clickhouse.ts';
import { jetstream, publishAcked, purgeBefore } from '#platform/nats.ts';
import { createLogger } from '#platform/log.ts';
import type { FaultPlace } from '../fault-point.ts';
import { storeDay } from '../testkit/days.ts';
import { startTestPortal, TEST_NOW_MS } from '../testkit/portal.ts';
import type { TestPortal } from '../testkit/portal.ts';
import { firstLookEnded } from './first-look.fixture.ts';
import { removeOld } from './remove-old.ts';
import { COLUMNAR, RECORDS, storeWork } from './work-rows.fixture.ts';

let portal: TestPortal;
const forgotten: string[] = [];
before(async () => {
  portal = await startTestPortal();
  await portal.records
    .updateTable('people')
    .set({ may_view_dashboard: true })
    .where('login_id', '=', 'senior')
    .execute();
  await firstLookEnded(portal);
});
after(() => portal.stop());

beforeEach(async () => {
  for (const table of [...COLUMNAR, 'raw_input_minutes_v1', 'work_kept_from_v1'])
    await portal.analytics.command(`TRUNCATE TABLE ${table}`);
  for (const table of [
    ...RECORDS,
    'work_imports',
    'export_jobs',
    'work_kept_from',
    'retention_runs',
    'retention_settings',
  ])
    await sql`DELETE FROM ${sql.table(table)}`.execute(portal.records);
  forgotten.length = 0;
});

type House = TestPortal['house'];
const store = (workDate: string, house: House = portal.house): Promise<void> => storeWork(portal, house, workDate);

const datesIn = async (table: string, house: House = portal.house): Promise<string[]> => {
  const at =
    table === 'person_minutes_v1' ? 'utc_day' : table === 'raw_session_changes_v1' ? 'toDate(changed_at)' : 'work_date';
  const read = defineQuery({
    name: 'test/read-dates',
    sql: `SELECT DISTINCT toString(${at}) AS date FROM ${table} WHERE tenant_id = {tenantId:String} ORDER BY date`,
    params: z.object({ tenantId: z.string() }),
    row: z.object({ date: z.string() }),
  });
  return (await portal.analytics.query(read, { tenantId: house.tenantId })).map((row) => row.date);
};
const rowsIn = async (table: string, house: House = portal.house): Promise<number> => {
  const { rows } = await sql<{ count: number }>`
    SELECT count(*) AS count FROM ${sql.table(table)} WHERE tenant_id = ${house.tenantId}`.execute(portal.records);
  return rows[0]?.count ?? 0;
};
async function assertKept(dates: readonly string[], house: House = portal.house): Promise<void> {
  for (const table of COLUMNAR) assert.deepEqual(await datesIn(table, house), dates, table);
  for (const table of RECORDS) assert.equal(await rowsIn(table, house), dates.length, table);
}

const purgeWork = async (tenantId: string, before: Date): Promise<void> =>
  void (await purgeBefore(portal.jsm, STREAMS.facts.name, { subject: workSubjectsOf(tenantId), before }));
const run = (nowMs = TEST_NOW_MS, faultPoint: (place: FaultPlace) => void = () => undefined): Promise<void> =>
  removeOld({
    ...portal,
    ...{ nowMs: () => nowMs, faultPoint, log: createLogger('test', 'silent') },
    forgetFiles: async (tenantId) => void forgotten.push(tenantId),
    purgeWork: (tenantId, before) => purgeWork(tenantId, before),
  });
const save = (settings: Partial<RetentionSettings>, house: House = portal.house) =>
  portal.records
    .insertInto('retention_settings')
    .values({
      ...{ tenant_id: house.tenantId, saved_by: house.people.administrator },
      settings: JSON.stringify({ ...DEFAULT_RETENTION, ...settings }),
    })
    .onConflict((at) => at.column('tenant_id').doUpdateSet((of) => ({ settings: of.ref('excluded.settings') })))
    .execute();
const proofsOf = (house: House = portal.house) =>
  portal.records
    .selectFrom('retention_runs')
    .select(['removed_before', 'rows'])
    .select(sql<boolean>`ended_at IS NOT NULL`.as('isEnded'))
    .where('tenant_id', '=', house.tenantId)
    .where('kind', '=', 'work')
    .orderBy('started_at')
    .execute();
const partitionsOf = async (table: string): Promise<string[]> => {
  const read = defineQuery({
    name: 'test/partitions',
    sql: `SELECT DISTINCT partition FROM system.parts
      WHERE database = currentDatabase() AND table = {table:String} AND active ORDER BY partition`,
    params: z.object({ table: z.string() }),
    row: z.object({ partition: z.string() }),
  });
  return (await portal.analytics.query(read, { table })).map((row) => row.partition);
};
const toldTo = async (house: House): Promise<string | undefined> => {
  const read = defineQuery({
    name: 'test/told',
    sql: 'SELECT toString(max(kept_from)) AS date FROM work_kept_from_v1 WHERE tenant_id = {tenantId:String} GROUP BY tenant_id',
    params: z.object({ tenantId: z.string() }),
    row: z.object({ date: z.string() }),
  });
  return (await portal.analytics.query(read, { tenantId: house.tenantId }))[0]?.date;
};
/** As if the run of before had been killed more than an hour ago. */
const ageRuns = () =>
  portal.records
    .updateTable('retention_runs')
    .set({ started_at: new Date(Date.now() - 3_700_000) })
    .execute();

// Today is 2026-03-10. Five years and the month of payment: January 2021 goes, February stays.
const [OLD, LAST, FIRST_KEPT] = ['2020-11-05', '2021-01-20', '2021-02-01'];

test('months go from both stores after the years, whole and none too early, and leave their proof', async () => {
  for (const workDate of [OLD, LAST, FIRST_KEPT, '2026-03-05']) await store(workDate);
  await store(OLD, portal.otherHouse);
  await save({ workYears: 10 }, portal.otherHouse);
  await run();
  await assertKept([FIRST_KEPT, '2026-03-05']);
  await assertKept([OLD], portal.otherHouse);
  const [proof] = await proofsOf();
  assert.deepEqual([proof?.removed_before, proof?.isEnded], [FIRST_KEPT, true]);
  // Two days: of both in each table, started days not counted; the minutes of a day lie in two parts, and were sent twice.
  assert.ok((proof?.rows ?? 0) >= 2 * (COLUMNAR.length + RECORDS.length - 2), String(proof?.rows));
  const audit = await portal.records
    .selectFrom('audit_entries')
    .select('detail')
    .where('action', '=', 'retention.removed')
    .where('tenant_id', '=', portal.house.tenantId)
    .orderBy('audit_id', 'desc')
    .executeTakeFirst();
  assert.deepEqual(audit?.detail, { kind: 'work', removedBefore: FIRST_KEPT, rows: proof?.rows });
  const shown: Retention = (await (await portal.signedIn('administrator')).call(readRetention)).json;
  assert.deepEqual(
    shown.runs.flatMap((each) => (each.kind === 'work' ? [[each.kind, each.removedBefore, each.rows]] : [])),
    [['work', FIRST_KEPT, proof?.rows]],
  );
  // The month that goes next is still whole the night before, and gone on the first.
  await run(Date.parse('2026-03-31T23:00:00+09:00'));
  await assertKept([FIRST_KEPT, '2026-03-05']);
  await run(Date.parse('2026-04-01T02:00:00+09:00'));
  await assertKept(['2026-03-05']);
});

test('a month that every tenant has given up goes as a partition, and one that somebody keeps does not', async () => {
  for (const house of [portal.house, portal.otherHouse])
    for (const date of [OLD, '2022-06-10']) await store(date, house);
  await save({ workYears: 3 });
  await run();
  for (const table of COLUMNAR) assert.deepEqual(await partitionsOf(table), ['202206'], table);
  await assertKept([]);
  await assertKept(['2022-06-10'], portal.otherHouse);
});

test('minutes that reach into the first kept day stay, those before go', async () => {
  const { tenantId, people } = portal.house;
  const minutes = ['2021-01-29T12:00:00Z', '2021-01-30T12:00:00Z', '2021-01-31T18:00:00Z'];
  await portal.analytics.insertRows(
    'raw_input_minutes_v1',
    ['tenant_id', 'person_id', 'minute', 'device_id', 'part', 'letters', 'seq', 'received_at'],
    minutes.map((minute, seq) => [tenantId, people.employee, minute, 'pc', 0, 1, seq, minute]),
  );
  await run();
  assert.deepEqual(await datesIn('person_minutes_v1'), ['2021-01-30', '2021-01-31']);
});

test('on hold nothing goes; what was removed before is told to a store that was made anew', async () => {
  for (const house of [portal.house, portal.otherHouse]) await store(OLD, house);
  await save({ isOnHold: true, holdReason: '調査' });
  await run();
  await assertKept([OLD]);
  await assertKept([], portal.otherHouse);
  assert.deepEqual([await proofsOf(), await toldTo(portal.house)], [[], undefined]);
  await save({ isOnHold: false });
  await run();
  await assertKept([]);
  // The store is lost, the stream brings an old day before the portal has told the date: the same night it goes again.
  await portal.analytics.command('TRUNCATE TABLE work_kept_from_v1');
  await storeDay(portal, portal.house.tenantId, portal.house.people.employee, {
    workDate: OLD,
    presses: [['start', '09:00']],
  });
  await run();
  assert.deepEqual([await datesIn('computed_days_v1'), await toldTo(portal.house)], [[], FIRST_KEPT]);
});

for (const place of ['retention.bound-set', 'retention.between-tables', 'retention.between-people'] as const) {
  test(`killed at ${place}: nobody is shown half a month, and the next run ends the same proof`, async () => {
    for (const workDate of [OLD, '2026-03-05']) await store(workDate);
    const stop = (at: FaultPlace): void => {
      if (at === place) throw new Error('killed');
    };
    await assert.rejects(run(TEST_NOW_MS, stop), /killed/);
    const [open] = await proofsOf();
    assert.equal(open?.isEnded, false);
    const browser = await portal.signedIn('employee');
    const month = await browser.call(readMonth, { params: { personId: 'me', month: '202011' } });
    assert.equal(month.code, 'records_removed');
    await ageRuns();
    await run();
    await assertKept(['2026-03-05']);
    assert.deepEqual(await proofsOf(), [{ ...open, isEnded: true }]);
    assert.equal(await toldTo(portal.house), FIRST_KEPT);
  });
}

test('whatever asks for a removed date is told so, and what is kept is answered', async () => {
  for (const workDate of [OLD, FIRST_KEPT, '2022-04-05']) await store(workDate);
  await run();
  const employee = await portal.signedIn('employee');
  const senior = await portal.signedIn('senior');
  const me = (month: string) => ({ params: { personId: 'me', month } });
  const codes = [
    await employee.call(readMonth, me('202101')),
    await employee.call(readDay, { params: { personId: 'me', workDate: '2021-01-31' } }),
    await employee.call(listTasks, { params: { personId: 'me' }, query: { from: '2021-01-01', to: '2021-02-28' } }),
    await employee.call(createCorrection, {
      body: {
        ...{ requestId: randomUUID(), workDate: LAST, reason: '打刻漏れ' },
        day: { isHolidayWork: false, halfDay: null, scheduledMinutes: null, spans: [] },
      },
    }),
    await senior.call(readGroupMonth, {
      params: { groupId: portal.house.groups.SALES1, month: '202101' },
      query: { below: '1' },
    }),
    await (await portal.signedIn('administrator')).call(createExportJob, { body: exportOf({ month: '202012' }) }),
    await senior.call(readDashboardOverview, {
      query: { groupId: 'all', below: '1', from: '2021-01-01', to: '2021-01-31' },
    }),
  ].map((answer) => [answer.status, answer.code]);
  assert.deepEqual(codes, Array(codes.length).fill([410, 'records_removed']));
  const kept = await employee.call(readMonth, me('202102'));
  assert.equal((kept.json as { totals: { workedDays: number } }).totals.workedDays, 1);
  // Neither the agreement year nor the means of February 2021 are whole any more; those of April 2022 are.
  assert.equal((await employee.call(readLegal, me('202102'))).code, 'records_removed');
  assert.equal((await employee.call(readLegal, me('202204'))).status, 200);
});

test('trends begin with the first month whose weeks are whole; a period with less is refused', async () => {
  for (const workDate of [OLD, FIRST_KEPT, '2021-04-05']) await store(workDate);
  await run();
  const senior = await portal.signedIn('senior');
  const scope = { groupId: 'all', below: '1' };
  const trend: DashboardTrend = (await senior.call(readDashboardTrend, { query: { ...scope, to: '202104' } })).json;
  assert.deepEqual(
    trend.months.map((each) => [each.month, each.totals?.people]),
    [
      ['202103', undefined],
      ['202104', 1],
    ],
  );
  // 2021-02-01 is a Monday: its week began in January, and 法定外残業 of that week cannot be worked out any more.
  const of = (from: string, to: string) => senior.call(readDashboardOverview, { query: { ...scope, from, to } });
  assert.equal((await of('2021-02-01', '2021-02-28')).code, 'records_removed');
  assert.equal((await of('2021-02-07', '2021-02-28')).status, 200);
});

test('whoever writes work of a removed date is refused by the table itself', async () => {
  await run();
  const { tenantId, people } = portal.house;
  const day = { tenant_id: tenantId, person_id: people.employee };
  const write = (work_date: string) =>
    portal.records
      .insertInto('work_days')
      .values({ ...day, work_date: work_date as never })
      .execute();
  await assert.rejects(write(LAST), { code: 'KL001' });
  await write(FIRST_KEPT);
});

const exportOf = (range: object) => ({
  ...{ jobId: randomUUID(), kind: 'kinmu', range, scope: { kind: 'everyone' } },
  ...{ encoding: 'utf-8', guardsFormulas: false },
});

test('files of removed months leave the disk; one that is being made of them is waited for', async () => {
  await store(OLD);
  const insert = (state: 'done' | 'running', range: object) =>
    portal.records
      .insertInto('export_jobs')
      .values({
        ...{ tenant_id: portal.house.tenantId, job_id: randomUUID(), kind: 'kinmu', state, encoding: 'utf-8' },
        ...{ range: JSON.stringify(range) as never, scope: JSON.stringify({ kind: 'everyone' }) as never },
        ...{
          guards_formulas: false,
          started_by: portal.house.people.administrator,
          lease_until: new Date(Date.now() + 60_000),
        },
      })
      .execute();
  await insert('done', { month: '202012' });
  await insert('done', { from: FIRST_KEPT, to: '2021-03-31' });
  await insert('running', { from: '2021-01-31', to: '2021-02-10' });
  await run();
  await assertKept([OLD]);
  await portal.records.deleteFrom('export_jobs').where('state', '=', 'running').execute();
  await run();
  await assertKept([]);
  const jobs = await portal.records
    .selectFrom('export_jobs')
    .select(['range', 'is_file_gone'])
    .orderBy('is_file_gone')
    .execute();
  assert.deepEqual(
    jobs.map((job) => [job.range, job.is_file_gone]),
    [
      [{ from: FIRST_KEPT, to: '2021-03-31' }, false],
      [{ month: '202012' }, true],
    ],
  );
  assert.ok(forgotten.includes(portal.house.tenantId));
});

test('declared days leave the broker when they were told so long ago; what people are does not', async () => {
  const js = jetstream(portal.nc);
  const of = ({ tenantId, people }: House) => [
    workSubject(tenantId, people.employee),
    rosterSubject(tenantId, people.employee),
  ];
  for (const subject of [portal.house, portal.otherHouse].flatMap(of))
    await publishAcked(js, subject, Buffer.from('{}'), { msgId: randomUUID(), timeoutMs: 2_000 });
  const left = async (house: House): Promise<boolean[]> => {
    const subjects = (await portal.jsm.streams.info(STREAMS.facts.name, { subjects_filter: '>' })).state.subjects ?? {};
    return of(house).map((subject) => subject in subjects);
  };
  await run();
  assert.deepEqual(await left(portal.house), [true, true]);
  await save({ workYears: 30 }, portal.otherHouse);
  await run(Date.parse('2040-01-01T03:00:00+09:00'));
  assert.deepEqual(await left(portal.house), [false, true]);
  assert.deepEqual(await left(portal.otherHouse), [true, true]);
});
