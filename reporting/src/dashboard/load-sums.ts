import { DASHBOARD_FIGURES } from '#domain/contract/dashboard-figures.ts';
import type { MonthSpan } from '#domain/dashboard/period.ts';
import type { Analytics } from '#platform/clickhouse.ts';
import type { z } from 'zod';
import { columnsOf, DAY_COUNTS, sumsByColumn } from './sum-columns.ts';
import type { MonthSums } from './sum-columns.ts';
import { readMonthOvertime, readStamps } from './month-overtime.ts';
import type { Stamps, WeekSettings } from './month-overtime.ts';
import type { Names } from './numbering.ts';
import { MAX_LISTED, readSumsOfEveryone, readSumsOfSome } from './queries.ts';

/** Sums with what they were made of: for the next reading of the same span. */
export interface StampedSums extends MonthSums {
  readonly stamps: Stamps;
}

interface PieceAsked {
  readonly tenantId: string;
  readonly span: MonthSpan;
  readonly threshold: number;
  readonly week: WeekSettings;
  readonly names: Names;
}

type SumsRow = z.output<typeof readSumsOfEveryone.row>;

/** Whose days changed is summed again; everyone else keeps their rows of `before`. */
export async function loadSums(
  analytics: Analytics,
  asked: PieceAsked,
  before: StampedSums | undefined,
): Promise<StampedSums> {
  const { tenantId, span, threshold, names } = asked;
  const stamps = await readStamps(analytics, asked);
  const changed = changedPlaces(stamps.days, before?.stamps.days);
  if (before !== undefined && changed.length === 0) return { ...before, stamps };
  const listed =
    before === undefined || changed.length > MAX_LISTED ? [] : changed.map((place) => names.people.texts[place] ?? '');
  const judged = new Set(changedPlaces(stamps.declared, before?.stamps.declared));
  const [[row], overtime] = await Promise.all([
    analytics.query(listed.length === 0 ? readSumsOfEveryone : readSumsOfSome, {
      ...{ tenantId, firstDate: span.from, lastDate: span.to, threshold },
      personIds: listed,
    }),
    readMonthOvertime(analytics, asked, judged),
  ]);
  if (row === undefined) throw new Error('an aggregate without keys has one row');
  const read = toColumns(row, asked);
  const statutoryOvertimeMinutes = overtimeOfRows(read, judged, overtime, before);
  const fresh = { ...read, minutes: { ...read.minutes, statutoryOvertimeMinutes } };
  const sums = listed.length === 0 || before === undefined ? fresh : exchangeRows(before, fresh, new Set(changed));
  return { ...sums, stamps };
}

function toColumns(row: SumsRow, { span, names }: PieceAsked): MonthSums {
  const places = (texts: readonly string[], of: Names['people']) => Int32Array.from(texts, (text) => of.placeOf(text));
  return {
    ...{ month: span.month, names },
    people: places(row.personIds, names.people),
    groups: places(row.groupIds, names.groups),
    lastDays: Int32Array.from(row.lastDays),
    counts: columnsOf(DAY_COUNTS, (count) => Int32Array.from(row[count])),
    minutes: columnsOf(DASHBOARD_FIGURES, (figure) =>
      Int32Array.from(figure === 'statutoryOvertimeMinutes' ? row.personIds.map(() => 0) : row[figure]),
    ),
  };
}

/** Places with another stamp than before, those of people without any day now, too. */
function changedPlaces(now: Float64Array, before: Float64Array | undefined): number[] {
  const changed: number[] = [];
  for (let place = 0; place < now.length; place += 1) {
    const [stamp, known] = [now[place] ?? NaN, before?.[place] ?? NaN];
    if (!Object.is(stamp, known)) changed.push(place);
  }
  return changed;
}

/** 法定外残業 of the rows: people whose declared days did not change keep theirs. */
function overtimeOfRows(
  rows: MonthSums,
  judged: ReadonlySet<number>,
  overtime: Awaited<ReturnType<typeof readMonthOvertime>>,
  before: StampedSums | undefined,
): Int32Array {
  const kept = before === undefined ? new Map<string, number>() : overtimeOf(before);
  return rows.people.map((person, row) => {
    const group = rows.groups[row] ?? 0;
    return (judged.has(person) ? overtime.get(person)?.get(group) : kept.get(`${person} ${group}`)) ?? 0;
  });
}

function overtimeOf({ people, groups, minutes }: MonthSums): Map<string, number> {
  const overtime = new Map<string, number>();
  for (const [row, person] of people.entries())
    overtime.set(`${person} ${groups[row] ?? 0}`, minutes.statutoryOvertimeMinutes[row] ?? 0);
  return overtime;
}

/** The rows of `before` without those of some people, and the new rows of these. */
function exchangeRows(before: MonthSums, fresh: MonthSums, people: ReadonlySet<number>): MonthSums {
  const kept: number[] = [];
  for (const [row, person] of before.people.entries()) if (!people.has(person)) kept.push(row);
  return sumsByColumn(before, (columnOf) => {
    const [old, added] = [columnOf(before), columnOf(fresh)];
    const column = new Int32Array(kept.length + added.length);
    for (const [at, row] of kept.entries()) column[at] = old[row] ?? 0;
    column.set(added, kept.length);
    return column;
  });
}
