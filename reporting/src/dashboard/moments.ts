import type { GridRow } from './grid-row.ts';
import type { MonthSums } from './sum-columns.ts';

/** The sums of a tenant as they were at one moment, by the keys of the stores that made them. */
export interface Moment {
  /** The clock of the portal right before anything was read. */
  readonly asOfMs: number;
  readonly sums: Map<string, MonthSums>;
  readonly grids: Map<string, readonly GridRow[]>;
}

export interface Moments {
  /** Undefined: everything is read as it is now. */
  current(tenantId: string): Moment | undefined;
  put(tenantId: string, moment: Moment): void;
}

/** From so many people in a month on: fewer are summed faster than anybody notices. */
const MIN_PEOPLE = 2_000;
/** Older ones are not shown. */
const MAX_AGE_MS = 120_000;

/**
 * Of a large company everybody's days change every minute, and summing a running week takes longer than a page may. So the page is answered as of the last
 * time that all of it was summed (warm-dashboards.ts), every part of it as of the same moment, and says which.
 */
export function createMoments(minPeople = MIN_PEOPLE, clock: () => number = () => performance.now()): Moments {
  const kept = new Map<string, { readonly moment: Moment; readonly at: number }>();
  return {
    current: (tenantId) => {
      const known = kept.get(tenantId);
      return known !== undefined && clock() - known.at <= MAX_AGE_MS ? known.moment : undefined;
    },
    put: (tenantId, moment) => {
      const people = Math.max(0, ...[...moment.sums.values()].map((sums) => sums.people.length));
      if (people >= minPeople) kept.set(tenantId, { moment, at: clock() });
      else kept.delete(tenantId);
    },
  };
}
