import type { Display } from '#domain/contract/session.ts';
import type { Viewer } from '../access/viewer.ts';
import type { Records } from '../records/schema.ts';

/** Nobody else sees it and nothing is counted by it, so it leaves no entry in the audit log. */
export async function saveDisplay(records: Records, viewer: Viewer, display: Display): Promise<Display> {
  await records
    .updateTable('people')
    .set(display)
    .where('tenant_id', '=', viewer.tenantId)
    .where('person_id', '=', viewer.personId)
    .execute();
  return display;
}
