import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { closeTestAnalytics, openTestAnalyticsOverHttp, tempDir, waitFor } from '#platform/testkit/index.ts';
import type { TestAnalytics } from '#platform/testkit/index.ts';
import { FAULT_POINTS } from './fault-point.ts';
import { reconcile } from './reconcile/reconcile.ts';
import { startProcessorChild } from './testing/child.ts';
import type { ProcessorChild } from './testing/child.ts';
import { activityOf, declaredOf, inputMinute, rulesOf, testPerson, tokyo, windowSlice } from './testing/facts.ts';
import { createWorld } from './testing/world.ts';
import type { World } from './testing/world.ts';

describe('processors that are killed, two at once, a broker that restarts', { timeout: 240_000 }, () => {
  let analytics: TestAnalytics;
  let world: World;
  let store: Record<string, string>;
  const children: ProcessorChild[] = [];
  const start = (...args: [faultAt?: (typeof FAULT_POINTS)[number]]): ProcessorChild => {
    const child = startProcessorChild(world.natsUrl, store, ...args);
    children.push(child);
    return child;
  };
  const differences = async (): Promise<string[]> => {
    const lines: string[] = [];
    await reconcile(analytics, { clock: Date.now, isRunning: false, report: (line) => void lines.push(line) });
    return lines;
  };
  before(async () => {
    analytics = await openTestAnalyticsOverHttp();
    world = await createWorld(analytics, { dataDir: tempDir('nats-kill') });
    const { config } = analytics;
    store = { KINMU_CLICKHOUSE_URL: config.kind === 'server' ? `${config.url}/${analytics.database}` : '' };
  });
  after(async () => {
    await Promise.all(children.map((child) => child.kill('SIGKILL')));
    await world.stop();
    await analytics.close();
    await closeTestAnalytics();
  });

  for (const point of FAULT_POINTS) {
    test(`killed at ${point}: the next instance is given the messages again, and nothing is there twice`, async () => {
      const person = testPerson();
      const minute = tokyo('2026-01-15', 600);
      const faulty = start(point);
      await world.roster(rulesOf(person));
      await world.work(
        declaredOf(person, '2026-01-15', [
          ['start', 590],
          ['end', 700],
        ]),
      );
      await world.activity(
        activityOf(person, [inputMinute(1, minute), windowSlice(2, minute), inputMinute(3, minute + 1)]),
      );
      assert.equal(await faulty.ended, 'SIGKILL');
      const isRedelivered = await hasPending(world);
      const healthy = start();
      await world.drained(60_000);
      await healthy.kill('SIGTERM');
      assert.equal(isRedelivered, true);
      assert.equal(await world.rows('raw_input_minutes_v1', person), 2);
      assert.equal(await world.rows('raw_window_slices_v1', person), 1);
      assert.equal((await world.day(person, '2026-01-15'))?.pcActiveMinutes, 2);
      assert.deepEqual(((await world.committed(person)) as { ranges: unknown }).ranges, [[1, 3]]);
      assert.deepEqual(await differences(), []);
    });
  }

  test('two instances at once, one killed in between, end equal to a rebuild', async () => {
    const people = Array.from({ length: 12 }, () => testPerson());
    const [first, second] = [start(), start()];
    for (const person of people) await world.roster(rulesOf(person));
    for (let batch = 0; batch < 20; batch += 1) {
      await Promise.all(
        people.map((person) => {
          const minute = tokyo('2026-01-14', 540 + batch * 37);
          return world.activity(
            activityOf(person, [inputMinute(batch * 2 + 1, minute), inputMinute(batch * 2 + 2, minute + 1)]),
          );
        }),
      );
      if (batch === 10) await first.kill('SIGKILL');
    }
    await world.drained(60_000);
    for (const person of people) assert.equal((await world.day(person, '2026-01-14'))?.pcActiveMinutes, 40);
    assert.deepEqual(await differences(), []);
    await second.kill('SIGTERM');
  });

  test('an instance that stood still for longer than its lease writes nothing over the other one', async () => {
    const people = Array.from({ length: 6 }, () => testPerson());
    const [still, other] = [start(), start()];
    for (const person of people) await world.roster(rulesOf(person));
    const send = (seq: number): Promise<unknown> =>
      Promise.all(
        people.map((person) => world.activity(activityOf(person, [inputMinute(seq, tokyo('2026-01-12', 540 + seq))]))),
      );
    for (let seq = 1; seq <= 15; seq += 1) await send(seq);
    still.process.kill('SIGSTOP');
    for (let seq = 16; seq <= 30; seq += 1) await send(seq);
    await waitFor(async () => (await world.day(people[0] ?? testPerson(), '2026-01-12'))?.pcActiveMinutes === 30, {
      deadlineMs: 30_000,
      what: 'the other instance to do all',
    });
    still.process.kill('SIGCONT');
    await world.drained(60_000);
    for (const person of people) assert.equal((await world.day(person, '2026-01-12'))?.pcActiveMinutes, 30);
    assert.deepEqual(await differences(), []);
    await still.kill('SIGTERM');
    await other.kill('SIGTERM');
  });

  test('a broker killed under load and started again loses and doubles nothing', async () => {
    const person = testPerson();
    const child = start();
    await world.roster(rulesOf(person));
    for (let seq = 1; seq <= 40; seq += 1) {
      if (seq === 20) await world.restartBroker();
      const message = activityOf(person, [inputMinute(seq, tokyo('2026-01-13', 540 + seq))]);
      // A publish that the broker did not answer is sent again, as ingest's callers do.
      await waitFor(() => world.activity(message).then(() => true), { deadlineMs: 30_000, what: 'a publish' });
    }
    await waitFor(async () => (await world.day(person, '2026-01-13'))?.pcActiveMinutes === 40, {
      deadlineMs: 60_000,
      what: '40 minutes',
    });
    await world.drained(60_000);
    assert.equal(await world.rows('raw_input_minutes_v1', person), 40);
    assert.deepEqual(await differences(), []);
    assert.equal(await child.kill('SIGTERM'), '0');
  });
});

/** Whether anything waits for an ack: the kill came before it, so the test bites. */
async function hasPending(world: World): Promise<boolean> {
  const names = ['processor-activity', 'processor-facts'];
  const infos = await Promise.all([
    world.jsm.consumers.info('ACTIVITY', names[0] ?? ''),
    world.jsm.consumers.info('FACTS', names[1] ?? ''),
    ...[0, 1, 2, 3].map((partition) => world.jsm.consumers.info('DAYS', `processor-days-${partition}`)),
  ]);
  return infos.some((info) => info.num_ack_pending > 0);
}
