import type { UnixMinute, WorkDate } from '#domain/time/types.ts';

/** A person of a tenant. */
export interface PersonKey {
  tenantId: string;
  personId: string;
}

/** A person and work date: what is computed as one. */
export interface DayKey extends PersonKey {
  workDate: WorkDate;
}

/** Runs of minutes that came in, each [first, one after the last]. */
export interface CameIn {
  active: [UnixMinute, UnixMinute][];
  awake: [UnixMinute, UnixMinute][];
}

/** Days of a person that are to be computed because minutes came in or the clock went on; `minutes` as in the contract of DAYS. */
export interface TouchedPerson extends PersonKey {
  workDates: readonly WorkDate[];
  minutes?: CameIn | undefined;
}

/** Ids are UUIDs, so a space never occurs in one. */
export const personText = (key: PersonKey): string => `${key.tenantId} ${key.personId}`;
export const dayText = (key: DayKey): string => `${key.tenantId} ${key.personId} ${key.workDate}`;

/** Each key once. */
export function distinctDays(keys: readonly DayKey[]): DayKey[] {
  return [...new Map(keys.map((key) => [dayText(key), key])).values()];
}
