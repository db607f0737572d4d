import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findHealth } from './health.ts';
import type { HealthInput } from './health.ts';

const well: HealthInput = { sender: { state: 'online', failures: 0, skewMs: 0 }, parts: {}, isOutboxFailing: false };
const cases: [string, Partial<HealthInput>, string[]][] = [
  ['nothing is wrong', {}, ['ok']],
  ['the window probe sees nothing', { parts: { window: { state: 'blind', reason: 'wayland' } } }, ['sensorBlind']],
  ['the child died', { parts: { input: { state: 'lost', reason: 'child_exited' } } }, ['sensorLost']],
  ['only the lock state is not to be had', { parts: { lock: { state: 'blind' } } }, ['ok']],
  ['one request failed', { sender: { state: 'offline', failures: 1, skewMs: 0 } }, ['ok']],
  ['the server is away', { sender: { state: 'offline', failures: 3, skewMs: 0 } }, ['offline']],
  ['the clock is an hour ahead', { sender: { state: 'online', failures: 0, skewMs: -3_600_000 } }, ['clockWrong']],
  [
    'the device is revoked, the disk full and the sensor lost',
    {
      sender: { state: 'revoked', failures: 0, skewMs: 0 },
      parts: { input: { state: 'lost' } },
      isOutboxFailing: true,
    },
    ['revoked', 'notRecording', 'sensorLost'],
  ],
];
for (const [name, change, states] of cases) {
  test(`health when ${name}: ${states.join(', ')}`, () => {
    assert.deepEqual(findHealth({ ...well, ...change }), states);
  });
}
