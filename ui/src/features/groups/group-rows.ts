import type { DayState } from '#domain/contract/computed-day.ts';
import type { VisibleGroup, VisiblePerson } from '#domain/contract/people.ts';
import { plain } from '../../base/plain.ts';

/** Today's state of a person for the list; `none`: no computed day yet. */
export type PersonState = DayState | 'none';
export const PERSON_STATES = [
  'working',
  'onBreak',
  'ended',
  'notStarted',
  'autoEnded',
  'none',
] as const satisfies readonly PersonState[];
export const stateOf = (person: VisiblePerson): PersonState => person.today?.dayState ?? 'none';

export interface GroupRows {
  readonly group: VisibleGroup;
  readonly people: readonly VisiblePerson[];
}

/** Groups in tree order with the people that match; a group without any is left out while something is searched. */
export function groupRows(
  answer: { readonly groups: readonly VisibleGroup[]; readonly people: readonly VisiblePerson[] },
  search: string,
  state: PersonState | 'all',
): GroupRows[] {
  const wanted = plain(search);
  const matches = (person: VisiblePerson): boolean =>
    (state === 'all' || stateOf(person) === state) &&
    [person.name, person.kana, person.employeeNumber].some((text) => plain(text).includes(wanted));
  const rows = answer.groups.map((group) => ({
    group,
    people: answer.people.filter((person) => person.groupId === group.groupId && matches(person)),
  }));
  return wanted === '' && state === 'all' ? rows : rows.filter((row) => row.people.length > 0);
}
