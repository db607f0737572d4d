import { hashPassword, verifyPassword } from '#sql/password-hash.ts';
import type { Viewer } from '../access/viewer.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { refuse } from '../http/refusal.ts';
import type { Refusal } from '../http/refusal.ts';
import type { Records } from '../records/schema.ts';
import { addFailure, clearFailures, isLocked, setPasswordHash } from './queries.ts';
import type { SignInDeps } from './sign-in.ts';

export interface PasswordChange {
  readonly currentPassword: string;
  readonly newPassword: string;
  readonly requestId: string;
}

interface Changed {
  readonly changed: true;
}

/**
 * Replaces the own password and ends every other session of the person (a stolen one too). A wrong current password counts as a failed
 * sign-in: an unattended browser is no place to guess.
 */
export async function changePassword(
  deps: SignInDeps,
  viewer: Viewer,
  change: PasswordChange,
): Promise<Changed | Refusal> {
  const weakness = weaknessOf(change, viewer.loginId);
  if (weakness !== undefined)
    return refuse('invalid_input', { places: [{ path: 'body.newPassword', message: weakness }] });
  const result = await deps.hashQueue.run(() =>
    deps.records.transaction().execute((trx) => attempt(deps, trx, viewer, change)),
  );
  return result ?? refuse('unavailable', { retryAfterSeconds: 2 });
}

async function attempt(
  deps: SignInDeps,
  trx: Records,
  viewer: Viewer,
  change: PasswordChange,
): Promise<Changed | Refusal> {
  const { tenantId, personId } = viewer;
  const { requestId } = change;
  const person = await trx
    .selectFrom('people')
    .select('password_hash')
    .where('tenant_id', '=', tenantId)
    .where('person_id', '=', personId)
    .forNoKeyUpdate()
    .executeTakeFirstOrThrow();
  if (await isLocked(trx, tenantId, personId)) return refuse('too_many_attempts', { retryAfterSeconds: 900 });
  const matches = await verifyPassword(person.password_hash ?? deps.dummyHash, change.currentPassword, deps.pepper);
  if (!matches) {
    await addFailure(trx, tenantId, personId);
    await writeAudit(trx, { tenantId, actorId: personId, action: 'session.password-change-refused', requestId });
    return refuse('invalid_input', {
      places: [{ path: 'body.currentPassword', message: 'is not the present password' }],
    });
  }
  await clearFailures(trx, tenantId, personId);
  await setPasswordHash(trx, tenantId, personId, await hashPassword(change.newPassword, deps.pepper));
  await trx
    .deleteFrom('sessions')
    .where('tenant_id', '=', tenantId)
    .where('person_id', '=', personId)
    .where('token_hash', '!=', viewer.sessionHash)
    .execute();
  await writeAudit(trx, { tenantId, actorId: personId, action: 'session.password-changed', requestId });
  return { changed: true };
}

const KINDS = [/[a-z]/, /[A-Z]/, /\d/, /[^a-zA-Z\d]/];

/** The tenant policy's defaults (SPEC 7): 8 characters (in the contract), two kinds of them; and neither the id nor the present one. */
function weaknessOf(change: PasswordChange, loginId: string): string | undefined {
  const { currentPassword, newPassword } = change;
  if (KINDS.filter((kind) => kind.test(newPassword)).length < 2) return 'needs two kinds of characters';
  if (newPassword.toLowerCase().includes(loginId.toLowerCase())) return 'holds the login id';
  return newPassword === currentPassword ? 'is the present password' : undefined;
}
