import { sql } from 'kysely';
import type { PasswordProblem, SecuritySettings } from '#domain/contract/security.ts';
import { isLocked } from '#domain/security/is-locked.ts';
import { mayChangePassword } from '#domain/security/may-change-password.ts';
import type { ChangeReason } from '#domain/security/may-change-password.ts';
import { hashPassword, verifyPassword } from '#sql/password-hash.ts';
import type { Viewer } from '../access/viewer.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { judgePassword } from '../credentials/judge-password.ts';
import { matchesOneTimePassword } from '../credentials/one-time-password.ts';
import { loadSecuritySettings } from '../credentials/security-settings.ts';
import { newSessionToken, sha256 } from '../credentials/tokens.ts';
import { refuse } from '../http/refusal.ts';
import type { Refusal } from '../http/refusal.ts';
import type { Records } from '../records/schema.ts';
import { findKnownBrowser } from './known-browsers.ts';
import { readPasswordRow, replacePassword } from './password-queries.ts';
import type { PasswordRow } from './password-queries.ts';
import { addFailure, readFailures } from './queries.ts';
import type { SignInDeps } from './sign-in.ts';
import { wasUsedBefore } from './was-used-before.ts';

export interface PasswordChange {
  readonly currentPassword: string;
  readonly newPassword: string;
  readonly mayHaveLeaked: boolean;
  /** The device cookie: a wrong present password counts for this browser. */
  readonly browserToken: string | undefined;
  readonly requestId: string;
}

/** The token under which this session goes on: whoever held the old one, also a thief, does not. */
export interface PasswordChanged {
  readonly token: string;
}

const problemsOf = (problems: readonly PasswordProblem[]): Refusal =>
  refuse('password_refused', { places: problems.map((message) => ({ path: 'body.newPassword', message })) });

/**
 * Replaces the own password and ends every other session of the person (a stolen one too). A wrong present password counts as a failed
 * sign-in: an unattended browser is no place to guess.
 */
export async function changePassword(
  deps: SignInDeps,
  viewer: Viewer,
  change: PasswordChange,
): Promise<PasswordChanged | Refusal> {
  const settings = await loadSecuritySettings(deps.records, viewer.tenantId);
  const problems = judgePassword(change.newPassword, settings.password, viewer);
  if (problems.length > 0) return problemsOf(problems);
  const work = () => deps.records.transaction().execute((trx) => attempt(deps, trx, viewer, change, settings));
  const result = await deps.hashQueue.run(work, 'known');
  return result ?? refuse('unavailable', { retryAfterSeconds: 2 });
}

async function attempt(
  deps: SignInDeps,
  trx: Records,
  viewer: Viewer,
  change: PasswordChange,
  settings: SecuritySettings,
): Promise<PasswordChanged | Refusal> {
  const { tenantId, personId } = viewer;
  const person = await readPasswordRow(trx, tenantId, personId);
  const reason: ChangeReason = viewer.mustChangePassword ? 'forced' : change.mayHaveLeaked ? 'leaked' : 'chosen';
  if (!mayChangePassword(person.setAt, settings.password.minAgeDays, reason, person.nowMs))
    return problemsOf(['changed_too_recently']);
  const refused = await refuseWrongPresent(deps, trx, viewer, change, settings, person);
  if (refused !== undefined) return refused;
  if (await wasUsedBefore(deps.pepper, person, change.newPassword, settings.password.generations))
    return problemsOf(['used_before']);
  await replacePassword(trx, tenantId, personId, await hashPassword(change.newPassword, deps.pepper));
  await trx
    .deleteFrom('sessions')
    .where('tenant_id', '=', tenantId)
    .where('person_id', '=', personId)
    .where('token_hash', '!=', viewer.sessionHash)
    .execute();
  const token = newSessionToken();
  await trx
    .updateTable('sessions')
    .set({ token_hash: sha256(token), is_one_time: false, is_outside_policy: false, last_seen_at: sql<Date>`now()` })
    .where('token_hash', '=', viewer.sessionHash)
    .execute();
  const { requestId } = change;
  await writeAudit(trx, {
    tenantId,
    actorId: personId,
    action: 'session.password-changed',
    detail: { reason },
    requestId,
  });
  return { token };
}

/** The session was begun with the one-time password: it is the present password then, used up or not. */
const isOneTimeSession = (viewer: Viewer): boolean => viewer.passwordNotice?.reason === 'one_time';

async function refuseWrongPresent(
  deps: SignInDeps,
  trx: Records,
  viewer: Viewer,
  change: PasswordChange,
  settings: SecuritySettings,
  person: PasswordRow,
): Promise<Refusal | undefined> {
  const { tenantId, personId } = viewer;
  const browserId = await findKnownBrowser(trx, tenantId, personId, change.browserToken);
  const counter = await readFailures(trx, tenantId, personId, browserId);
  if (isLocked(counter.failedAts, settings.lock, counter.nowMs))
    return refuse('too_many_attempts', { retryAfterSeconds: 900 });
  const matches = await verifyPassword(person.passwordHash ?? deps.dummyHash, change.currentPassword, deps.pepper);
  if (matches && person.passwordHash !== null) return undefined;
  const isOneTime =
    isOneTimeSession(viewer) &&
    matchesOneTimePassword(deps.pepper, personId, change.currentPassword, person.oneTimeHash);
  // The new one may not be the one-time password either: somebody has mailed it.
  if (isOneTime) return change.newPassword === change.currentPassword ? problemsOf(['used_before']) : undefined;
  await addFailure(trx, tenantId, personId, browserId);
  const { requestId } = change;
  await writeAudit(trx, { tenantId, actorId: personId, action: 'session.password-change-refused', requestId });
  return refuse('invalid_input', {
    places: [{ path: 'body.currentPassword', message: 'is not the present password' }],
  });
}
