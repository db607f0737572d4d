import { sql } from 'kysely';
import type { z } from 'zod';
import { can } from '#domain/access/can.ts';
import type { Retention, RetentionSettings, saveRetention } from '#domain/contract/retention.ts';
import type { Viewer } from '../access/viewer.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { writeRefusedAccess } from '../audit/write-refused-access.ts';
import { refuse } from '../http/refusal.ts';
import type { Refusal } from '../http/refusal.ts';
import type { Records } from '../records/schema.ts';
import { readRetentions, readRuns } from '../records/read-retentions.ts';

type Wanted = z.output<NonNullable<(typeof saveRetention)['body']>>;

async function refuseUnlessManager(records: Records, viewer: Viewer, requestId: string): Promise<Refusal | undefined> {
  if (can(viewer, 'settings.manage', { tenantId: viewer.tenantId }, new Map())) return undefined;
  await writeRefusedAccess(records, viewer, 'settings.manage', undefined, requestId);
  return refuse('not_found');
}

export const readRetention = async (
  records: Records,
  viewer: Viewer,
  requestId: string,
): Promise<Retention | Refusal> =>
  (await refuseUnlessManager(records, viewer, requestId)) ?? describe(records, viewer.tenantId);

/** The slower of two administrators is refused; a hold and its end are in the audit with the reason. */
export async function saveRetentionSettings(
  records: Records,
  viewer: Viewer,
  { settings, version }: Wanted,
  requestId: string,
): Promise<Retention | Refusal> {
  const { tenantId, personId } = viewer;
  const refusal = await refuseUnlessManager(records, viewer, requestId);
  if (refusal !== undefined) return refusal;
  return records.transaction().execute(async (trx) => {
    await trx.selectFrom('tenants').select('tenant_id').where('tenant_id', '=', tenantId).forUpdate().execute();
    const [before] = await readRetentions(trx, tenantId);
    if (before?.version !== version) return refuse('settings_changed');
    const row = { settings: JSON.stringify(settings), version: version + 1, saved_by: personId };
    await trx
      .insertInto('retention_settings')
      .values({ tenant_id: tenantId, ...row })
      .onConflict((at) => at.column('tenant_id').doUpdateSet({ ...row, saved_at: sql<Date>`now()` }))
      .execute();
    const detail = differences(flat(before.settings), flat(settings));
    await writeAudit(trx, { tenantId, actorId: personId, action: 'retention.changed', detail, requestId });
    return describe(trx, tenantId);
  });
}

async function describe(records: Records, tenantId: string): Promise<Retention> {
  const [retention] = await readRetentions(records, tenantId);
  if (retention === undefined) throw new TypeError('a viewer without a tenant');
  return { settings: retention.settings, version: retention.version, ...(await readRuns(records, tenantId)) };
}

const flat = ({ days, ...rest }: RetentionSettings): Record<string, string | number | boolean> => ({
  ...days,
  ...rest,
});

/** What changes, before and after. */
function differences(before: Record<string, string | number | boolean>, after: typeof before): typeof before {
  const names = Object.keys(after).filter((name) => before[name] !== after[name]);
  return Object.fromEntries(
    names.flatMap((name) => [
      [`${name}.before`, before[name] ?? ''],
      [`${name}.after`, after[name] ?? ''],
    ]),
  );
}
