import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Delivery } from './broker/delivery.ts';
import { createProcessorMetrics } from './metrics.ts';
import { dead, dropped, kept, retry } from './outcome.ts';
import type { Outcome } from './outcome.ts';
import { settle } from './settle.ts';

async function effectsOf(outcome: Outcome, write: () => Promise<void> = () => Promise.resolve()): Promise<string[]> {
  const effects: string[] = [];
  const delivery: Delivery = {
    subject: 'activity.v1.t.d',
    data: new Uint8Array(),
    stream: 'ACTIVITY',
    streamSeq: 7,
    deliveryCount: 1,
    leasedAtMs: 0,
    consumerSeq: 1,
    ack: () => effects.push('ack'),
    nak: (delayMs) => effects.push(`nak ${delayMs}`),
    working: () => effects.push('working'),
    term: () => effects.push('term'),
  };
  const deadLetters = {
    write: async (letter: { reason: string }) => {
      await write();
      effects.push(`dead letter ${letter.reason}`);
    },
  };
  await settle('test', delivery, outcome, { deadLetters, metrics: createProcessorMetrics() }).catch(() =>
    effects.push('thrown'),
  );
  return effects;
}

describe('what becomes of a message', () => {
  test('kept and dropped are acknowledged', async () => {
    assert.deepEqual(await effectsOf(kept), ['ack']);
    assert.deepEqual(await effectsOf(dropped('stale')), ['ack']);
  });
  test('a retry comes again after its delay', async () => {
    assert.deepEqual(await effectsOf(retry('stopping', 250)), ['nak 250']);
  });
  test('a lost lease is not answered', async () => {
    assert.deepEqual(await effectsOf(retry('lease_lost', undefined)), []);
  });
  test('a dead one ends only after the dead-letter stream has stored it', async () => {
    assert.deepEqual(await effectsOf(dead('unparsable', 'x')), ['dead letter unparsable', 'term']);
    assert.deepEqual(await effectsOf(dead('unparsable', 'x'), () => Promise.reject(new Error('full'))), ['thrown']);
  });
});
