export interface Sorting<Sort extends string = string> {
  readonly sort: Sort;
  readonly order: 'asc' | 'desc';
}

/** A second press on the same head turns the order round; another head begins at its beginning. */
export const sortedBy = <Query extends Sorting>(query: Query, sort: Query['sort']): Query => ({
  ...query,
  sort,
  order: query.sort === sort && query.order === 'asc' ? 'desc' : 'asc',
});
