import { generateKeyPairSync, randomUUID, type KeyObject } from 'node:crypto';
import { SignJWT } from 'jose';
import { systemClock } from '#collector/clock.ts';
import { openSession } from '#collector/sender/session.ts';
import { createHttpTransport } from '#collector/sender/transport.ts';
import { CERTIFICATE_AUDIENCE, CERTIFICATE_ISSUER } from '#domain/contract/certificate.ts';

/** An enrolled PC. */
export interface EnrolledDevice {
  readonly tenantId: string;
  readonly personId: string;
  readonly deviceId: string;
  readonly spoolId: string;
  readonly bootId: string;
  readonly certificate: string;
  readonly privateKey: string;
}

/** What the portal does at an enrolment: a certificate under its key. */
export async function enrolDevice(
  tenantId: string,
  portalKey: KeyObject,
  personId: string = randomUUID(),
): Promise<EnrolledDevice> {
  const keys = generateKeyPairSync('ed25519');
  const ids = { tenantId, personId, deviceId: randomUUID(), spoolId: randomUUID(), bootId: randomUUID() };
  const publicKey = keys.publicKey.export({ format: 'jwk' }).x;
  const certificate = await new SignJWT({ tenantId, personId, publicKey })
    .setProtectedHeader({ alg: 'EdDSA' })
    .setIssuer(CERTIFICATE_ISSUER)
    .setAudience(CERTIFICATE_AUDIENCE)
    .setSubject(ids.deviceId)
    .sign(portalKey);
  return { ...ids, certificate, privateKey: keys.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString() };
}

/** Challenge, signature, token: by the collector's own code. */
export async function signInDevice(device: EnrolledDevice, ingestUrl: string): Promise<string> {
  const opened = await openSession(device, createHttpTransport(ingestUrl), systemClock, new AbortController().signal);
  if ('refused' in opened) throw new Error(`no session: HTTP ${opened.refused.status}`);
  return opened.session.token;
}
