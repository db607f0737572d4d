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

test('days before the date from which work is kept are neither computed nor compared, whatever is left or comes of them', async () => {
  const person = testPerson();
  const [removed, kept] = ['2020-12-31', '2021-01-01'] as const;
  await world.roster(rulesOf(person));
  for (const [index, day] of [removed, kept].entries()) {
    await world.activity(activityOf(person, [inputMinute(index + 1, tokyo(day, 600))]));
    await world.work(
      declaredOf(person, day, [
        ['start', 540],
        ['end', 1080],
      ]),
    );
  }
  await world.drained();
  const stored = await world.day(person, kept);
  assert.ok(stored !== undefined && (await world.day(person, removed)) !== undefined);

  await analytics.insertRows('work_kept_from_v1', ['tenant_id', 'kept_from'], [[person.tenantId, kept]]);
  const compare = async (): Promise<string[]> => {
    const lines: string[] = [];
    await reconcile(analytics, { clock: () => NOW_MS, isRunning: false, report: (line) => void lines.push(line) });
    return lines.filter((line) => line.includes(person.personId));
  };
  // Killed halfway: its figures are gone, its facts are not.
  const of = `tenant_id = '${person.tenantId}' AND work_date < '${kept}'`;
  await analytics.command(`DELETE FROM computed_days_v1 WHERE ${of}`);
  assert.deepEqual(await compare(), []);

  // The declared day goes too; then everything of the person is computed again, a minute comes late, and the stream is given again.
  await analytics.command(`DELETE FROM work_days_v1 WHERE ${of}`);
  await world.roster(rulesOf(person, 2));
  await world.activity(activityOf(person, [inputMinute(9, tokyo(removed, 700))]));
  await world.work(declaredOf(person, removed, [['start', 540]], 7));
  await world.drained();
  assert.equal(await world.day(person, removed), undefined);
  assert.equal(await world.rows('work_days_v1', person), 1);
  const again = await world.day(person, kept);
  assert.deepEqual([again?.workedMinutes, again?.pcActiveMinutes], [stored.workedMinutes, stored.pcActiveMinutes]);
  assert.deepEqual(await compare(), []);
});
