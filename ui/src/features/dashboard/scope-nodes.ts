import type { DashboardFrame, DashboardPeople } from '#domain/contract/dashboard.ts';
import type { Messages } from '../../messages/ja.ts';
import type { DashboardView } from './view-query.ts';

/** A node of the organisation: the tenant, a group, or a person of the chosen group. */
export interface ScopeNode {
  readonly id: string;
  readonly parentId: string | null;
  readonly name: string;
  readonly kind: 'group' | 'person' | 'more';
  /** People of a group itself. */
  readonly count: number | undefined;
}

const PERSON = 'person:';
const idOfPerson = (personId: string): string => `${PERSON}${personId}`;
export const personIdOf = (node: ScopeNode): string | undefined =>
  node.kind === 'person' ? node.id.slice(PERSON.length) : undefined;
export const selectedIdOf = ({ groupId, personId }: Pick<DashboardView, 'groupId' | 'personId'>): string =>
  personId === undefined ? groupId : idOfPerson(personId);

interface Named {
  readonly personId: string;
  readonly name: string;
}
/** The tenant, its groups, and below the chosen one its people, so that the way down ends at the person. */
export function scopeNodes(
  groups: DashboardFrame['groups'],
  chosen: { groupId: string; members: DashboardPeople | undefined; person: Named | null },
  m: Messages,
): ScopeNode[] {
  const everyone = groups.reduce((sum, group) => sum + group.people, 0);
  const all: ScopeNode = { id: 'all', parentId: null, name: m.dashboard.wholeTenant, kind: 'group', count: everyone };
  const nodes = groups.map((group): ScopeNode => {
    const name = group.isDeleted ? m.dashboard.deletedGroup(group.name) : group.name;
    return { id: group.groupId, parentId: group.parentGroupId ?? 'all', name, kind: 'group', count: group.people };
  });
  return [all, ...nodes, ...peopleNodes(chosen, m)];
}

function peopleNodes(
  { groupId, members, person }: { groupId: string; members: DashboardPeople | undefined; person: Named | null },
  m: Messages,
): ScopeNode[] {
  const node = ({ personId, name }: Named): ScopeNode => {
    return { id: idOfPerson(personId), parentId: groupId, name, kind: 'person', count: undefined };
  };
  const listed = members?.group?.groupId === groupId ? members.people : [];
  const isListed = person === null || listed.some((each) => each.personId === person.personId);
  const rows = [...listed, ...(isListed ? [] : [person])].map(node);
  const left = listed.length === 0 ? 0 : (members?.total ?? 0) - listed.length;
  const more = m.dashboard.morePeople(left.toLocaleString('en-US'));
  return left > 0 ? [...rows, { id: 'more', parentId: groupId, name: more, kind: 'more', count: undefined }] : rows;
}
