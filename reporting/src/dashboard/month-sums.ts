import { DASHBOARD_FIGURES } from '#domain/contract/dashboard-figures.ts';
import type { DashboardFigure, FigureTotals } from '#domain/contract/dashboard-figures.ts';
import type { MonthSpan } from '#domain/dashboard/period.ts';
import { monthOf } from '#domain/time/calendar.ts';
import type { WorkDate } from '#domain/time/types.ts';
import { weekStartOf } from '#domain/legal/statutory-overtime.ts';
import type { Analytics } from '#platform/clickhouse.ts';
import { createKeyedCache } from './keyed-cache.ts';
import type { KeyedCache } from './keyed-cache.ts';
import { readMonthOvertime, readStamps } from './month-overtime.ts';
import type { MonthOvertime, WeekSettings } from './month-overtime.ts';
import { readPartNames, readPersonSums } from './queries.ts';

export const DAY_COUNTS = [
  'declaredDays',
  'leftOutDays',
  'provisionalDays',
  'holidayWorkDays',
  'pcDays',
  'deviatingDays',
] as const satisfies readonly (keyof FigureTotals)[];
export type DayCount = (typeof DAY_COUNTS)[number];

/** Sums of what of one month lies in a period: a row for each person in each of their groups, column by column. */
export interface MonthSums {
  readonly month: string;
  readonly personIds: readonly string[];
  readonly groupIds: readonly string[];
  /** Last date with a day, counted from 1970. */
  readonly lastDays: Int32Array;
  readonly counts: Readonly<Record<DayCount, Int32Array>>;
  readonly minutes: Readonly<Record<DashboardFigure, Int32Array>>;
  /** Of the declared days behind the person's 法定外残業: for the next reading of the same span. */
  readonly stamps: Float64Array;
}

export interface SumsAsked {
  readonly tenantId: string;
  readonly spans: readonly MonthSpan[];
  /** 乖離 above it is counted. */
  readonly threshold: number;
  readonly week: WeekSettings;
}

export interface MonthSumsStore {
  read(asked: SumsAsked): Promise<MonthSums[]>;
}

/** 10,000 people × 13 months are 130,000 rows, some 20 MB: room for the periods that are looked at, and bounded whatever is asked. */
const MAX_ROWS = 400_000;

/**
 * Sums by person and month, kept in memory for as long as the rows behind them are the same. They are nothing of their own: a changed part of the
 * table means that the month is summed again, so no answer is older than the table, whoever was killed when.
 */
export function createMonthSums(analytics: Analytics): MonthSumsStore {
  const cache: KeyedCache<MonthSums> = createKeyedCache(MAX_ROWS, (sums) => sums.personIds.length);
  return {
    read: async ({ tenantId, spans, threshold, week }) => {
      const partsOf = await readParts(analytics, spans, week);
      const result: MonthSums[] = [];
      // One after the other: the store has two lanes, and the other one is for everybody else.
      for (const span of spans) {
        const key = [
          tenantId,
          span.from,
          span.to,
          threshold,
          week.weekStartWeekday,
          week.statutoryHolidayWeekday,
        ].join();
        const load = (before: MonthSums | undefined) => loadSums(analytics, tenantId, span, threshold, week, before);
        result.push(await cache.read(key, partsOf(span), load));
      }
      return result;
    },
  };
}

/** The names of the parts that a span is made of, those of the week in which it begins too. */
export async function readParts(
  analytics: Analytics,
  spans: readonly MonthSpan[],
  week: Pick<WeekSettings, 'weekStartWeekday'>,
): Promise<(span: MonthSpan) => string> {
  const partitionsOf = (span: MonthSpan): string[] => [
    partitionOf(weekStartOf(span.from, week.weekStartWeekday)),
    partitionOf(span.to),
  ];
  const partitions = [...new Set(spans.flatMap(partitionsOf))];
  const rows = await analytics.query(readPartNames, { partitions });
  const namesOf = new Map(rows.map((row) => [row.partition, row.names]));
  return (span) =>
    partitionsOf(span)
      .map((partition) => namesOf.get(partition) ?? '')
      .join('|');
}

const partitionOf = (workDate: WorkDate): string => monthOf(workDate).replace('-', '');

async function loadSums(
  analytics: Analytics,
  tenantId: string,
  span: MonthSpan,
  threshold: number,
  week: WeekSettings,
  before: MonthSums | undefined,
): Promise<MonthSums> {
  const stamps = await readStamps(analytics, tenantId, span, week);
  const params = { tenantId, firstDate: span.from, lastDate: span.to, threshold };
  const [row] = await analytics.query(readPersonSums, params);
  if (row === undefined) throw new Error('an aggregate without keys has one row');
  const { personIds, groupIds, lastDays } = row;
  const known = { personIds: new Set(personIds), stamps, before: overtimeOf(before) };
  const overtime = await readMonthOvertime(analytics, tenantId, span, week, known);
  const statutory = personIds.map((personId, index) => overtime.get(personId)?.byGroup.get(groupIds[index] ?? '') ?? 0);
  return {
    month: span.month,
    personIds,
    groupIds: interned(groupIds),
    lastDays: Int32Array.from(lastDays),
    counts: columnsOf(DAY_COUNTS, (count) => row[count]),
    minutes: columnsOf(DASHBOARD_FIGURES, (figure) =>
      figure === 'statutoryOvertimeMinutes' ? statutory : row[figure],
    ),
    stamps: Float64Array.from(personIds, (personId) => overtime.get(personId)?.stamp ?? 0),
  };
}

/** What is kept of 法定外残業, by person again. */
function overtimeOf(sums: MonthSums | undefined): MonthOvertime {
  const people = new Map<string, { readonly stamp: number; readonly byGroup: Map<string, number> }>();
  for (const [index, personId] of (sums?.personIds ?? []).entries()) {
    const person = people.get(personId) ?? { stamp: sums?.stamps[index] ?? 0, byGroup: new Map<string, number>() };
    person.byGroup.set(sums?.groupIds[index] ?? '', sums?.minutes.statutoryOvertimeMinutes[index] ?? 0);
    people.set(personId, person);
  }
  return people;
}

const columnsOf = <K extends string>(names: readonly K[], valuesOf: (name: K) => readonly number[]) =>
  Object.fromEntries(names.map((name) => [name, Int32Array.from(valuesOf(name))])) as Record<K, Int32Array>;

/** Thousands of rows, a hundred groups: one text each. */
function interned(texts: readonly string[]): string[] {
  const known = new Map<string, string>();
  return texts.map((text) => {
    const same = known.get(text);
    if (same !== undefined) return same;
    known.set(text, text);
    return text;
  });
}
