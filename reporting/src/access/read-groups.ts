import type { Records } from '../records/schema.ts';

export interface GroupRow {
  readonly group_id: string;
  readonly code: string;
  readonly name: string;
  readonly parent_group_id: string | null;
}

/** The tenant's groups that have not been deleted, by code. */
export const readGroups = (records: Records, tenantId: string): Promise<GroupRow[]> =>
  records
    .selectFrom('groups')
    .select(['group_id', 'code', 'name', 'parent_group_id'])
    .where('tenant_id', '=', tenantId)
    .where('status', '=', 'active')
    .orderBy('code')
    .execute();
