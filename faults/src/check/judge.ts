/**
 * Compares what was recorded and pressed (the history) with what the reading path shows. Pure: a doctored history or reading must be found
 * out, which `judge.test.ts` does.
 */
import type { RecordedItem } from '#collector/minute/recorded-item.ts';
import { INPUT_COUNT_NAMES, type InputCounts } from '#domain/contract/wire.ts';
import type { HistoryEntry } from '../history/history.ts';

export const VERDICTS = ['ok', 'lost', 'duplicated', 'unexpected', 'declaredGap'] as const;
export type Verdict = (typeof VERDICTS)[number];

/** One fact as the portal shows it. A person's slices of a minute differ in their titles, so a text names one. */
export interface ReadFact {
  readonly person: string;
  readonly minute: number;
  readonly what: { readonly counts: InputCounts } | { readonly slice: string; readonly seconds: number };
}
export interface Reading {
  readonly facts: readonly ReadFact[];
  /** Person → ids of the operations of the day, in order. */
  readonly presses: ReadonlyMap<string, readonly string[]>;
}
export interface Judgement {
  readonly counts: Readonly<Record<Verdict, number>>;
  /** The first few that are not right, in words. */
  readonly findings: readonly string[];
}

const SHOWN = 10;
type Expected = { readonly item: RecordedItem; readonly isGiven: boolean };

export function judge(history: readonly HistoryEntry[], reading: Reading): Judgement {
  const counts: Record<Verdict, number> = { ok: 0, lost: 0, duplicated: 0, unexpected: 0, declaredGap: 0 };
  const findings: string[] = [];
  const note = (verdict: Verdict, what: string): void => {
    counts[verdict] += 1;
    if (verdict !== 'ok' && verdict !== 'declaredGap' && findings.length < SHOWN) findings.push(`${verdict}: ${what}`);
  };
  judgeFacts(expectedFacts(history), reading.facts, note);
  judgePresses(history, reading.presses, note);
  return { counts, findings };
}

export const isRight = ({ counts }: Judgement): boolean =>
  counts.lost === 0 && counts.duplicated === 0 && counts.unexpected === 0;

type Note = (verdict: Verdict, what: string) => void;

const keyOf = (person: string, minute: number, slice: string | undefined): string =>
  `${person} ${minute}${slice === undefined ? '' : ` ${slice}`}`;

const sliceOf = (item: RecordedItem & { kind: 'windowSlice' }): string => `${item.process} ${item.title}`;

function expectedFacts(history: readonly HistoryEntry[]): Map<string, Expected> {
  const gaps = history.filter((entry) => entry.t === 'gap');
  const shownAt = shownMinuteOf(history);
  const expected = new Map<string, Expected>();
  for (const entry of history) {
    if (entry.t !== 'recorded' || entry.item.kind === 'sessionChange') continue;
    const { person, device, seq, item } = entry;
    const isGiven = gaps.some((gap) => isWithin(gap, device, seq) && GAP_OF[item.kind] === gap.what);
    const isUntitled = gaps.some((gap) => gap.what === 'titles' && isWithin(gap, device, seq));
    const slice = item.kind === 'windowSlice' ? sliceOf(isUntitled ? { ...item, title: '' } : item) : undefined;
    expected.set(keyOf(person, shownAt(device, seq, item.minute), slice), { item, isGiven });
  }
  return expected;
}

/** Where the reading path shows a fact: where the PC saw it, moved by the offset with which it was taken. */
export function shownMinuteOf(
  history: readonly HistoryEntry[],
): (device: string, seq: number, minute: number) => number {
  const shifts = new Map(
    history.flatMap((entry) =>
      entry.t === 'shifted' ? [[`${entry.device} ${entry.seq}`, entry.minutes] as const] : [],
    ),
  );
  return (device, seq, minute) => minute + (shifts.get(`${device} ${seq}`) ?? 0);
}

type Gap = Extract<HistoryEntry, { t: 'gap' }>;
const isWithin = (gap: Gap, device: string, seq: number): boolean =>
  gap.device === device && seq >= gap.firstSeq && seq <= gap.lastSeq;

/** What a collector that has no room calls the loss of a fact. A lost title is another fact: the same window without its title. */
const GAP_OF: Partial<Record<RecordedItem['kind'], string>> = {
  inputMinute: 'inputMinutes',
  windowSlice: 'windowSlices',
};

function judgeFacts(expected: ReadonlyMap<string, Expected>, facts: readonly ReadFact[], note: Note): void {
  const seen = new Map<string, number>();
  for (const fact of facts) {
    const key = keyOf(fact.person, fact.minute, 'slice' in fact.what ? fact.what.slice : undefined);
    const times = (seen.get(key) ?? 0) + 1;
    seen.set(key, times);
    const wanted = expected.get(key);
    if (wanted === undefined) note('unexpected', `${key} was never recorded`);
    else if (times > 1) note('duplicated', `${key} is shown ${times} times`);
    else note(verdictOf(wanted.item, fact.what), `${key}: recorded ${textOf(wanted.item)}, shown ${textOf(fact.what)}`);
  }
  for (const [key, { isGiven }] of expected)
    if (!seen.has(key)) note(isGiven ? 'declaredGap' : 'lost', `${key} is not shown`);
}

const textOf = (value: RecordedItem | ReadFact['what']): string =>
  JSON.stringify('counts' in value ? value.counts : value);

/** Twice (or more often) the recorded amount is a fact that was counted again; anything else is another fact. */
function verdictOf(item: RecordedItem, shown: ReadFact['what']): Verdict {
  const pairs =
    item.kind === 'inputMinute' && 'counts' in shown
      ? INPUT_COUNT_NAMES.map((name) => [item.counts[name], shown.counts[name]] as const)
      : item.kind === 'windowSlice' && 'seconds' in shown
        ? [[item.seconds, shown.seconds] as const]
        : [];
  if (pairs.length === 0) return 'unexpected';
  if (pairs.every(([recorded, read]) => recorded === read)) return 'ok';
  const factor = (pairs[0]?.[1] ?? 0) / (pairs[0]?.[0] ?? 1);
  const isMultiple = Number.isInteger(factor) && factor > 1;
  return isMultiple && pairs.every(([recorded, read]) => read === recorded * factor) ? 'duplicated' : 'unexpected';
}

/** The acknowledged presses of a person are the last ones of the day, each once and in order. */
function judgePresses(history: readonly HistoryEntry[], presses: Reading['presses'], note: Note): void {
  const pressed = Map.groupBy(
    history.filter((entry) => entry.t === 'pressed'),
    (entry) => entry.person,
  );
  for (const [person, entries] of pressed) {
    const shown = presses.get(person) ?? [];
    const last = shown.slice(-entries.length);
    for (const [index, { operationId }] of entries.entries()) {
      const times = shown.filter((id) => id === operationId).length;
      const place = `press ${operationId} of ${person}`;
      if (times === 0) note('lost', `${place} is not shown`);
      else if (times > 1) note('duplicated', `${place} is shown ${times} times`);
      else note(last[index] === operationId ? 'ok' : 'unexpected', `${place} is not the ${index + 1}th shown`);
    }
  }
}
