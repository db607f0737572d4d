import { sql } from 'kysely';
import type { z } from 'zod';
import { can } from '#domain/access/can.ts';
import type { MonitoringPolicy, saveMonitoringPolicy } from '#domain/contract/monitoring-policy.ts';
import type { Viewer } from '../access/viewer.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { writeRefusedAccess } from '../audit/write-refused-access.ts';
import { refuse } from '../http/refusal.ts';
import type { Refusal } from '../http/refusal.ts';
import type { Records } from '../records/schema.ts';
import { readPolicy } from './read-policy.ts';

type Wanted = z.output<NonNullable<(typeof saveMonitoringPolicy)['body']>>;

/** Writes the policy, or confirms it unchanged after a review: the audit keeps each wording, so that one knows what people were told when. */
export async function savePolicy(
  records: Records,
  viewer: Viewer,
  wanted: Wanted,
  requestId: string,
): Promise<MonitoringPolicy | Refusal> {
  const { tenantId, personId } = viewer;
  if (!can(viewer, 'settings.manage', { tenantId }, new Map())) {
    await writeRefusedAccess(records, viewer, 'settings.manage', undefined, requestId);
    return refuse('not_found');
  }
  return records.transaction().execute(async (trx) => {
    await lockTenant(trx, tenantId);
    const before = await readPolicy(trx, tenantId);
    if (before.version !== wanted.version) return refuse('settings_changed');
    const row = {
      version: before.version + 1,
      policy: JSON.stringify(wanted.text),
      saved_at: sql<Date>`clock_timestamp()`,
      saved_by: personId,
    };
    await trx
      .insertInto('monitoring_policies')
      .values({ tenant_id: tenantId, ...row })
      .onConflict((conflict) => conflict.column('tenant_id').doUpdateSet(row))
      .execute();
    await writeAudit(trx, {
      ...{ tenantId, actorId: personId, requestId },
      action: 'monitoring-policy.saved',
      detail: { version: row.version, ...wanted.text },
    });
    return readPolicy(trx, tenantId);
  });
}

const lockTenant = (trx: Records, tenantId: string): Promise<unknown> =>
  trx.selectFrom('tenants').select('tenant_id').where('tenant_id', '=', tenantId).forNoKeyUpdate().execute();
