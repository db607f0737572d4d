import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { killDuringApply, momentsOf } from '../testkit/kill-during-apply.ts';
import { startTestPortal } from '../testkit/portal.ts';
import type { TestPortal } from '../testkit/portal.ts';

const KILLS = 8;
const SEED = 20261122;

let portal: TestPortal;
before(async () => {
  portal = await startTestPortal();
});
after(() => portal.stop());

test('killed at any moment of an application, all three files with audit and mails are there, or nothing is', async (context) => {
  const shares = momentsOf(KILLS, SEED);
  const kills = await killDuringApply(portal, shares);
  context.diagnostic(kills.map(({ afterMs, outcome }) => `${afterMs} ms: ${outcome}`).join(', '));
  assert.equal(kills.length, KILLS);
});
