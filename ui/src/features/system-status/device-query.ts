import { DEVICE_SORTS, DEVICE_STATES, type DeviceState } from '#domain/contract/system-status.ts';

export type DeviceSort = (typeof DEVICE_SORTS)[number];
export interface DeviceQuery {
  readonly search: string;
  /** Empty: all. */
  readonly state: DeviceState | '';
  readonly sort: DeviceSort;
  readonly order: 'asc' | 'desc';
}
/** The longest silence first: that is what the list is opened for. */
export const FIRST_DEVICES: DeviceQuery = { search: '', state: '', sort: 'lastReceivedAt', order: 'asc' };

/** What the address of the list gets: only what narrows it. */
export const queryOf = ({ search, state, sort, order }: DeviceQuery) => ({
  ...(search.trim() === '' ? {} : { search: search.normalize('NFKC').trim().slice(0, 100) }),
  ...(state === '' ? {} : { state }),
  sort,
  order,
});

export function searchOf(query: DeviceQuery): string {
  const { sort, order, ...narrowing } = queryOf(query);
  const given = new URLSearchParams(narrowing);
  if (sort !== FIRST_DEVICES.sort) given.set('sort', sort);
  if (order !== FIRST_DEVICES.order) given.set('order', order);
  return given.size === 0 ? '' : `?${given}`;
}

/** The query of an address, which anybody may have typed: what it does not know is left out. */
export function queryFrom(search: string): DeviceQuery {
  const given = new URLSearchParams(search);
  return {
    search: (given.get('search') ?? '').slice(0, 100),
    state: DEVICE_STATES.find((each) => each === given.get('state')) ?? '',
    sort: DEVICE_SORTS.find((each) => each === given.get('sort')) ?? FIRST_DEVICES.sort,
    order: given.get('order') === 'desc' ? 'desc' : 'asc',
  };
}
