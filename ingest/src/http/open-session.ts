import type { KeyObject } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { z } from 'zod';
import {
  challengeRequestSchema,
  sessionRequestSchema,
  type challengeAnswerSchema,
  type sessionAnswerSchema,
} from '#domain/contract/wire.ts';
import { readJsonBody } from '../batch/read-body.ts';
import type { Policies } from '../broker/policies.ts';
import type { Revocations } from '../broker/revocations.ts';
import { isNonceValid, isSignedByDevice, issueToken, makeNonce, readCertificate } from '../identity/device-token.ts';
import { parseBody } from './parse-body.ts';
import { Refusal } from './refusal.ts';

export interface SessionDeps {
  tokenKey: Uint8Array;
  portalKey: KeyObject;
  revocations: Revocations;
  policies: Policies;
  clock: () => number;
}

export async function makeChallenge(
  request: IncomingMessage,
  deps: SessionDeps,
): Promise<z.infer<typeof challengeAnswerSchema>> {
  const { deviceId } = parseBody(challengeRequestSchema, await readJsonBody(request));
  return makeNonce(deviceId, deps.tokenKey, deps.clock());
}

/** A device that proves its key gets a token for 15 minutes: the right to send its own facts and nothing else. */
export async function openSession(
  request: IncomingMessage,
  deps: SessionDeps,
): Promise<z.infer<typeof sessionAnswerSchema>> {
  const body = parseBody(sessionRequestSchema, await readJsonBody(request));
  const certificate = await readCertificate(body.certificate, deps.portalKey);
  const deviceId = certificate.sub;
  if (deps.revocations.isRevoked(deviceId)) {
    throw new Refusal('device_revoked', 'this PC has been revoked in the portal: its data is no longer taken');
  }
  const now = deps.clock();
  const proven =
    isNonceValid(body.nonce, deviceId, deps.tokenKey, now) &&
    isSignedByDevice(body.nonce, body.signature, certificate.publicKey);
  if (!proven)
    throw new Refusal('unauthorized', 'the nonce is old or not signed by this device: ask for a new challenge');
  const identity = { tenantId: certificate.tenantId, personId: certificate.personId, deviceId };
  const policy = deps.policies.of(identity.tenantId);
  return {
    ...(await issueToken(identity, deps.tokenKey, now)),
    serverTime: now,
    ...(policy === undefined ? {} : { policy }),
  };
}
