import { createHmac, createPublicKey, randomBytes, timingSafeEqual, verify } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { jwtVerify, SignJWT, errors } from 'jose';
import { z } from 'zod';
import {
  CERTIFICATE_AUDIENCE,
  CERTIFICATE_ISSUER,
  deviceCertificateSchema,
  type DeviceCertificate,
} from '#domain/contract/certificate.ts';
import { Refusal } from '../http/refusal.ts';

/** Whose facts a token may send: one person, one device. */
export interface DeviceIdentity {
  tenantId: string;
  personId: string;
  deviceId: string;
}

const NONCE_VALID_MS = 60_000;
const TOKEN_VALID_SECONDS = 15 * 60;
const TOKEN_ISSUER = 'kinmu-lens/ingest';
const tokenClaimsSchema = z.object({ sub: z.uuid(), tenantId: z.uuid(), personId: z.uuid(), exp: z.int() });

/**
 * A nonce that needs no memory: device, expiry and randomness under our key. A server nonce instead of a client's time stamp: a PC with
 * any clock can sign in.
 */
export function makeNonce(deviceId: string, key: Uint8Array, nowMs: number): { nonce: string; expiresAt: number } {
  const expiresAt = nowMs + NONCE_VALID_MS;
  const body = `${deviceId}.${expiresAt}.${randomBytes(16).toString('base64url')}`;
  return { nonce: `${body}.${macOf(body, key)}`, expiresAt };
}

export function isNonceValid(nonce: string, deviceId: string, key: Uint8Array, nowMs: number): boolean {
  const cut = nonce.lastIndexOf('.');
  const body = nonce.slice(0, Math.max(cut, 0));
  const given = Buffer.from(nonce.slice(cut + 1));
  const expected = Buffer.from(macOf(body, key));
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return false;
  const [forDevice, expiresAt] = body.split('.');
  return forDevice === deviceId && Number(expiresAt) > nowMs;
}

const macOf = (body: string, key: Uint8Array): string =>
  createHmac('sha256', key).update(`nonce:${body}`).digest('base64url');

/**
 * The certificate that the portal signed at enrolment. It has no expiry: an offline PC comes back after any time.
 * @throws Refusal `unauthorized`
 */
export async function readCertificate(certificate: string, portalKey: KeyObject): Promise<DeviceCertificate> {
  try {
    const { payload } = await jwtVerify(certificate, portalKey, {
      issuer: CERTIFICATE_ISSUER,
      audience: CERTIFICATE_AUDIENCE,
      algorithms: ['EdDSA'],
    });
    return deviceCertificateSchema.parse(payload);
  } catch {
    throw new Refusal('unauthorized', 'this device certificate was not issued by this portal: enrol the PC again');
  }
}

/** Whether the device itself signed the nonce. The raw key is wrapped as the SPKI that node:crypto reads. */
export function isSignedByDevice(nonce: string, signature: string, rawPublicKey: string): boolean {
  try {
    const key = createPublicKey({ format: 'jwk', key: { kty: 'OKP', crv: 'Ed25519', x: rawPublicKey } });
    return verify(null, Buffer.from(nonce), key, Buffer.from(signature, 'base64url'));
  } catch {
    return false;
  }
}

export async function issueToken(
  identity: DeviceIdentity,
  key: Uint8Array,
  nowMs: number,
): Promise<{ token: string; expiresAt: number }> {
  const issuedAt = Math.floor(nowMs / 1000);
  const token = await new SignJWT({ tenantId: identity.tenantId, personId: identity.personId })
    .setProtectedHeader({ alg: 'HS256' })
    .setIssuer(TOKEN_ISSUER)
    .setSubject(identity.deviceId)
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + TOKEN_VALID_SECONDS)
    .sign(key);
  return { token, expiresAt: (issuedAt + TOKEN_VALID_SECONDS) * 1000 };
}

/** @throws Refusal `unauthorized` or `token_expired` */
export async function readToken(
  header: string | undefined,
  key: Uint8Array,
  nowMs: number,
): Promise<{ identity: DeviceIdentity; expiresAtMs: number }> {
  const token = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/.exec(header ?? '')?.[1];
  if (token === undefined)
    throw new Refusal('unauthorized', 'send Authorization: Bearer with a token of POST /v1/sessions');
  try {
    const { payload } = await jwtVerify(token, key, {
      issuer: TOKEN_ISSUER,
      algorithms: ['HS256'],
      currentDate: new Date(nowMs),
    });
    const claims = tokenClaimsSchema.parse(payload);
    const identity = { deviceId: claims.sub, tenantId: claims.tenantId, personId: claims.personId };
    return { identity, expiresAtMs: claims.exp * 1000 };
  } catch (error) {
    if (error instanceof errors.JWTExpired)
      throw new Refusal('token_expired', 'the token has expired: make a new session');
    throw new Refusal('unauthorized', 'the token is not valid: make a new session');
  }
}
