import { DEFAULT_LEGAL_SETTINGS, legalSettingsSchema } from '#domain/contract/legal.ts';
import type { LegalSettings } from '#domain/contract/legal.ts';
import type { Records } from '../records/schema.ts';

export interface StoredLegalSettings {
  readonly settings: LegalSettings;
  /** 0: the tenant has saved none, the defaults of the law hold. */
  readonly version: number;
}

export async function loadLegalSettings(records: Records, tenantId: string): Promise<StoredLegalSettings> {
  const row = await records
    .selectFrom('legal_settings')
    .select(['settings', 'version'])
    .where('tenant_id', '=', tenantId)
    .executeTakeFirst();
  if (row === undefined) return { settings: DEFAULT_LEGAL_SETTINGS, version: 0 };
  return { settings: legalSettingsSchema.parse(row.settings), version: row.version };
}
