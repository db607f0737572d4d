import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { closeTestAnalytics, openTestAnalytics } from '#platform/testkit/index.ts';
import type { TestAnalytics } from '#platform/testkit/index.ts';
import { migrateClickhouse } from '#sql/migrate-clickhouse.ts';
import { declaredOf, rulesOf, testPerson, tokyo, workDateOfText } from '../testing/facts.ts';
import { COMPUTED_COLUMNS, COMPUTED_TABLE, computedValues } from './computed-row.ts';
import type { ComputedRow } from './computed-row.ts';
import { createDeclaredCache } from './declared-cache.ts';
import { dayText } from './day-key.ts';
import { computeRow } from './recompute-days.ts';
import { createKnownDays, digestOf } from './stored-days.ts';

let analytics: TestAnalytics;
before(async () => {
  analytics = await openTestAnalytics();
  await migrateClickhouse(analytics);
});
after(async () => {
  await analytics.close();
  await closeTestAnalytics();
});

const DATE = workDateOfText('2026-01-15');
const NOON = tokyo(DATE, 720);
const store = (row: ComputedRow) => analytics.insertRows(COMPUTED_TABLE, COMPUTED_COLUMNS, [computedValues(row)]);

function dayOf(person: ReturnType<typeof testPerson>, nowMinute: number, version: number, computedAtMs: number) {
  const key = { tenantId: person.tenantId, personId: person.personId, workDate: DATE };
  const minutes = [{ start: NOON - 60, end: NOON - 30 }];
  const inputs = { active: minutes, awake: minutes, sensorLost: [], hasFacts: true };
  const declared = declaredOf(person, DATE, [['start', 600]]);
  return {
    key,
    row: computeRow({ key, rules: rulesOf(person), declared, ...inputs }, nowMinute, version, computedAtMs),
  };
}

test('a day that runs is known by what was written last, until anybody else writes it', async () => {
  const known = createKnownDays(analytics);
  const person = testPerson();
  const { key, row } = dayOf(person, NOON, 1, 1_000);
  await store(row);
  assert.equal((await known.stored([key])).get(dayText(key))?.row?.version, 1);
  known.wrote(row, digestOf(row));
  const ours = (await known.stored([key])).get(dayText(key));
  assert.equal(ours?.row, undefined);
  assert.equal(ours?.version, 1);
  assert.equal(ours.isSame({ ...row, version: 2, computed_at: 2_000 }), true);
  assert.equal(ours.isSame(dayOf(person, NOON + 1, 2, 2_000).row), false);

  await store({ ...row, computed_at: 1_500, worked_minutes: 7 });
  assert.equal((await known.stored([key])).get(dayText(key))?.row?.worked_minutes, 7);
  await store({ ...row, version: 2 });
  assert.equal((await known.stored([key])).get(dayText(key))?.row?.version, 2);
});

test('a day that is over is always read in full: what changes of it is told', async () => {
  const known = createKnownDays(analytics);
  const { key, row } = dayOf(testPerson(), NOON + 3 * 1440, 1, 1_000);
  assert.equal(row.needs_tick, 0);
  await store(row);
  known.wrote(row, digestOf(row));
  assert.equal((await known.stored([key])).get(dayText(key))?.row?.version, 1);
});

test('declared work is read again when its version moves', async () => {
  const declaredFrom = createDeclaredCache(analytics);
  const person = testPerson();
  const key = { tenantId: person.tenantId, personId: person.personId, workDate: DATE };
  const columns = ['tenant_id', 'person_id', 'work_date', 'version', 'declared', 'received_at'];
  const insert = async (version: number, clock: number): Promise<void> => {
    const declared = declaredOf(person, DATE, [['start', clock]], version);
    const values = [
      person.tenantId,
      person.personId,
      DATE,
      version,
      JSON.stringify(declared),
      new Date().toISOString(),
    ];
    await analytics.insertRows('work_days_v1', columns, [values]);
  };
  assert.equal((await declaredFrom([key])).size, 0);
  for (const [version, clock] of [
    [1, 540],
    [2, 600],
  ] as const) {
    await insert(version, clock);
    for (const _again of [1, 2]) {
      assert.equal((await declaredFrom([key])).get(dayText(key))?.operations[0]?.atMinute, tokyo(DATE, clock));
    }
  }
});
