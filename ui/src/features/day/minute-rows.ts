import type { DayAnswer } from '#domain/contract/months.ts';
import { INPUT_COUNT_NAMES, type InputCounts } from '#domain/contract/wire.ts';

type Slice = DayAnswer['slices'][number];

export interface MinuteRow {
  readonly minute: number;
  readonly clock: number;
  readonly counts: InputCounts;
  readonly slices: readonly Slice[];
}
export interface HourOfMinutes {
  readonly hour: number;
  readonly rows: readonly MinuteRow[];
  readonly totals: InputCounts;
}

const emptyCounts = (): InputCounts => ({
  letters: 0,
  digits: 0,
  numpad: 0,
  symbols: 0,
  others: 0,
  leftClicks: 0,
  rightClicks: 0,
  wheel: 0,
  moves: 0,
});

export function sumCounts(list: readonly InputCounts[]): InputCounts {
  const sum = emptyCounts();
  for (const counts of list) for (const name of INPUT_COUNT_NAMES) sum[name] += counts[name];
  return sum;
}

export const inputOf = (counts: InputCounts): number => INPUT_COUNT_NAMES.reduce((sum, name) => sum + counts[name], 0);

/** Only minutes with data, by hour of the work date's clock: a page of the table holds at most sixty rows. */
export function hoursOf(answer: Pick<DayAnswer, 'minutes' | 'slices'>): HourOfMinutes[] {
  const rows = new Map<number, MinuteRow & { slices: Slice[] }>();
  const rowAt = (minute: number, clock: number, counts: InputCounts) => {
    const row = rows.get(minute) ?? { minute, clock, counts, slices: [] };
    rows.set(minute, row);
    return row;
  };
  for (const each of answer.minutes) rowAt(each.minute, each.clock, each.counts);
  for (const slice of answer.slices) rowAt(slice.minute, slice.clock, emptyCounts()).slices.push(slice);
  const byHour = Map.groupBy(
    [...rows.values()].toSorted((a, b) => a.minute - b.minute),
    (row) => Math.floor(row.clock / 60),
  );
  return [...byHour].map(([hour, list]) => ({ hour, rows: list, totals: sumCounts(list.map((row) => row.counts)) }));
}
