import { groupsUpFrom } from '#domain/access/group-tree.ts';
import type { GroupTree } from '#domain/access/group-tree.ts';
import type { Records } from '../records/schema.ts';

export interface ScopeAsked {
  /** `all`: every group of the tenant. */
  readonly groupId: string;
  readonly below: '0' | '1';
  readonly personId?: string | undefined;
}

export interface ScopeGroup {
  readonly groupId: string;
  readonly code: string;
  readonly name: string;
  readonly parentGroupId: string | null;
  readonly isDeleted: boolean;
}

export interface ScopePerson {
  readonly personId: string;
  readonly employeeNumber: string;
  readonly name: string;
}

/** Whose days are looked at: those on which the person was in one of the groups. */
export interface Scope {
  /** Every group that the tenant has or had, by code. */
  readonly groups: readonly ScopeGroup[];
  readonly tree: GroupTree;
  /** Null: the whole tenant. */
  readonly group: ScopeGroup | null;
  readonly person: ScopePerson | null;
  /** Null: every group, also one that nobody remembers. */
  readonly groupIds: ReadonlySet<string> | null;
  /** 削除: nobody looks at their data any more (G:725-727). */
  readonly deletedIds: ReadonlySet<string>;
}

/** Undefined: the tenant has no such group or person, or the person is deleted. */
export async function readScope(records: Records, tenantId: string, asked: ScopeAsked): Promise<Scope | undefined> {
  const [groups, deleted, person] = await Promise.all([
    readAllGroups(records, tenantId),
    readDeleted(records, tenantId),
    asked.personId === undefined ? null : readPerson(records, tenantId, asked.personId),
  ]);
  const tree: GroupTree = new Map(groups.map((group) => [group.groupId, group.parentGroupId]));
  const group = groups.find((each) => each.groupId === asked.groupId) ?? null;
  if (person === undefined || (group === null && asked.groupId !== 'all')) return undefined;
  const groupIds =
    group === null ? null : new Set(asked.below === '1' ? idsBelow(group.groupId, groups, tree) : [group.groupId]);
  return { groups, tree, group, person, groupIds, deletedIds: new Set(deleted) };
}

/** A group and all below it, deleted ones too: their past days belong to the group above. */
export const idsBelow = (groupId: string, groups: readonly ScopeGroup[], tree: GroupTree): string[] =>
  groups.filter((each) => groupsUpFrom(each.groupId, tree).includes(groupId)).map((each) => each.groupId);

async function readAllGroups(records: Records, tenantId: string): Promise<ScopeGroup[]> {
  const rows = await records
    .selectFrom('groups')
    .select(['group_id', 'code', 'name', 'parent_group_id', 'status'])
    .where('tenant_id', '=', tenantId)
    .orderBy('code')
    .execute();
  return rows.map((row) => ({
    groupId: row.group_id,
    code: row.code,
    name: row.name,
    parentGroupId: row.parent_group_id,
    isDeleted: row.status !== 'active',
  }));
}

/** Ordered: sums are kept under them. */
export async function readDeleted(records: Records, tenantId: string): Promise<string[]> {
  const rows = await records
    .selectFrom('people')
    .select('person_id')
    .where('tenant_id', '=', tenantId)
    .where('status', 'not in', ['active', 'suspended'])
    .orderBy('person_id')
    .execute();
  return rows.map((row) => row.person_id);
}

const readPerson = (records: Records, tenantId: string, personId: string): Promise<ScopePerson | undefined> =>
  records
    .selectFrom('people')
    .select(['person_id as personId', 'employee_number as employeeNumber', 'name'])
    .where('tenant_id', '=', tenantId)
    .where('person_id', '=', personId)
    .where('status', 'in', ['active', 'suspended'])
    .where('is_tenant_admin', '=', false)
    .executeTakeFirst();
