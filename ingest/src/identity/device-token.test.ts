import assert from 'node:assert/strict';
import { generateKeyPairSync, randomBytes, randomUUID, sign } from 'node:crypto';
import { test } from 'node:test';
import { SignJWT } from 'jose';
import { Refusal } from '../http/refusal.ts';
import { isNonceValid, isSignedByDevice, issueToken, makeNonce, readCertificate, readToken } from './device-token.ts';

const key = randomBytes(32);
const portal = generateKeyPairSync('ed25519');
const device = generateKeyPairSync('ed25519');
const rawPublicKey = device.publicKey.export({ format: 'jwk' }).x as string;
const identity = { tenantId: randomUUID(), personId: randomUUID(), deviceId: randomUUID() };
const NOW = 1_780_000_000_000;
const isRefusal = (code: string) => (error: unknown) => error instanceof Refusal && error.code === code;

test('a nonce holds for its device and a minute, and for no forged text', () => {
  const { nonce } = makeNonce(identity.deviceId, key, NOW);
  assert.equal(isNonceValid(nonce, identity.deviceId, key, NOW + 59_000), true);
  assert.equal(isNonceValid(nonce, identity.deviceId, key, NOW + 60_000), false);
  assert.equal(isNonceValid(nonce, randomUUID(), key, NOW), false);
  assert.equal(isNonceValid(nonce.replace(/^./, 'x'), identity.deviceId, key, NOW), false);
  assert.equal(isNonceValid(nonce, identity.deviceId, randomBytes(32), NOW), false);
  assert.equal(isNonceValid('', identity.deviceId, key, NOW), false);
});

test('only the key of the certificate signs for its device', () => {
  const { nonce } = makeNonce(identity.deviceId, key, NOW);
  const signature = sign(null, Buffer.from(nonce), device.privateKey).toString('base64url');
  assert.equal(isSignedByDevice(nonce, signature, rawPublicKey), true);
  assert.equal(isSignedByDevice(`${nonce}x`, signature, rawPublicKey), false);
  assert.equal(
    isSignedByDevice(nonce, sign(null, Buffer.from(nonce), portal.privateKey).toString('base64url'), rawPublicKey),
    false,
  );
  assert.equal(isSignedByDevice(nonce, 'garbage', 'A'.repeat(43)), false);
});

test('a token carries the identity for 15 minutes', async () => {
  const { token, expiresAt } = await issueToken(identity, key, NOW);
  assert.equal(expiresAt, NOW + 15 * 60_000);
  assert.deepEqual(await readToken(`Bearer ${token}`, key, NOW), { identity, expiresAtMs: expiresAt });
  await assert.rejects(readToken(`Bearer ${token}`, key, expiresAt), isRefusal('token_expired'));
  await assert.rejects(readToken(`Bearer ${token}`, randomBytes(32), NOW), isRefusal('unauthorized'));
  await assert.rejects(readToken(undefined, key, NOW), isRefusal('unauthorized'));
});

test('a certificate of another portal is refused', async () => {
  const issue = (signer: typeof portal.privateKey) =>
    new SignJWT({ tenantId: identity.tenantId, personId: identity.personId, publicKey: rawPublicKey })
      .setProtectedHeader({ alg: 'EdDSA' })
      .setIssuer('kinmu-lens')
      .setAudience('kinmu-lens/ingest')
      .setSubject(identity.deviceId)
      .sign(signer);
  assert.equal((await readCertificate(await issue(portal.privateKey), portal.publicKey)).sub, identity.deviceId);
  await assert.rejects(readCertificate(await issue(device.privateKey), portal.publicKey), isRefusal('unauthorized'));
});
