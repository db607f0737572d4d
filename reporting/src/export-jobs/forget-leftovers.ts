import type { Records } from '../records/schema.ts';
import type { ExportFolder } from './export-folder.ts';

export interface LeftoverDeps {
  readonly records: Records;
  readonly exportFolder: ExportFolder;
}

/**
 * Removes what no job holds any more: parts of attempts that died, of cancelled jobs, and files that have given way. The folder is listed before the
 * rows are read: a lease is in its row before its file is in the folder, so a file that was seen and has no row is nobody's.
 */
export async function forgetLeftovers({ records, exportFolder }: LeftoverDeps, tenantId: string): Promise<void> {
  const there = await exportFolder.leases(tenantId);
  if (there.length === 0) return;
  const held = await records
    .selectFrom('export_jobs')
    .select('lease_id')
    .where('tenant_id', '=', tenantId)
    .where('lease_id', 'is not', null)
    .where('state', 'in', ['running', 'done'])
    .where('is_file_gone', '=', false)
    .execute();
  const wanted = new Set(held.map((row) => row.lease_id));
  for (const leaseId of there) if (!wanted.has(leaseId)) await exportFolder.remove(tenantId, leaseId);
}

/** After a start: whatever the process of before has left in any tenant. Folders of other names, or of tenants of another store, are not ours. */
export async function forgetAllLeftovers(deps: LeftoverDeps): Promise<void> {
  const there = new Set(await deps.exportFolder.tenants());
  const tenants = await deps.records.selectFrom('tenants').select('tenant_id').execute();
  for (const { tenant_id: tenantId } of tenants) if (there.has(tenantId)) await forgetLeftovers(deps, tenantId);
}
