import { sql } from 'kysely';
import { can } from '#domain/access/can.ts';
import { groupsUpFrom } from '#domain/access/group-tree.ts';
import type { GroupTree } from '#domain/access/group-tree.ts';
import { MAX_GROUP_ROWS } from '#domain/contract/legal.ts';
import type { PersonRules } from '#domain/contract/work-rules.ts';
import type { UnixMinute, WorkDate } from '#domain/time/types.ts';
import { assignmentOn, workDateOf } from '#domain/time/work-date.ts';
import { readPersonRules } from '#sql/person-rules.ts';
import type { Records } from '../records/schema.ts';
import { orderGroups } from './order-groups.ts';
import { coveredGroupsOf } from './viewer.ts';
import type { Viewer } from './viewer.ts';

export interface GroupMember {
  readonly personId: string;
  readonly employeeNumber: string;
  readonly name: string;
  /** Of today. */
  readonly groupId: string;
  /** The work date that runs now for this person. */
  readonly workDate: WorkDate;
  readonly rules: PersonRules;
}

export interface GroupMembers {
  /** Null: all groups of the viewer. */
  readonly group: { readonly groupId: string; readonly code: string; readonly name: string } | null;
  /** All of them; `people` holds the first MAX_GROUP_ROWS. */
  readonly total: number;
  readonly people: readonly GroupMember[];
  /** For sums. */
  readonly everyone: readonly GroupMember[];
}

export interface GroupAsked {
  /** `mine`: every group that the viewer may look into. */
  readonly groupId: string;
  readonly withBelow: boolean;
}

/**
 * The people who are in a group today, and on wish in the groups below it: in tree order, within a group by employee number. Undefined: there is no
 * such group, or it is not the viewer's to see (`group-status.view`).
 */
export async function readGroupMembers(
  records: Records,
  viewer: Viewer,
  { groupId, withBelow }: GroupAsked,
  nowMinute: UnixMinute,
): Promise<GroupMembers | undefined> {
  const { tenantId } = viewer;
  const rows = await records
    .selectFrom('groups')
    .select(['group_id', 'code', 'name', 'parent_group_id'])
    .where('tenant_id', '=', tenantId)
    .where('status', '=', 'active')
    .execute();
  const tree: GroupTree = new Map(rows.map((row) => [row.group_id, row.parent_group_id]));
  const chosen = chooseGroups(viewer, rows, tree, { groupId, withBelow });
  if (chosen === undefined) return undefined;
  const ordered = orderGroups(rows, new Set(chosen.groupIds)).map((group) => group.groupId);
  const people = await placeInGroups(records, tenantId, ordered, nowMinute);
  return {
    group: chosen.group,
    total: people.length,
    people: people.slice(0, MAX_GROUP_ROWS),
    everyone: people,
  };
}

interface GroupRow {
  readonly group_id: string;
  readonly code: string;
  readonly name: string;
  readonly parent_group_id: string | null;
}

function chooseGroups(
  viewer: Viewer,
  rows: readonly GroupRow[],
  tree: GroupTree,
  { groupId, withBelow }: GroupAsked,
): { group: GroupMembers['group']; groupIds: string[] } | undefined {
  if (groupId === 'mine') {
    const groupIds = coveredGroupsOf(viewer, tree);
    return groupIds.length === 0 ? undefined : { group: null, groupIds };
  }
  const asked = rows.find((row) => row.group_id === groupId);
  if (asked === undefined || !can(viewer, 'group-status.view', { tenantId: viewer.tenantId, groupId }, tree))
    return undefined;
  const below = rows.filter((row) => groupsUpFrom(row.group_id, tree).includes(groupId)).map((row) => row.group_id);
  return { group: { groupId, code: asked.code, name: asked.name }, groupIds: withBelow ? below : [groupId] };
}

async function placeInGroups(
  records: Records,
  tenantId: string,
  groupIds: readonly string[],
  nowMinute: UnixMinute,
): Promise<GroupMember[]> {
  const rows = await readPeopleEverIn(records, tenantId, groupIds);
  const rulesOf = await readPersonRules(
    records,
    tenantId,
    rows.map((row) => row.person_id),
  );
  const position = new Map(groupIds.map((groupId, index) => [groupId, index]));
  return rows
    .flatMap((row) => {
      const rules = rulesOf.get(row.person_id);
      if (rules === undefined) return [];
      const workDate = workDateOf(nowMinute, rules);
      const { groupId } = assignmentOn(rules, workDate);
      if (!position.has(groupId)) return [];
      const { person_id: personId, employee_number: employeeNumber, name } = row;
      return [{ personId, employeeNumber, name, groupId, workDate, rules }];
    })
    .sort((a, b) => (position.get(a.groupId) ?? 0) - (position.get(b.groupId) ?? 0));
}

/** Not deleted, and ever in one of the groups; which group holds today is a rule of the domain. */
const readPeopleEverIn = (records: Records, tenantId: string, groupIds: readonly string[]) =>
  records
    .selectFrom('people as p')
    .select(['p.person_id', 'p.name', 'p.employee_number'])
    .where('p.tenant_id', '=', tenantId)
    .where('p.status', 'in', ['active', 'suspended'])
    .where(
      sql<boolean>`EXISTS (SELECT 1 FROM assignments a WHERE a.tenant_id = p.tenant_id AND a.person_id = p.person_id
        AND a.group_id = ANY(${[...groupIds]}::uuid[]))`,
    )
    .orderBy('p.employee_number')
    .orderBy('p.login_id')
    .execute();
