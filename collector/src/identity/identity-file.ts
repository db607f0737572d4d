import { mkdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { readIfPresent, replaceFile } from '../files.ts';

/** Who this PC is: made at enrolment. The certificate does not expire; only a revocation ends it. */
export const identitySchema = z.object({
  v: z.literal(1),
  tenantId: z.uuid(),
  personId: z.uuid(),
  deviceId: z.uuid(),
  personName: z.string(),
  deviceName: z.string(),
  /** PKCS #8, PEM; the file is readable by its owner only. */
  privateKey: z.string(),
  certificate: z.string(),
  ingestUrl: z.url(),
  portalUrl: z.url(),
  enrolledAt: z.int(),
});
export type DeviceIdentity = z.infer<typeof identitySchema>;

export const identityPath = (dir: string): string => join(dir, 'identity.json');

/** The identity of a folder; undefined when this PC is not enrolled. A damaged file is an error: a new device must be a decision. */
export function readIdentity(dir: string): DeviceIdentity | undefined {
  const text = readIfPresent(identityPath(dir));
  if (text === undefined) return undefined;
  try {
    return identitySchema.parse(JSON.parse(text));
  } catch (cause) {
    throw new Error(`identity file is damaged: ${identityPath(dir)}`, { cause });
  }
}

export function writeIdentity(dir: string, identity: DeviceIdentity): void {
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  replaceFile(identityPath(dir), `${JSON.stringify(identity, null, 2)}\n`);
}

/** Keeps the former identity beside the new one: its outbox may hold facts that only this key can send. */
export function setAsideIdentity(dir: string, identity: DeviceIdentity): void {
  renameSync(identityPath(dir), join(dir, `identity-${identity.deviceId}.json`));
}
