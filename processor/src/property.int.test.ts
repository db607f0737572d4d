import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import fc from 'fast-check';
import { closeTestAnalytics, openTestAnalytics } from '#platform/testkit/index.ts';
import type { TestAnalytics } from '#platform/testkit/index.ts';
import type { StampedItem } from '#domain/contract/messages.ts';
import {
  activityOf,
  declaredOf,
  inputMinute,
  rulesOf,
  sessionChange,
  testPerson,
  tokyo,
  windowSlice,
} from './testing/facts.ts';
import type { TestPerson } from './testing/facts.ts';
import { createWorld } from './testing/world.ts';
import type { World } from './testing/world.ts';

const NOW_MS = Date.parse('2026-01-20T12:00:00+09:00');
const DATES = ['2026-01-12', '2026-01-13', '2026-01-14', '2026-01-15'];

/** Three days of facts around their boundaries. */
function factsOfPerson(): StampedItem[] {
  const facts: StampedItem[] = [];
  for (const [day, date] of ['2026-01-13', '2026-01-14', '2026-01-15'].entries()) {
    for (const clock of [10, 290, 299, 300, 301, 545, 600, 601, 750, 1100, 1439]) {
      const seq = facts.length + 1;
      facts.push(
        inputMinute(seq, tokyo(date, clock), clock % 3 === 0 ? 0 : 5),
        windowSlice(seq + 1, tokyo(date, clock)),
      );
    }
    const change = day === 1 ? 'sensorLost' : 'sensorBack';
    facts.push(sessionChange(facts.length + 1, tokyo(date, 700), change));
  }
  return facts;
}

describe('order, repetition and cutting of batches', { timeout: 120_000 }, () => {
  let analytics: TestAnalytics;
  let world: World;
  before(async () => {
    analytics = await openTestAnalytics();
    world = await createWorld(analytics);
    await world.startProcessor({ clock: () => NOW_MS });
  });
  after(async () => {
    await world.stop();
    await analytics.close();
    await closeTestAnalytics();
  });

  /** Sends the batches with roster and work record at their places among them, and reads the days. */
  async function daysAfter(batches: StampedItem[][], rosterAt: number, workAt: number): Promise<unknown[]> {
    const person: TestPerson = testPerson();
    for (const [index, batch] of batches.entries()) {
      if (index === rosterAt) await world.roster(rulesOf(person));
      if (index === workAt)
        await world.work(
          declaredOf(person, '2026-01-14', [
            ['start', 550],
            ['end', 1100],
          ]),
        );
      await world.activity(activityOf(person, batch));
    }
    await world.drained();
    return Promise.all(DATES.map((date) => world.day(person, date)));
  }

  test('change nothing in the computed days', async () => {
    const facts = factsOfPerson();
    const inOrder = await daysAfter([facts], 0, 0);
    assert.equal(inOrder.filter((day) => day !== undefined).length, 4);
    const plan = fc.record({
      order: fc.shuffledSubarray([...facts, ...facts], { minLength: facts.length * 2 }),
      size: fc.integer({ min: 3, max: 40 }),
      rosterAt: fc.nat(1),
      workAt: fc.nat(1),
    });
    await fc.assert(
      fc.asyncProperty(plan, async ({ order, size, rosterAt, workAt }) => {
        const batches: StampedItem[][] = [];
        for (let from = 0; from < order.length; from += size) batches.push(order.slice(from, from + size));
        assert.deepEqual(await daysAfter(batches, rosterAt, workAt), inOrder);
      }),
      { numRuns: 8 },
    );
  });
});
