import type { RecordedItem } from '#collector/minute/recorded-item.ts';
import { INPUT_COUNT_NAMES, type InputCounts } from '#domain/contract/wire.ts';

/** Counts that differ from minute to minute: a lost, a doubled and a mixed-up one all look different. */
export const countsOf = (minute: number): InputCounts =>
  Object.fromEntries(INPUT_COUNT_NAMES.map((name, at) => [name, 1 + ((minute * (at + 3)) % 97)])) as InputCounts;

/** What a PC records for a minute at work: the counts, and one window with a title of its own. */
export const itemsOfMinute = (minute: number): RecordedItem[] => [
  { kind: 'inputMinute', minute, counts: countsOf(minute) },
  {
    kind: 'windowSlice',
    minute,
    activatedAt: minute * 60_000 + (minute % 1_000),
    process: 'EXCEL.EXE',
    title: `見積 ${minute}`,
    seconds: 1 + (minute % 59),
  },
];

/**
 * Where the facts of the first fault lie: long before today, and inside the three months for which windows are kept. Each later fault goes on two
 * days behind the one before, so that no one meets another's facts.
 */
export const firstMinuteOfAll = (): number => (Math.floor(Date.now() / 86_400_000) - 85) * 1_440;
export const MINUTES_BETWEEN_FAULTS = 2 * 1_440;
