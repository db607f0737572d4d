import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { closeTestAnalytics, openTestAnalytics } from '#platform/testkit/index.ts';
import { activityOf, declaredOf, inputMinute, rulesOf, testPerson, tokyo } from './testing/facts.ts';
import { createWorld } from './testing/world.ts';

describe('a store that was lost', { timeout: 60_000 }, () => {
  after(closeTestAnalytics);

  test('is filled again from what the streams still hold, under its new id', async () => {
    const lost = await openTestAnalytics();
    const fresh = await openTestAnalytics();
    const world = await createWorld(fresh);
    try {
      const person = testPerson();
      const first = await world.startProcessor({ analytics: lost });
      await world.roster(rulesOf(person));
      await world.work(
        declaredOf(person, '2026-01-15', [
          ['start', 540],
          ['end', 600],
        ]),
      );
      await world.activity(activityOf(person, [inputMinute(1, tokyo('2026-01-15', 620))]));
      await world.drained();
      const before = (await world.committed(person)) as { storeId: string };
      await first.stop();
      await (await world.startProcessor({ analytics: fresh })).isReady();
      await world.drained();
      const day = await world.day(person, '2026-01-15');
      assert.deepEqual([day?.workedMinutes, day?.unrequestedMinutes], [60, 1]);
      const afterwards = (await world.committed(person)) as { storeId: string; ranges: unknown };
      assert.notEqual(afterwards.storeId, before.storeId);
      assert.deepEqual(afterwards.ranges, [[1, 1]]);
    } finally {
      await world.stop();
      await lost.close();
      await fresh.close();
    }
  });

  test('with the same id nothing is delivered again', async () => {
    const store = await openTestAnalytics();
    const world = await createWorld(store);
    try {
      const person = testPerson();
      const first = await world.startProcessor();
      await world.roster(rulesOf(person));
      await world.drained();
      await first.stop();
      const second = await world.startProcessor();
      await world.drained();
      const { values } = await second.metrics.outcomes.get();
      assert.deepEqual(values, []);
    } finally {
      await world.stop();
      await store.close();
    }
  });
});
