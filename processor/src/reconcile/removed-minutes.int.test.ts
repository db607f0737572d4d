import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { closeTestAnalytics, openTestAnalytics } from '#platform/testkit/index.ts';
import type { TestAnalytics } from '#platform/testkit/index.ts';
import { migrateClickhouse } from '#sql/migrate-clickhouse.ts';
import { activityOf, declaredOf, inputMinute, rulesOf, testPerson, tokyo } from '../testing/facts.ts';
import { createWorld } from '../testing/world.ts';
import type { World } from '../testing/world.ts';
import { reconcile } from './reconcile.ts';

const NOW_MS = Date.parse('2026-03-10T10:00:00+09:00');
let analytics: TestAnalytics;
let world: World;
before(async () => {
  analytics = await openTestAnalytics();
  await migrateClickhouse(analytics);
  world = await createWorld(analytics);
  await world.startProcessor({ clock: () => NOW_MS });
});
after(async () => {
  await world.stop();
  await analytics.close();
  await closeTestAnalytics();
});

test('a day keeps its figures after its raw minutes were removed for their age: by reconcile, its repair, other rules and a late minute', async () => {
  const person = testPerson();
  const workDate = '2025-01-15';
  const days = [workDate, '2026-03-05'];
  await world.roster(rulesOf(person));
  for (const [index, day] of days.entries())
    await world.activity(
      activityOf(person, [inputMinute(index * 2 + 1, tokyo(day, 600)), inputMinute(index * 2 + 2, tokyo(day, 660))]),
    );
  await world.work(
    declaredOf(person, workDate, [
      ['start', 540],
      ['end', 1080],
    ]),
  );
  await world.drained();
  const stored = await world.day(person, workDate);
  assert.equal(stored?.pcActiveMinutes, 2);

  await analytics.insertRows('removed_minutes_v1', ['tenant_id', 'removed_before'], [[person.tenantId, '2025-03-08']]);
  await analytics.command('ALTER TABLE raw_input_minutes_v1 DROP PARTITION 202501');
  const lines: string[] = [];
  const result = await reconcile(analytics, {
    clock: () => NOW_MS,
    isRunning: false,
    report: (line) => void lines.push(line),
    recompute: () => assert.fail('there is nothing to repair'),
  });
  assert.deepEqual([lines, result.differences], [[], 0]);

  // Everything of the person is computed again, and a PC that was long away brings one more minute.
  await world.roster(rulesOf(person, 2));
  await world.activity(activityOf(person, [inputMinute(9, tokyo(workDate, 700))]));
  await world.drained();
  const again = await world.day(person, workDate);
  assert.equal(again?.pcActiveMinutes, 3);
  assert.equal(again?.firstActiveClock, stored.firstActiveClock);
});

test('a recent day whose raw minutes are gone is still a difference', async () => {
  const person = testPerson();
  await world.roster(rulesOf(person));
  await world.activity(activityOf(person, [inputMinute(1, tokyo('2026-03-05', 600))]));
  await world.drained();
  await analytics.insertRows('removed_minutes_v1', ['tenant_id', 'removed_before'], [[person.tenantId, '2025-03-08']]);
  await analytics.command('ALTER TABLE raw_input_minutes_v1 DROP PARTITION 202603');
  const lines: string[] = [];
  await reconcile(analytics, { clock: () => NOW_MS, isRunning: false, report: (line) => void lines.push(line) });
  assert.ok(
    lines.some((line) => line.includes(person.personId) && line.includes('2026-03-05')),
    lines.join('\n'),
  );
});
