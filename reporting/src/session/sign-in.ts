import type { Me } from '#domain/contract/session.ts';
import type { SecuritySettings } from '#domain/contract/security.ts';
import { isLocked } from '#domain/security/is-locked.ts';
import { hashPassword, needsRehash, verifyPassword } from '#sql/password-hash.ts';
import { loadViewer } from '../access/viewer.ts';
import { writeAudit } from '../audit/write-audit.ts';
import type { HashQueue } from '../credentials/hash-queue.ts';
import { judgePassword } from '../credentials/judge-password.ts';
import { matchesOneTimePassword } from '../credentials/one-time-password.ts';
import { loadSecuritySettings } from '../credentials/security-settings.ts';
import { newSessionToken, sha256 } from '../credentials/tokens.ts';
import { refuse } from '../http/refusal.ts';
import type { Refusal } from '../http/refusal.ts';
import type { Records } from '../records/schema.ts';
import { describeViewer } from './describe-viewer.ts';
import { findKnownBrowser, rememberBrowser } from './known-browsers.ts';
import {
  NOBODY,
  addFailure,
  addSession,
  clearAllFailures,
  clearFailures,
  findAccountForSignIn,
  readFailures,
  renewPasswordHash,
  useUpOneTimePassword,
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
  /** Whether the account knows the browser; it is served before strangers. */
  readonly isKnown: boolean;
  /** The session that the browser still held, if any: it ends. */
  readonly oldToken: string | undefined;
  /** The device cookie. */
  readonly browserToken: string | undefined;
  readonly clientName: string;
  readonly requestId: string;
}

export interface SignedIn {
  readonly token: string;
  readonly browserToken: string;
  readonly me: Me;
}

/** What an attempt came to. Only the audit hears of it. */
type Outcome = 'password' | 'one-time' | 'refused: unknown' | 'refused: locked' | 'refused: password';

/**
 * Unknown tenant, unknown id, wrong password, locked account, account without login and one-time password that is used or over give one
 * answer after the same work: one slow hash, one fast hash, the same reads (ASVS 6.3.8). The hash slot comes first, so that those who wait
 * hold no connection and no lock; browsers that the account knows are served before strangers.
 */
export async function signIn(deps: SignInDeps, input: SignInInput): Promise<SignedIn | Refusal> {
  const work = () => deps.records.transaction().execute((trx) => attempt(deps, trx, input));
  const result = await deps.hashQueue.run(work, input.isKnown ? 'known' : 'stranger');
  return result ?? refuse('unavailable', { message: 'Too many sign-ins at once.', retryAfterSeconds: 2 });
}

async function attempt(deps: SignInDeps, trx: Records, input: SignInInput): Promise<SignedIn | Refusal> {
  const account = await findAccountForSignIn(trx, input.tenant, input.loginId);
  const [tenantId, personId] = [account.tenantId ?? NOBODY, account.personId ?? NOBODY];
  const settings = await loadSecuritySettings(trx, tenantId);
  const browserId = await findKnownBrowser(trx, tenantId, personId, input.browserToken);
  const counter = await readFailures(trx, tenantId, personId, browserId);
  const locked = isLocked(counter.failedAts, settings.lock, counter.nowMs);
  const outcome = await judge(deps, account, input.password, locked);
  if (outcome !== 'password' && outcome !== 'one-time') {
    if (outcome === 'refused: password') await addFailure(trx, tenantId, personId, browserId);
    await auditRefusal(trx, account, outcome, input.requestId);
    return refuse('sign_in_failed');
  }
  await settle(deps, trx, account, outcome, input.password, browserId);
  return open(trx, { ...account, tenantId, personId }, settings, outcome, input);
}

/** A lock does not hold for a one-time password: it is what a locked person asks for, and nobody guesses it. */
async function judge(deps: SignInDeps, account: Account, password: string, locked: boolean): Promise<Outcome> {
  const stored = locked ? null : account.passwordHash;
  const matches = await verifyPassword(stored ?? deps.dummyHash, password, deps.pepper);
  const matchesOneTime = matchesOneTimePassword(deps.pepper, account.personId ?? NOBODY, password, account.oneTimeHash);
  if (account.personId === null) return 'refused: unknown';
  if (matchesOneTime && account.isOneTimeOpen) return 'one-time';
  if (locked) return 'refused: locked';
  return matches && stored !== null ? 'password' : 'refused: password';
}

async function auditRefusal(trx: Records, account: Account, outcome: Outcome, requestId: string): Promise<void> {
  if (account.tenantId === null) return;
  await writeAudit(trx, {
    tenantId: account.tenantId,
    action: 'session.sign-in-refused',
    subjectId: account.personId ?? undefined,
    detail: { reason: outcome.replace('refused: ', '') },
    requestId,
  });
}

type SignedInAccount = Account & { readonly tenantId: string; readonly personId: string };

/** What a success leaves on the account. */
async function settle(
  deps: SignInDeps,
  trx: Records,
  account: Account,
  outcome: 'password' | 'one-time',
  password: string,
  browserId: string | null,
): Promise<void> {
  const [tenantId, personId] = [account.tenantId ?? NOBODY, account.personId ?? NOBODY];
  if (outcome === 'one-time') {
    await useUpOneTimePassword(trx, tenantId, personId);
    await clearAllFailures(trx, tenantId, personId);
    return;
  }
  if (account.passwordHash !== null && needsRehash(account.passwordHash))
    await renewPasswordHash(trx, tenantId, personId, await hashPassword(password, deps.pepper));
  await clearFailures(trx, tenantId, personId, browserId);
}

async function open(
  trx: Records,
  account: SignedInAccount,
  settings: SecuritySettings,
  outcome: 'password' | 'one-time',
  input: SignInInput,
): Promise<SignedIn> {
  const { tenantId, personId } = account;
  const isOneTime = outcome === 'one-time';
  const token = newSessionToken();
  const tokenHash = sha256(token);
  const isOutsidePolicy = !isOneTime && judgePassword(input.password, settings.password, account).length > 0;
  const { clientName, requestId } = input;
  await addSession(
    trx,
    { tenantId, personId, tokenHash, clientName, isOneTime, isOutsidePolicy },
    sha256(input.oldToken ?? ''),
  );
  const browserToken = await rememberBrowser(trx, tenantId, personId, input.browserToken);
  await writeAudit(trx, {
    tenantId,
    actorId: personId,
    action: 'session.sign-in',
    detail: { password: outcome },
    requestId,
  });
  const viewer = await loadViewer(trx, tokenHash);
  if (viewer === undefined) throw new Error('a session just made is not found');
  return { token, browserToken, me: await describeViewer(trx, viewer) };
}
