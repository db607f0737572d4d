import assert from 'node:assert/strict';
import { randomBytes, randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { issueToken } from './device-token.ts';
import { createKnownTokens } from './known-tokens.ts';

const key = randomBytes(32);
const NOW = Date.UTC(2026, 10, 22);
const identity = { tenantId: randomUUID(), personId: randomUUID(), deviceId: randomUUID() };

test('a token is verified once, known until it expires and refused from then on', async () => {
  const { token, expiresAt } = await issueToken(identity, key, NOW);
  const tokens = createKnownTokens(key);
  const first = tokens.identityOf(`Bearer ${token}`, NOW);
  assert.ok(first instanceof Promise);
  assert.deepEqual(await first, identity);
  assert.deepEqual(tokens.identityOf(`Bearer ${token}`, expiresAt - 1), identity);
  await assert.rejects(async () => tokens.identityOf(`Bearer ${token}`, expiresAt), { code: 'token_expired' });
});

test('other bytes are another token: one changed letter is verified, and refused', async () => {
  const { token } = await issueToken(identity, key, NOW);
  const tokens = createKnownTokens(key);
  await tokens.identityOf(`Bearer ${token}`, NOW);
  const changed = token.slice(0, -2) + (token.endsWith('AA') ? 'BB' : 'AA');
  for (const header of [`Bearer ${changed}`, `bearer ${token}`, undefined]) {
    await assert.rejects(async () => tokens.identityOf(header, NOW), { code: 'unauthorized' });
    await assert.rejects(async () => tokens.identityOf(header, NOW), { code: 'unauthorized' });
  }
});
