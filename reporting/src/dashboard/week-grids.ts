import { createHash } from 'node:crypto';
import type { MonthSpan } from '#domain/dashboard/period.ts';
import type { Analytics } from '#platform/clickhouse.ts';
import { createKeyedCache } from './keyed-cache.ts';
import { readParts } from './month-sums.ts';
import { readGridsOfEveryone, readGridsOfPerson } from './queries.ts';

/** Of one group and weekday: sums by hour, and how many days that can be compared have at least each edge's 乖離. */
export interface GridRow {
  readonly groupId: string;
  readonly weekday: number;
  readonly worked: readonly number[];
  readonly pcActive: readonly number[];
  readonly deviating: readonly number[];
}

export interface GridsAsked {
  readonly tenantId: string;
  readonly spans: readonly MonthSpan[];
  readonly edges: readonly number[];
  readonly personId: string | undefined;
  readonly deletedIds: readonly string[];
}

export interface WeekGrids {
  read(asked: GridsAsked): Promise<GridRow[]>;
}

/** A group has seven rows of a month: these are 13 months of 2,000 groups. */
const MAX_ROWS = 200_000;

/** Weekday × hour by group and month, kept like the sums of people (month-sums.ts). One person's are read as they are asked for. */
export function createWeekGrids(analytics: Analytics): WeekGrids {
  const cache = createKeyedCache<GridRow[]>(MAX_ROWS, (rows) => rows.length);
  return {
    read: async ({ tenantId, spans, edges, personId, deletedIds }) => {
      const common = { tenantId, edges: [...edges] };
      const first = spans[0];
      const last = spans.at(-1);
      if (first === undefined || last === undefined) return [];
      if (personId !== undefined) {
        const span = { firstDate: first.from, lastDate: last.to };
        return analytics.query(readGridsOfPerson, { ...common, ...span, personId });
      }
      const partsOf = await readParts(analytics, spans, { weekStartWeekday: 0 });
      const deleted = createHash('sha256').update(deletedIds.join()).digest('base64url');
      const rows: GridRow[] = [];
      for (const span of spans) {
        const key = [tenantId, span.from, span.to, edges.join('/'), deleted].join();
        const params = { ...common, firstDate: span.from, lastDate: span.to, deletedIds: [...deletedIds] };
        rows.push(...(await cache.read(key, partsOf(span), () => analytics.query(readGridsOfEveryone, params))));
      }
      return rows;
    },
  };
}
