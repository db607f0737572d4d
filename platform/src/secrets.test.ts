import assert from 'node:assert/strict';
import { sign, verify } from 'node:crypto';
import { readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { ensureSecrets, loadIngestSecrets, loadSecrets, SecretUnusable } from './secrets.ts';
import { tempDir } from './testkit/temp-dir.ts';

test('the keys fit together, are private to their owner, and stay the same when ensured again', async () => {
  const dir = join(tempDir('secrets'), 'keys');
  await ensureSecrets(dir);
  const first = await loadSecrets(dir);
  await ensureSecrets(dir);
  const second = await loadSecrets(dir);
  const message = Buffer.from('message');
  assert.equal(
    verify(null, message, second.certificatePublicKey, sign(null, message, first.certificatePrivateKey)),
    true,
  );
  assert.deepEqual(second.ingestTokenKey, first.ingestTokenKey);
  assert.equal(first.ingestTokenKey.length, 32);
  for (const name of readdirSync(dir)) assert.equal(statSync(join(dir, name)).mode & 0o777, 0o600, name);
  assert.equal(readdirSync(dir).length, 5, 'no temporary file stays');
});

test('two processes that make the keys at once end with one set', async () => {
  const dir = tempDir('secrets');
  await Promise.all(Array.from({ length: 5 }, () => ensureSecrets(dir)));
  const { certificatePrivateKey, certificatePublicKey } = await loadSecrets(dir);
  const message = Buffer.from('message');
  assert.equal(verify(null, message, certificatePublicKey, sign(null, message, certificatePrivateKey)), true);
});

test('the receiver needs neither the private key nor the pepper', async () => {
  const dir = tempDir('secrets');
  await ensureSecrets(dir);
  rmSync(join(dir, 'device-certificate.private.pem'));
  rmSync(join(dir, 'password-pepper.key'));
  assert.equal((await loadIngestSecrets(dir)).certificatePublicKey.asymmetricKeyType, 'ed25519');
});

test('a missing or damaged key is an error that names the file', async () => {
  const dir = tempDir('secrets');
  await ensureSecrets(dir);
  writeFileSync(join(dir, 'ingest-token.key'), 'short');
  await assert.rejects(
    loadSecrets(dir),
    (err) => err instanceof SecretUnusable && /ingest-token\.key/.test(err.message),
  );
  rmSync(join(dir, 'device-certificate.public.pem'));
  await assert.rejects(loadIngestSecrets(dir), SecretUnusable);
});
