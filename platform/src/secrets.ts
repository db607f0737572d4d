import { createPrivateKey, createPublicKey, generateKeyPairSync, randomBytes } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createFileOnce } from './files.ts';

const FILES = {
  certificatePrivateKey: 'device-certificate.private.pem',
  certificatePublicKey: 'device-certificate.public.pem',
  ingestTokenKey: 'ingest-token.key',
  passwordPepper: 'password-pepper.key',
  sessionSecret: 'session-secret.key',
} as const;

/** What the signer of device certificates and keeper of passwords needs. `crypto.KeyObject` is taken as it is by jose. */
export interface PortalSecrets {
  certificatePrivateKey: KeyObject;
  certificatePublicKey: KeyObject;
  passwordPepper: Buffer;
  sessionSecret: Buffer;
}

/** What the receiver needs: it can check a device certificate, but not sign one. */
export interface IngestSecrets {
  certificatePublicKey: KeyObject;
  ingestTokenKey: Buffer;
}

export type Secrets = PortalSecrets & IngestSecrets;

/** A key file is missing or damaged. It is never replaced silently: what it signed or hashed would become worthless. */
export class SecretUnusable extends Error {
  readonly code = 'SECRET_UNUSABLE';
  constructor(file: string, cause: unknown) {
    super(`The key file ${file} is missing or damaged; restore it from the backup`, { cause });
    this.name = 'SecretUnusable';
  }
}

/**
 * Makes the key files that are missing (0600, complete or absent, safe when two processes do it at once) and leaves the present
 * ones alone. Only the embedded start calls this; at server size an administrator makes the files once.
 */
export async function ensureSecrets(dir: string): Promise<void> {
  await mkdir(dir, { recursive: true, mode: 0o700 });
  const pair = generateKeyPairSync('ed25519');
  await createFileOnce(
    join(dir, FILES.certificatePrivateKey),
    pair.privateKey.export({ type: 'pkcs8', format: 'pem' }),
  );
  const privateKey = await readKey(dir, FILES.certificatePrivateKey, createPrivateKey);
  await createFileOnce(
    join(dir, FILES.certificatePublicKey),
    createPublicKey(privateKey).export({ type: 'spki', format: 'pem' }),
  );
  for (const file of [FILES.ingestTokenKey, FILES.passwordPepper, FILES.sessionSecret]) {
    await createFileOnce(join(dir, file), `${randomBytes(32).toString('base64url')}\n`);
  }
}

export async function loadPortalSecrets(dir: string): Promise<PortalSecrets> {
  return {
    certificatePrivateKey: await readKey(dir, FILES.certificatePrivateKey, createPrivateKey),
    certificatePublicKey: await readKey(dir, FILES.certificatePublicKey, createPublicKey),
    passwordPepper: await readBytes(dir, FILES.passwordPepper),
    sessionSecret: await readBytes(dir, FILES.sessionSecret),
  };
}

export async function loadIngestSecrets(dir: string): Promise<IngestSecrets> {
  return {
    certificatePublicKey: await readKey(dir, FILES.certificatePublicKey, createPublicKey),
    ingestTokenKey: await readBytes(dir, FILES.ingestTokenKey),
  };
}

export async function loadSecrets(dir: string): Promise<Secrets> {
  return { ...(await loadPortalSecrets(dir)), ...(await loadIngestSecrets(dir)) };
}

async function readKey(dir: string, file: string, parse: (pem: string) => KeyObject): Promise<KeyObject> {
  try {
    return parse(await readFile(join(dir, file), 'utf8'));
  } catch (err) {
    throw new SecretUnusable(join(dir, file), err);
  }
}

async function readBytes(dir: string, file: string): Promise<Buffer> {
  let bytes: Buffer;
  try {
    bytes = Buffer.from((await readFile(join(dir, file), 'utf8')).trim(), 'base64url');
  } catch (err) {
    throw new SecretUnusable(join(dir, file), err);
  }
  if (bytes.length < 32) throw new SecretUnusable(join(dir, file), new Error('shorter than 32 bytes'));
  return bytes;
}
