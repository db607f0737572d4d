import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { AnalyticsUnavailable } from '#platform/clickhouse.ts';
import type { Analytics } from '#platform/clickhouse.ts';
import { closeTestAnalytics, openTestAnalytics, waitFor } from '#platform/testkit/index.ts';
import type { TestAnalytics } from '#platform/testkit/index.ts';
import type { Processor } from './create-processor.ts';
import { activityOf, inputMinute, rulesOf, testPerson, tokyo } from './testing/facts.ts';
import { createWorld, TEST_ACK_WAIT_MS } from './testing/world.ts';
import type { World } from './testing/world.ts';

describe('while the store is away', { timeout: 120_000 }, () => {
  let analytics: TestAnalytics;
  let world: World;
  let processor: Processor;
  let isAway = false;
  let attempts = 0;
  before(async () => {
    analytics = await openTestAnalytics();
    world = await createWorld(analytics);
    const failing: Analytics = {
      ...analytics,
      insertRows: (...args) => {
        if (!isAway) return analytics.insertRows(...args);
        attempts += 1;
        return Promise.reject(new AnalyticsUnavailable('insert', new Error('connection refused')));
      },
    };
    processor = await world.startProcessor({ analytics: failing });
  });
  after(async () => {
    await world.stop();
    await analytics.close();
    await closeTestAnalytics();
  });

  test('the service is alive and ready once every consumer has come round', async () => {
    const statusOf = async (path: string): Promise<number> =>
      (await fetch(`http://127.0.0.1:${processor.port}${path}`)).status;
    assert.equal(await statusOf('/healthz'), 200);
    await waitFor(async () => (await statusOf('/readyz')) === 200, { what: 'ready' });
    processor.metrics.heartbeat.set({ consumer: 'processor-activity' }, 1);
    assert.equal(await processor.isReady(), false);
  });

  test('the batch in hand is held longer than its ack wait, nothing more is fetched, nothing is dropped', async () => {
    const person = testPerson();
    await world.roster(rulesOf(person));
    await world.drained();
    isAway = true;
    const message = (seq: number) => activityOf(person, [inputMinute(seq, tokyo('2026-01-15', 600 + seq))]);
    await world.activity(message(1));
    await waitFor(() => attempts > 0, { what: 'a first attempt' });
    const startedMs = performance.now();
    for (let seq = 2; seq <= 5; seq += 1) await world.activity(message(seq));
    await waitFor(() => performance.now() - startedMs > TEST_ACK_WAIT_MS * 1.5);
    const info = await world.jsm.consumers.info('ACTIVITY', 'processor-activity');
    assert.deepEqual([info.num_ack_pending, info.num_redelivered, info.num_pending], [1, 0, 4]);
    assert.equal(await world.committed(person), undefined);
    const metrics = await (await fetch(`http://127.0.0.1:${processor.port}/metrics`)).text();
    assert.match(metrics, /kinmu_processor_waits_total\{step="activity",code="ANALYTICS_UNAVAILABLE"\} [1-9]/);
    isAway = false;
    await world.drained(30_000);
    assert.equal((await world.day(person, '2026-01-15'))?.pcActiveMinutes, 5);
    assert.deepEqual(((await world.committed(person)) as { ranges: unknown }).ranges, [[1, 5]]);
  });
});
