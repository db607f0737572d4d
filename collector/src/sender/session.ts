import type { PrivacyPolicy } from '#domain/contract/privacy-policy.ts';
import { challengeAnswerSchema, sessionAnswerSchema } from '#domain/contract/wire.ts';
import type { Clock } from '../clock.ts';
import { signNonce } from '../identity/device-key.ts';
import type { DeviceIdentity } from '../identity/identity-file.ts';
import { estimateSkewMs } from './estimate-offset.ts';
import type { Transport, WireAnswer } from './transport.ts';

export type SessionIdentity = Pick<DeviceIdentity, 'deviceId' | 'certificate' | 'privateKey'>;
export interface Session {
  readonly token: string;
  /** On the PC's monotonic clock, so that a wrong or set wall clock is no dead end. */
  readonly renewAtMonotonicMs: number;
  /** Milliseconds to add to the PC's clock; undefined where this exchange could not tell. */
  readonly skewMs: number | undefined;
  /** What the tenant lets be stored; undefined: the server did not tell. */
  readonly policy: PrivacyPolicy | undefined;
}
export type SessionOutcome = { readonly session: Session } | { readonly refused: WireAnswer };

/** A token is renewed this long before its end. */
const RENEW_BEFORE_MS = 60_000;

/** Challenge → signature → token. The nonce is the server's, so that the PC's clock plays no part. */
export async function openSession(
  identity: SessionIdentity,
  transport: Transport,
  clock: Clock,
  signal: AbortSignal,
): Promise<SessionOutcome> {
  const challenge = await transport(
    { method: 'POST', path: '/v1/challenges', body: { deviceId: identity.deviceId } },
    signal,
  );
  if (!isTaken(challenge)) return { refused: challenge };
  const { nonce } = challengeAnswerSchema.parse(challenge.json);
  const sentAt = clock.wallAt();
  const sentMs = clock.monotonicMs();
  const body = { certificate: identity.certificate, nonce, signature: signNonce(identity.privateKey, nonce), sentAt };
  const answer = await transport({ method: 'POST', path: '/v1/sessions', body }, signal);
  if (!isTaken(answer)) return { refused: answer };
  const { token, expiresAt, serverTime, policy } = sessionAnswerSchema.parse(answer.json);
  const answeredMs = clock.monotonicMs();
  const exchange = { sentAt, answeredAt: clock.wallAt(), elapsedMs: answeredMs - sentMs, serverTime };
  return {
    session: {
      token,
      renewAtMonotonicMs: answeredMs + Math.max(0, expiresAt - serverTime - RENEW_BEFORE_MS),
      skewMs: estimateSkewMs(exchange),
      policy,
    },
  };
}

export const isTaken = (answer: WireAnswer): boolean => answer.status >= 200 && answer.status < 300;
