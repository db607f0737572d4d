import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createStrangerLimits } from './stranger-limits.ts';

const on = (loginId: string, address = '192.0.2.1') => ({ tenant: 'demo', loginId, address });

test('sixty attempts on one id from sixty addresses; the next one waits, whatever its letters’ case and wherever it comes from', async () => {
  const limits = createStrangerLimits();
  for (let each = 0; each < 60; each += 1) assert.equal(await limits.admit(on('victim', `10.0.0.${each}`)), undefined);
  const wait = await limits.admit(on('VICTIM', '198.51.100.1'));
  assert.ok(wait !== undefined && wait > 0 && wait <= 600, String(wait));
  assert.equal(await limits.admit(on('other', '198.51.100.1')), undefined);
});

test('a hundred failures of one address; then it waits whichever id it tries', async () => {
  const limits = createStrangerLimits();
  for (let each = 0; each < 100; each += 1) {
    assert.equal(await limits.admit(on(`id-${each}`)), undefined);
    await limits.failed(on(`id-${each}`));
  }
  const wait = await limits.admit(on('fresh'));
  assert.ok(wait !== undefined && wait > 0 && wait <= 900, String(wait));
  assert.equal(await limits.admit(on('fresh', '198.51.100.1')), undefined);
});

test('who signs in is not counted: a room of new PCs with one shared id gets in', async () => {
  const limits = createStrangerLimits();
  for (let each = 0; each < 100; each += 1) {
    assert.equal(await limits.admit(on('shared')), undefined);
    await limits.succeeded(on('shared'));
  }
});
