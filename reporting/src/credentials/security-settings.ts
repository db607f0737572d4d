import { SECURITY_PROFILES, securitySettingsSchema } from '#domain/contract/security.ts';
import type { SecuritySettings } from '#domain/contract/security.ts';
import type { Records } from '../records/schema.ts';

/** What a row of `tenant_security` says; without a row the guide's profile holds. */
export const securitySettingsOf = (stored: unknown): SecuritySettings =>
  stored == null ? SECURITY_PROFILES.guide : securitySettingsSchema.parse(stored);

export async function loadSecuritySettings(records: Records, tenantId: string): Promise<SecuritySettings> {
  const row = await records
    .selectFrom('tenant_security')
    .select('settings')
    .where('tenant_id', '=', tenantId)
    .executeTakeFirst();
  return securitySettingsOf(row?.settings);
}
