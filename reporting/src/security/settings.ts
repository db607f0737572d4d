import { can } from '#domain/access/can.ts';
import type { SecuritySettings } from '#domain/contract/security.ts';
import type { Viewer } from '../access/viewer.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { writeRefusedAccess } from '../audit/write-refused-access.ts';
import { loadSecuritySettings } from '../credentials/security-settings.ts';
import { refuse } from '../http/refusal.ts';
import type { Refusal } from '../http/refusal.ts';
import type { Records } from '../records/schema.ts';

interface SettingsAnswer {
  readonly settings: SecuritySettings;
}

const mayManage = (viewer: Viewer): boolean => can(viewer, 'security.manage', { tenantId: viewer.tenantId }, new Map());

export async function readSettings(
  records: Records,
  viewer: Viewer,
  requestId: string,
): Promise<SettingsAnswer | Refusal> {
  if (mayManage(viewer)) return { settings: await loadSecuritySettings(records, viewer.tenantId) };
  await writeRefusedAccess(records, viewer, 'security.manage', undefined, requestId);
  return refuse('not_found');
}

/** [更新] of the guide's chapter 6. Nobody is thrown out: rules of passwords hold from the next sign-in or change, of locks at once. */
export async function writeSettings(
  records: Records,
  viewer: Viewer,
  settings: SecuritySettings,
  requestId: string,
): Promise<SettingsAnswer | Refusal> {
  if (!mayManage(viewer)) {
    await writeRefusedAccess(records, viewer, 'security.manage', undefined, requestId);
    return refuse('not_found');
  }
  const { tenantId, personId } = viewer;
  await records.transaction().execute(async (trx) => {
    // The tenant's row, not its settings' (which may be missing): of two administrators at once the second sees the first one's values.
    await trx.selectFrom('tenants').select('tenant_id').where('tenant_id', '=', tenantId).forNoKeyUpdate().execute();
    const before = await loadSecuritySettings(trx, tenantId);
    const row = { tenant_id: tenantId, settings: JSON.stringify(settings) };
    await trx
      .insertInto('tenant_security')
      .values(row)
      .onConflict((conflict) => conflict.column('tenant_id').doUpdateSet({ settings: row.settings }))
      .execute();
    await writeAudit(trx, {
      tenantId,
      actorId: personId,
      action: 'security-settings.changed',
      detail: { before: JSON.stringify(before), after: row.settings },
      requestId,
    });
  });
  return { settings };
}
