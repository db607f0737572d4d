import { createHash } from 'node:crypto';
import type { MonthSpan } from '#domain/dashboard/period.ts';
import type { WorkDate } from '#domain/time/types.ts';
import type { Analytics } from '#platform/clickhouse.ts';
import type { GridRow } from './grid-row.ts';
import type { Moment } from './moments.ts';
import { createKeyedCache } from '../sums-cache/keyed-cache.ts';
import { readGridsOfEveryone, readGridsOfPerson, readSpanStamp } from './queries.ts';
import { piecesOf, readParts } from '../sums-cache/span-parts.ts';

export interface GridsAsked {
  readonly tenantId: string;
  readonly spans: readonly MonthSpan[];
  /** The first date of the week that runs (month-sums.ts). */
  readonly liveFrom: WorkDate;
  readonly edges: readonly number[];
  readonly personId: string | undefined;
  readonly deletedIds: readonly string[];
}

export interface WeekGrids {
  /** As of the sums of people (month-sums.ts). */
  read(asked: GridsAsked, use?: { readonly moment?: Moment | undefined; readonly into?: Moment }): Promise<GridRow[]>;
}

/** A group has seven rows of a month: these are 13 months of 2,000 groups. */
const MAX_ROWS = 200_000;

interface StampedGrids {
  readonly stamp: string;
  readonly rows: readonly GridRow[];
}

/** Weekday × hour by group and month, kept like the sums of people (month-sums.ts). One person's are read as they are asked for. */
export function createWeekGrids(analytics: Analytics): WeekGrids {
  const cache = createKeyedCache<StampedGrids>(MAX_ROWS, ({ rows }) => rows.length);
  return {
    read: async ({ tenantId, spans, liveFrom, edges, personId, deletedIds }, { moment, into } = {}) => {
      const common = { tenantId, edges: [...edges] };
      const first = spans[0];
      const last = spans.at(-1);
      if (first === undefined || last === undefined) return [];
      if (personId !== undefined) {
        const span = { firstDate: first.from, lastDate: last.to };
        return analytics.query(readGridsOfPerson, { ...common, ...span, personId });
      }
      let parts: ReturnType<typeof readParts> | undefined;
      const deleted = createHash('sha256').update(deletedIds.join()).digest('base64url');
      const rows: GridRow[] = [];
      for (const span of spans.flatMap((each) => piecesOf(each, liveFrom))) {
        const key = [tenantId, span.from, span.to, edges.join('/'), deleted].join();
        const params = { ...common, firstDate: span.from, lastDate: span.to, deletedIds: [...deletedIds] };
        const known = moment?.grids.get(key);
        if (known !== undefined) {
          rows.push(...known);
          continue;
        }
        parts ??= readParts(analytics, 'computed_days_v1', spans);
        const grids = await cache.read(key, (await parts)(span), (before) =>
          loadGrids(analytics, params, span.from >= liveFrom, before),
        );
        into?.grids.set(key, grids.rows);
        rows.push(...grids.rows);
      }
      return rows;
    },
  };
}

/**
 * `isLive`: the running week changes with every change of the names; nothing is asked first. Otherwise the stamp is read before the rows: what comes in
 * between is noticed by the next reader.
 */
async function loadGrids(
  analytics: Analytics,
  params: (typeof readGridsOfEveryone)['params']['_input'],
  isLive: boolean,
  before: StampedGrids | undefined,
): Promise<StampedGrids> {
  if (isLive) return { stamp: '', rows: await analytics.query(readGridsOfEveryone, params) };
  const [row] = await analytics.query(readSpanStamp, params);
  const stamp = row?.stamp ?? '';
  if (before?.stamp === stamp) return before;
  return { stamp, rows: await analytics.query(readGridsOfEveryone, params) };
}
