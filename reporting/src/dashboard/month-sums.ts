import type { MonthSpan } from '#domain/dashboard/period.ts';
import type { WorkDate } from '#domain/time/types.ts';
import type { Analytics } from '#platform/clickhouse.ts';
import { createKeyedCache } from '../sums-cache/keyed-cache.ts';
import type { KeyedCache } from '../sums-cache/keyed-cache.ts';
import type { Moment } from './moments.ts';
import { loadSums } from './load-sums.ts';
import type { StampedSums } from './load-sums.ts';
import type { WeekSettings } from './month-overtime.ts';
import { createNumbering } from './numbering.ts';
import type { Names } from './numbering.ts';
import { sumsByColumn } from './sum-columns.ts';
import type { MonthSums } from './sum-columns.ts';
import { piecesOf, readParts } from '../sums-cache/span-parts.ts';

export interface SumsAsked {
  readonly tenantId: string;
  readonly spans: readonly MonthSpan[];
  /** The first date of the week that runs: from it on everybody's days change all the time. */
  readonly liveFrom: WorkDate;
  /** 乖離 above it is counted. */
  readonly threshold: number;
  readonly week: WeekSettings;
}

export interface MonthSumsStore {
  /** `moment`: what it has is taken from there; `into`: what was read is put there. */
  read(asked: SumsAsked, use?: { readonly moment?: Moment | undefined; readonly into?: Moment }): Promise<MonthSums[]>;
}

/** 10,000 people × 13 months are 130,000 rows, some 15 MB: room for the periods that are looked at, and bounded whatever is asked. */
const MAX_ROWS = 400_000;

/**
 * Sums by person and month, kept in memory for as long as the rows behind them are the same. They are nothing of their own: a changed part of the
 * table means that the people whose days changed are summed again, so no answer is older than the table, whoever was killed when.
 */
export function createMonthSums(analytics: Analytics): MonthSumsStore {
  const cache: KeyedCache<StampedSums> = createKeyedCache(MAX_ROWS, (sums) => sums.people.length);
  const names: Names = { people: createNumbering(), groups: createNumbering() };
  return {
    read: async ({ tenantId, spans, liveFrom, threshold, week }, { moment, into } = {}) => {
      let parts: ReturnType<typeof readParts> | undefined;
      const ofPiece = async (piece: MonthSpan): Promise<MonthSums> => {
        const settings = [threshold, week.weekStartWeekday, week.statutoryHolidayWeekday];
        const key = [tenantId, piece.from, piece.to, ...settings].join();
        const known = moment?.sums.get(key);
        if (known !== undefined) return known;
        parts ??= readParts(analytics, 'computed_days_v1', spans, week.weekStartWeekday);
        const sums = await cache.read(key, (await parts)(piece), (before) =>
          loadSums(analytics, { tenantId, span: piece, threshold, week, names }, before),
        );
        into?.sums.set(key, sums);
        return sums;
      };
      const result: MonthSums[] = [];
      // One after the other: the store has two lanes, and the other one is for everybody else.
      for (const span of spans) {
        const pieces: MonthSums[] = [];
        for (const piece of piecesOf(span, liveFrom)) pieces.push(await ofPiece(piece));
        result.push(joinPieces(pieces));
      }
      return result;
    },
  };
}

/** The rows of all pieces, one after the other: whoever folds them adds. */
export function joinPieces(pieces: readonly MonthSums[]): MonthSums {
  const [first] = pieces;
  if (first === undefined) throw new RangeError('a month has a piece');
  if (pieces.length === 1) return first;
  return sumsByColumn(first, (columnOf) => {
    const joined = new Int32Array(pieces.reduce((rows, piece) => rows + piece.people.length, 0));
    let at = 0;
    for (const piece of pieces) {
      joined.set(columnOf(piece), at);
      at += piece.people.length;
    }
    return joined;
  });
}
