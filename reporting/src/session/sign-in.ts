import type { Me } from '#domain/contract/session.ts';
import { hashPassword, needsRehash, verifyPassword } from '#sql/password-hash.ts';
import { loadViewer } from '../access/viewer.ts';
import { writeAudit } from '../audit/write-audit.ts';
import type { HashQueue } from '../credentials/hash-queue.ts';
import { newSessionToken, sha256 } from '../credentials/tokens.ts';
import { refuse } from '../http/refusal.ts';
import type { Refusal } from '../http/refusal.ts';
import type { Records } from '../records/schema.ts';
import { describeViewer } from './describe-viewer.ts';
import {
  NOBODY,
  addFailure,
  addSession,
  clearFailures,
  findAccountForSignIn,
  isLocked,
  setPasswordHash,
} from './queries.ts';
import type { Account } from './queries.ts';

export interface SignInDeps {
  readonly records: Records;
  readonly pepper: Uint8Array;
  readonly hashQueue: HashQueue;
  /** A hash of a password that nobody knows, with today's parameters: verified where there is nothing to verify. */
  readonly dummyHash: string;
}

export interface SignInInput {
  readonly tenant: string;
  readonly loginId: string;
  readonly password: string;
  /** The session that the browser still held, if any: it ends. */
  readonly oldToken: string | undefined;
  readonly requestId: string;
}

export interface SignedIn {
  readonly token: string;
  readonly me: Me;
}

/**
 * Unknown tenant, unknown id, wrong password, locked account and account without password give one answer after the same work: one hash,
 * the same queries (ASVS 6.3.8). The hash slot comes first, so that those who wait hold no connection and no lock.
 */
export async function signIn(deps: SignInDeps, input: SignInInput): Promise<SignedIn | Refusal> {
  const result = await deps.hashQueue.run(() => deps.records.transaction().execute((trx) => attempt(deps, trx, input)));
  return result ?? refuse('unavailable', { message: 'Too many sign-ins at once.', retryAfterSeconds: 2 });
}

async function attempt(deps: SignInDeps, trx: Records, input: SignInInput): Promise<SignedIn | Refusal> {
  const account = await findAccountForSignIn(trx, input.tenant, input.loginId);
  const locked = await isLocked(trx, account?.tenantId ?? NOBODY, account?.personId ?? NOBODY);
  const stored = locked ? null : (account?.passwordHash ?? null);
  const matches = await verifyPassword(stored ?? deps.dummyHash, input.password, deps.pepper);
  if (account?.personId == null || stored === null || !matches) {
    await recordFailure(trx, account, locked, input.requestId);
    return refuse('sign_in_failed');
  }
  const { tenantId, personId } = account;
  if (needsRehash(stored))
    await setPasswordHash(trx, tenantId, personId, await hashPassword(input.password, deps.pepper));
  await clearFailures(trx, tenantId, personId);
  const token = newSessionToken();
  await addSession(trx, tenantId, personId, sha256(token), sha256(input.oldToken ?? ''));
  await writeAudit(trx, { tenantId, actorId: personId, action: 'session.sign-in', requestId: input.requestId });
  const viewer = await loadViewer(trx, sha256(token));
  if (viewer === undefined) throw new Error('a session just made is not found');
  return { token, me: await describeViewer(trx, viewer) };
}

async function recordFailure(
  trx: Records,
  account: Account | undefined,
  locked: boolean,
  requestId: string,
): Promise<void> {
  if (account === undefined) return;
  const { tenantId, personId } = account;
  if (personId !== null && !locked) await addFailure(trx, tenantId, personId);
  const reason = personId === null ? 'unknown' : locked ? 'locked' : 'password';
  await writeAudit(trx, {
    tenantId,
    action: 'session.sign-in-refused',
    subjectId: personId ?? undefined,
    detail: { reason },
    requestId,
  });
}
