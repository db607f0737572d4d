import type { z } from 'zod';
import type { readPasswordRules } from '#domain/contract/security.ts';
import { passwordExpiresAt } from '#domain/security/is-password-expired.ts';
import { mayChangeFrom } from '#domain/security/may-change-password.ts';
import type { Viewer } from '../access/viewer.ts';
import { loadSecuritySettings } from '../credentials/security-settings.ts';
import type { Records } from '../records/schema.ts';

type PasswordRules = z.infer<NonNullable<(typeof readPasswordRules)['answer']>>;

/** What the form of the change says beforehand. */
export async function describePasswordRules(records: Records, viewer: Viewer): Promise<PasswordRules> {
  const { password: policy } = await loadSecuritySettings(records, viewer.tenantId);
  const { password_set_at } = await records
    .selectFrom('people')
    .select('password_set_at')
    .where('tenant_id', '=', viewer.tenantId)
    .where('person_id', '=', viewer.personId)
    .executeTakeFirstOrThrow();
  const setAt = password_set_at.getTime();
  const isOneTime = viewer.passwordNotice?.reason === 'one_time';
  return {
    policy,
    mayChangeFrom: mayChangeFrom(setAt, policy.minAgeDays, viewer.mustChangePassword ? 'forced' : 'chosen'),
    // Of the password that holds: a one-time password has no validity to speak of.
    expiresAt: isOneTime ? null : passwordExpiresAt(setAt, policy.validDays),
  };
}
