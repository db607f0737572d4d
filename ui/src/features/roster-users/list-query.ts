import { ROSTER_STATUSES, ROSTER_USER_SORTS, type RosterStatus } from '#domain/contract/roster.ts';

export type UserSort = (typeof ROSTER_USER_SORTS)[number];
export interface ListQuery {
  readonly search: string;
  /** Empty: all. */
  readonly group: string;
  readonly status: RosterStatus | '';
  readonly sort: UserSort;
  readonly order: 'asc' | 'desc';
}
export const FIRST_QUERY: ListQuery = { search: '', group: '', status: '', sort: 'loginId', order: 'asc' };

/** What the address of the list gets: only what narrows it. Wide letters and digits mean the narrow ones. */
export const queryOf = ({ search, group, status, sort, order }: ListQuery) => ({
  ...(search.trim() === '' ? {} : { search: search.normalize('NFKC').trim().slice(0, 100) }),
  ...(group === '' ? {} : { group }),
  ...(status === '' ? {} : { status }),
  sort,
  order,
});

/** The query in the address: nothing that stands there by itself, so that the whole list has the plain address. */
export function searchOf(query: ListQuery): string {
  const { sort, order, ...narrowing } = queryOf(query);
  const given = new URLSearchParams(narrowing);
  if (sort !== FIRST_QUERY.sort) given.set('sort', sort);
  if (order !== FIRST_QUERY.order) given.set('order', order);
  return given.size === 0 ? '' : `?${given}`;
}

/** The query of an address, which anybody may have typed: what it does not know is left out. */
export function queryFrom(search: string): ListQuery {
  const given = new URLSearchParams(search);
  const group = given.get('group') ?? '';
  return {
    search: (given.get('search') ?? '').slice(0, 100),
    group: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(group) ? group : '',
    status: ROSTER_STATUSES.find((each) => each === given.get('status')) ?? '',
    sort: ROSTER_USER_SORTS.find((each) => each === given.get('sort')) ?? FIRST_QUERY.sort,
    order: given.get('order') === 'desc' ? 'desc' : 'asc',
  };
}

/** Whether the list is narrowed: then nobody found is not an empty company. */
export const isNarrowed = (query: ListQuery): boolean =>
  query.search.trim() !== '' || query.group !== '' || query.status !== '';
