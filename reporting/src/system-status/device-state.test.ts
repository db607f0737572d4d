import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SILENT_AFTER_MS } from '#domain/contract/system-status.ts';
import { deviceStateOf } from './device-state.ts';

test('one state for a PC, the one that asks for something first', () => {
  const now = 1_800_000_000_000;
  const state = (silentMs: number | null, more: { isRevoked?: boolean; isSensorLost?: boolean } = {}) =>
    deviceStateOf(
      { isRevoked: false, isSensorLost: false, lastReceivedAt: silentMs === null ? null : now - silentMs, ...more },
      now,
    );
  assert.equal(state(60_000), 'ok');
  assert.equal(state(SILENT_AFTER_MS - 1), 'ok');
  assert.equal(state(SILENT_AFTER_MS), 'silent');
  assert.equal(state(null), 'never');
  assert.equal(state(60_000, { isSensorLost: true }), 'sensorLost');
  assert.equal(state(SILENT_AFTER_MS, { isSensorLost: true }), 'silent');
  assert.equal(state(60_000, { isRevoked: true, isSensorLost: true }), 'revoked');
});
