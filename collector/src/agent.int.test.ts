import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import type { Agent } from './agent.ts';
import { enrolDevice } from './enrol/enrol-device.ts';
import type { DeviceIdentity } from './identity/identity-file.ts';
import { createSimulatedAgent } from './simulated/simulated-agent.ts';
import type { SimulatedAgentOptions } from './simulated/simulated-agent.ts';
import { FakeIngest } from './testkit/fake-ingest.ts';
import { until } from './testkit/poll.ts';
import { scaledClock } from './testkit/scaled-clock.ts';
import { temporaryFolder } from './testkit/temporary-folder.ts';

async function startIngest(t: TestContext): Promise<{ ingest: FakeIngest; identity: DeviceIdentity }> {
  const ingest = new FakeIngest();
  await ingest.start();
  t.after(() => ingest.stop());
  ingest.codes.set('code-of-a-test', 'fresh');
  const identity = await enrolDevice({ portalUrl: ingest.url, code: 'code-of-a-test', deviceName: 'PC' });
  return { ingest, identity };
}

function simulated(t: TestContext, identity: DeviceIdentity, more: Partial<SimulatedAgentOptions> = {}): Agent {
  const agent = createSimulatedAgent({
    identity,
    dir: temporaryFolder(t),
    seed: 1,
    clock: scaledClock(600),
    tickMs: 10,
    sender: { spreadMs: 0, backoffMaxMs: 50, committedPollMs: 50 },
    ...more,
  });
  // Also after a failed assertion: its timers would hold the test process for ever.
  t.after(() => agent.stop());
  return agent;
}

test('the minutes of a simulated person reach ingest, each once, between agentStart and agentStop', async (t) => {
  const { ingest, identity } = await startIngest(t);
  const clock = scaledClock(600);
  ingest.wallAt = clock.wallAt;
  const agent = simulated(t, identity, { clock });
  await agent.start();
  const minutes = () => [...ingest.facts.values()].filter((fact) => fact.kind === 'inputMinute');
  await until('8 minutes arrived', () => minutes().length >= 8);
  assert.deepEqual(agent.health(), ['ok']);
  await agent.stop();
  const facts = [...ingest.facts.values()];
  const changes = facts.flatMap((fact) => (fact.kind === 'sessionChange' ? [fact.change] : []));
  assert.deepEqual(changes, ['agentStart', 'agentStop']);
  // A stall of the test machine is sleep to a clock this fast, so minutes may be missing; none may hold more than it can.
  const secondsByMinute = Map.groupBy(
    facts.filter((fact) => fact.kind === 'windowSlice'),
    (slice) => slice.minute,
  );
  for (const [minute, slices] of secondsByMinute) {
    const total = slices.reduce((sum, { seconds }) => sum + seconds, 0);
    assert.ok(total <= 60, `minute ${minute} holds ${total} s`);
  }
  assert.ok(minutes().some((fact) => fact.kind === 'inputMinute' && fact.counts.letters > 0));
  assert.ok(facts.some((fact) => fact.kind === 'windowSlice' && /[ぁ-んァ-ヶ一-龠]/.test(fact.title)));
  assert.deepEqual(ingest.conflicts, []);
});

test('a clock that is three days ahead and then set right gives each fact the offset of its own time', async (t) => {
  const { ingest, identity } = await startIngest(t);
  const clock = scaledClock(60);
  clock.set(3 * 86_400_000);
  const agent = simulated(t, identity, { clock });
  await agent.start();
  const offsets = () => [...ingest.facts.values()].flatMap((fact) => fact.offsetMinutes ?? []);
  await until('a first offset', () => offsets().length > 0);
  clock.set(-3 * 86_400_000);
  await until('an offset of the right clock', () => offsets().some((offset) => Math.abs(offset) < 30));
  await agent.stop();
  assert.ok(
    offsets().some((offset) => Math.abs(offset + 3 * 1440) < 30),
    `offsets: ${offsets().join(' ')}`,
  );
});
