import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { sql } from 'kysely';
import { z } from 'zod';
import { DEFAULT_RETENTION, readRetention, saveRetention } from '#domain/contract/retention.ts';
import type { Retention } from '#domain/contract/retention.ts';
import { defineQuery } from '#platform/clickhouse.ts';
import { createLogger } from '#platform/log.ts';
import type { FaultPlace } from '../fault-point.ts';
import { startTestPortal, TEST_NOW_MS } from '../testkit/portal.ts';
import type { TestPortal } from '../testkit/portal.ts';
import { firstLookEnded } from './first-look.fixture.ts';
import { removeOld } from './remove-old.ts';

let portal: TestPortal;
before(async () => {
  portal = await startTestPortal();
  await firstLookEnded(portal);
});
after(() => portal.stop());

const TABLES = ['raw_input_minutes_v1', 'raw_window_slices_v1', 'raw_presence_changes_v1'] as const;
beforeEach(async () => {
  for (const table of [...TABLES, 'person_minutes_v1', 'removed_minutes_v1'])
    await portal.analytics.command(`TRUNCATE TABLE ${table}`);
  await portal.records.deleteFrom('retention_runs').execute();
  await portal.records.deleteFrom('retention_settings').execute();
});

const COMMON = ['tenant_id', 'person_id', 'device_id', 'offset_minutes', 'spool_id', 'boot_id', 'seq', 'received_at'];
const common = (house = portal.house) => [house.tenantId, house.people.employee, 'pc', 0, 's', 'b', 1, '2026-01-01'];
/** One row of each kind at noon UTC of a date. */
async function store(date: string, house = portal.house): Promise<void> {
  const at = `${date}T12:00:00Z`;
  const counts = ['letters', 'digits', 'numpad', 'symbols', 'others', 'left_clicks', 'right_clicks', 'wheel', 'moves'];
  await portal.analytics.insertRows(
    'raw_input_minutes_v1',
    ['minute', 'part', ...counts, ...COMMON],
    [[at, 0, ...counts.map(() => 1), ...common(house)]],
  );
  await portal.analytics.insertRows(
    'raw_window_slices_v1',
    ['minute', 'activated_at', 'process', 'title', 'url', 'seconds', ...COMMON],
    [[at, at, 'x.exe', 'title', '', 5, ...common(house)]],
  );
  await portal.analytics.insertRows(
    'raw_presence_changes_v1',
    ['changed_at', 'activity', ...COMMON],
    [[at, 'Away', ...common(house)]],
  );
}

const readDates = (table: string) =>
  defineQuery({
    name: 'test/read-dates',
    sql: `SELECT toString(toDate(${table === 'raw_presence_changes_v1' ? 'changed_at' : table === 'person_minutes_v1' ? 'utc_day' : 'minute'})) AS date
      FROM ${table} WHERE tenant_id = {tenantId:String} ORDER BY date`,
    params: z.object({ tenantId: z.string() }),
    row: z.object({ date: z.string() }),
  });
const datesIn = async (table: string, house = portal.house): Promise<string[]> =>
  (await portal.analytics.query(readDates(table), { tenantId: house.tenantId })).map((row) => row.date);

const NOTHING = (): Promise<void> => Promise.resolve();
const run = (nowMs = TEST_NOW_MS, faultPoint: (place: FaultPlace) => void = () => undefined): Promise<void> =>
  removeOld({
    ...portal,
    nowMs: () => nowMs,
    faultPoint,
    forgetFiles: NOTHING,
    purgeWork: NOTHING,
    log: createLogger('test', 'silent'),
  });
const save = async (settings: Partial<Retention['settings']>, house = portal.house): Promise<void> => {
  await portal.records
    .insertInto('retention_settings')
    .values({
      ...{ tenant_id: house.tenantId, saved_by: house.people.administrator },
      settings: JSON.stringify({ ...DEFAULT_RETENTION, ...settings }),
    })
    .onConflict((at) => at.column('tenant_id').doUpdateSet((of) => ({ settings: of.ref('excluded.settings') })))
    .execute();
};
const runsOf = (tenantId: string) =>
  portal.records
    .selectFrom('retention_runs')
    .select(['kind', 'removed_before', 'rows'])
    .select(sql<boolean>`ended_at IS NOT NULL`.as('isEnded'))
    .where('tenant_id', '=', tenantId)
    .orderBy('started_at')
    .orderBy('kind')
    .execute();

test('each kind goes at its own age, in whole days and none too early, and leaves its proof', async () => {
  // Today is 2026-03-10; 90 days before it 2025-12-10, 366 days 2025-03-09.
  for (const date of ['2025-03-07', '2025-03-08', '2025-12-08', '2025-12-09', '2026-03-09']) await store(date);
  await run();
  assert.deepEqual(await datesIn('raw_window_slices_v1'), ['2025-12-09', '2026-03-09']);
  assert.deepEqual(await datesIn('raw_presence_changes_v1'), ['2025-12-09', '2026-03-09']);
  assert.deepEqual(await datesIn('raw_input_minutes_v1'), ['2025-03-08', '2025-12-08', '2025-12-09', '2026-03-09']);
  // Bitmaps hold which minutes were worked, not what was typed: they belong to the work record.
  assert.equal((await datesIn('person_minutes_v1')).length, 5);
  const { tenantId } = portal.house;
  assert.deepEqual(await runsOf(tenantId), [
    { kind: 'pcCounts', removed_before: '2025-03-08', rows: 1, isEnded: true },
    { kind: 'applications', removed_before: '2025-12-09', rows: 3, isEnded: true },
    { kind: 'presence', removed_before: '2025-12-09', rows: 3, isEnded: true },
    { kind: 'work', removed_before: '2021-02-01', rows: 0, isEnded: true },
  ]);
  const audit = await portal.records
    .selectFrom('audit_entries')
    .select(['detail', 'actor_id'])
    .where('action', '=', 'retention.removed')
    .where('tenant_id', '=', tenantId)
    .orderBy('audit_id', 'desc')
    .limit(1)
    .executeTakeFirst();
  assert.deepEqual(audit, { detail: { kind: 'presence', removedBefore: '2025-12-09', rows: 3 }, actor_id: null });
  const browser = await portal.signedIn('administrator');
  const shown: Retention = (await browser.call(readRetention)).json;
  assert.deepEqual(shown.runs.map((each) => [each.kind, each.rows]).sort(), [
    ['applications', 3],
    ['pcCounts', 1],
    ['presence', 3],
  ]);
});

test('a night looks once, not before two in the morning of the tenant, and the next night again', async () => {
  await store('2025-01-01');
  await run(Date.parse('2026-03-10T01:59:00+09:00'));
  assert.equal((await datesIn('raw_window_slices_v1')).length, 1);
  await run(Date.parse('2026-03-10T02:00:00+09:00'));
  assert.equal((await datesIn('raw_window_slices_v1')).length, 0);
  await store('2025-01-01');
  await run(Date.parse('2026-03-10T23:00:00+09:00'));
  assert.equal((await datesIn('raw_window_slices_v1')).length, 1);
  await run(Date.parse('2026-03-11T02:00:00+09:00'));
  assert.equal((await datesIn('raw_window_slices_v1')).length, 0);
});

test('on hold nothing of the tenant goes, nor a partition that others could give up', async () => {
  for (const house of [portal.house, portal.otherHouse]) await store('2024-06-15', house);
  await save({ isOnHold: true, holdReason: '調査' });
  await run();
  for (const table of TABLES) {
    assert.equal((await datesIn(table)).length, 1, table);
    assert.equal((await datesIn(table, portal.otherHouse)).length, 0, table);
  }
  assert.deepEqual(await runsOf(portal.house.tenantId), []);
  await save({ isOnHold: false });
  await run();
  for (const table of TABLES) assert.equal((await datesIn(table)).length, 0, table);
});

test('months that are over for everyone go as partitions; a tenant that keeps longer keeps its rows', async () => {
  for (const date of ['2025-02-10', '2025-10-10'])
    for (const house of [portal.house, portal.otherHouse]) await store(date, house);
  await save({ days: { ...DEFAULT_RETENTION.days, applications: 200 } }, portal.otherHouse);
  await run();
  const read = defineQuery({
    name: 'test/partitions',
    sql: `SELECT DISTINCT partition FROM system.parts
      WHERE database = currentDatabase() AND table = 'raw_window_slices_v1' AND active ORDER BY partition`,
    params: z.object({}),
    row: z.object({ partition: z.string() }),
  });
  assert.deepEqual(
    (await portal.analytics.query(read, {})).map((row) => row.partition),
    ['202510'],
  );
  assert.deepEqual(await datesIn('raw_window_slices_v1', portal.otherHouse), ['2025-10-10']);
  assert.deepEqual(await datesIn('raw_window_slices_v1'), []);
});

for (const place of ['retention.before-removal', 'retention.after-removal'] as const) {
  test(`a run that ends at ${place} leaves an open proof, and another one follows`, async () => {
    await store('2025-01-01');
    const stop = (at: FaultPlace): void => {
      if (at === place) throw new Error('killed');
    };
    await assert.rejects(run(TEST_NOW_MS, stop), /killed/);
    const { tenantId } = portal.house;
    assert.deepEqual(
      (await runsOf(tenantId)).filter((each) => each.isEnded),
      [],
    );
    await run();
    assert.equal((await runsOf(tenantId)).filter((each) => each.kind === 'pcCounts').length, 1, 'it may still run');
    await portal.records
      .updateTable('retention_runs')
      .set({ started_at: new Date(Date.now() - 3_700_000) })
      .execute();
    await run();
    for (const table of TABLES) assert.deepEqual(await datesIn(table), [], table);
    const ended = (await runsOf(tenantId)).filter((each) => each.kind === 'pcCounts' && each.isEnded);
    assert.equal(ended.length, 1);
  });
}

test('settings: the slower administrator is refused, a hold asks for its reason, and both are in the audit', async () => {
  const browser = await portal.signedIn('administrator');
  const shown: Retention = (await browser.call(readRetention)).json;
  assert.deepEqual([shown.version, shown.settings], [0, DEFAULT_RETENTION]);
  const settings = { ...DEFAULT_RETENTION, isOnHold: true, holdReason: '労基署の調査' };
  const put = (body: object) => browser.call(saveRetention, { body });
  assert.equal((await put({ settings: { ...settings, holdReason: ' ' }, version: 0 })).code, 'invalid_input');
  const short = { ...settings, days: { ...settings.days, pcCounts: 61 } };
  assert.equal((await put({ settings: short, version: 0 })).code, 'invalid_input');
  assert.equal((await put({ settings, version: 0 })).status, 200);
  assert.equal((await put({ settings, version: 0 })).code, 'settings_changed');
  const again: Retention = (await browser.call(readRetention)).json;
  assert.deepEqual([again.version, again.settings], [1, settings]);
  const entry = await portal.records
    .selectFrom('audit_entries')
    .select('detail')
    .where('action', '=', 'retention.changed')
    .executeTakeFirstOrThrow();
  assert.deepEqual(entry.detail, {
    'isOnHold.before': false,
    'isOnHold.after': true,
    'holdReason.before': '',
    'holdReason.after': '労基署の調査',
  });
});
