import { can } from '#domain/access/can.ts';
import type { SecurityAnswer, SecuritySettings } from '#domain/contract/security.ts';
import type { Viewer } from '../access/viewer.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { writeRefusedAccess } from '../audit/write-refused-access.ts';
import { securitySettingsOf } from '../credentials/security-settings.ts';
import type { Refusal } from '../http/refusal.ts';
import { refuse } from '../http/refusal.ts';
import type { Records } from '../records/schema.ts';

const mayManage = (viewer: Viewer): boolean => can(viewer, 'security.manage', { tenantId: viewer.tenantId }, new Map());

export async function readSettings(
  records: Records,
  viewer: Viewer,
  requestId: string,
): Promise<SecurityAnswer | Refusal> {
  if (mayManage(viewer)) return describeSecurity(records, viewer.tenantId);
  await writeRefusedAccess(records, viewer, 'security.manage', undefined, requestId);
  return refuse('not_found');
}

export interface WantedSecurity {
  readonly settings: SecuritySettings;
  /** The version that the screen showed. */
  readonly version: number;
}

/** [更新] of the guide's chapter 6. Nobody is thrown out: rules of passwords hold from the next sign-in or change, of locks at once. */
export async function writeSettings(
  records: Records,
  viewer: Viewer,
  wanted: WantedSecurity,
  requestId: string,
): Promise<SecurityAnswer | Refusal> {
  if (mayManage(viewer)) return records.transaction().execute((trx) => writeIn(trx, viewer, wanted, requestId));
  await writeRefusedAccess(records, viewer, 'security.manage', undefined, requestId);
  return refuse('not_found');
}

async function writeIn(
  trx: Records,
  viewer: Viewer,
  wanted: WantedSecurity,
  requestId: string,
): Promise<SecurityAnswer | Refusal> {
  const { tenantId, personId } = viewer;
  await lockTenant(trx, tenantId);
  const before = await describeSecurity(trx, tenantId);
  if (before.version !== wanted.version) return refuse('settings_changed');
  const row = { settings: JSON.stringify(wanted.settings), version: before.version + 1 };
  await trx
    .insertInto('tenant_security')
    .values({ tenant_id: tenantId, ...row })
    .onConflict((conflict) => conflict.column('tenant_id').doUpdateSet(row))
    .execute();
  await writeAudit(trx, {
    tenantId,
    actorId: personId,
    action: 'security-settings.changed',
    detail: { before: JSON.stringify(before.settings), after: row.settings },
    requestId,
  });
  return { ...before, settings: wanted.settings, version: row.version };
}

/** The tenant's row, not its settings' (which may be missing): of two administrators at once the second sees the first one's values. */
export async function lockTenant(trx: Records, tenantId: string): Promise<void> {
  await trx.selectFrom('tenants').select('tenant_id').where('tenant_id', '=', tenantId).forNoKeyUpdate().execute();
}

/** Version 0: nobody has changed the guide's profile yet. */
export async function describeSecurity(records: Records, tenantId: string): Promise<SecurityAnswer> {
  const row = await records
    .selectFrom('people as p')
    .leftJoin('tenant_security as s', 's.tenant_id', 'p.tenant_id')
    .select(['s.settings', 's.version', 'p.status'])
    .where('p.tenant_id', '=', tenantId)
    .where('p.is_tenant_admin', '=', true)
    .executeTakeFirst();
  return {
    settings: securitySettingsOf(row?.settings),
    version: row?.version ?? 0,
    isBuiltInAdminOff: row?.status !== 'active',
  };
}
