import type { ROSTER_USER_SORTS, RosterStatus } from '#domain/contract/roster.ts';

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

/** A second press on the same head turns the order round; another head begins at its beginning. */
export const sortedBy = (query: ListQuery, sort: UserSort): ListQuery => ({
  ...query,
  sort,
  order: query.sort === sort && query.order === 'asc' ? 'desc' : 'asc',
});

/** What the address of the list gets: only what narrows it. Wide letters and digits mean the narrow ones. */
export const queryOf = ({ search, group, status, sort, order }: ListQuery) => ({
  ...(search.trim() === '' ? {} : { search: search.normalize('NFKC').trim().slice(0, 100) }),
  ...(group === '' ? {} : { group }),
  ...(status === '' ? {} : { status }),
  sort,
  order,
});

/** Whether the list is narrowed: then nobody found is not an empty company. */
export const isNarrowed = (query: ListQuery): boolean =>
  query.search.trim() !== '' || query.group !== '' || query.status !== '';
