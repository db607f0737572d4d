import {
  PRESENCE_STATES,
  type PersonStatus,
  type PresenceState,
  type StatusGroup,
} from '#domain/contract/group-status.ts';
import { plain } from '../../base/plain.ts';
import type { TreeNode } from '../../components/tree-rows.ts';

/** Which people are shown; `mine`: of every group that the viewer may see. */
export const ALL_GROUPS = 'mine';

export const countStates = (people: readonly PersonStatus[]): { state: PresenceState; count: number }[] =>
  PRESENCE_STATES.map((state) => ({ state, count: people.filter((person) => person.presence === state).length }));

/** In the order in which they came: a changed state never moves a row. */
export function filterPeople(
  people: readonly PersonStatus[],
  state: PresenceState | 'all',
  search: string,
): readonly PersonStatus[] {
  const wanted = plain(search);
  return people.filter(
    (person) =>
      (state === 'all' || person.presence === state) &&
      [person.name, person.employeeNumber].some((text) => plain(text).includes(wanted)),
  );
}

/** A changed row in the place of the old one; of somebody who is not in the list: nothing. */
export const replacePerson = (people: readonly PersonStatus[], changed: PersonStatus): PersonStatus[] =>
  people.map((person) => (person.personId === changed.personId ? changed : person));

export interface GroupNode extends TreeNode {
  readonly count: number | undefined;
}

/** The tree to choose from; where there are several groups, all of them stand above. */
export function groupNodes(groups: readonly StatusGroup[], allName: string): GroupNode[] {
  const nodes = groups.map((group) => ({
    id: group.groupId,
    parentId: group.parentGroupId,
    name: group.name,
    count: group.people,
  }));
  if (groups.length < 2) return nodes;
  const count = groups.reduce((sum, group) => sum + group.people, 0);
  return [{ id: ALL_GROUPS, parentId: null, name: allName, count }, ...nodes];
}
