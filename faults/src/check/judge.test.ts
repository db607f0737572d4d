import assert from 'node:assert/strict';
import { test } from 'node:test';
import { itemsOfMinute } from '../fleet/workload.ts';
import type { HistoryEntry } from '../history/history.ts';
import { isRight, judge, type Reading, type ReadFact } from './judge.ts';

const MINUTES = [1_000, 1_001, 1_002];
const HISTORY: HistoryEntry[] = [
  ...MINUTES.flatMap((minute) => itemsOfMinute(minute)).map((item, index): HistoryEntry => ({
    t: 'recorded',
    person: 'P',
    device: 'D',
    seq: index + 1,
    item,
  })),
  { t: 'pressed', person: 'P', operationId: 'first' },
  { t: 'pressed', person: 'P', operationId: 'second' },
];
const FACTS: ReadFact[] = HISTORY.flatMap((entry): ReadFact[] => {
  if (entry.t !== 'recorded' || entry.item.kind === 'sessionChange') return [];
  const { item } = entry;
  const what =
    item.kind === 'inputMinute'
      ? { counts: item.counts }
      : { slice: `${item.process} ${item.title}`, seconds: item.seconds };
  return [{ person: 'P', minute: item.minute, what }];
});
const readingOf = (
  facts: readonly ReadFact[],
  presses: readonly string[] = ['earlier', 'first', 'second'],
): Reading => ({
  facts,
  presses: new Map([['P', presses]]),
});
const countsOf = (history: readonly HistoryEntry[], reading: Reading) => {
  const judgement = judge(history, reading);
  assert.equal(isRight(judgement), judgement.findings.length === 0);
  return judgement.counts;
};
const RIGHT = { ok: 8, lost: 0, duplicated: 0, unexpected: 0, declaredGap: 0 };
/** The first fact, which holds counts, with each of them times the factor. */
const multiplied = (factor: number): ReadFact[] =>
  FACTS.map((fact, index) => {
    if (index > 0 || !('counts' in fact.what)) return fact;
    const counts = Object.entries(fact.what.counts).map(([name, count]) => [name, count * factor]);
    return { ...fact, what: { counts: Object.fromEntries(counts) as typeof fact.what.counts } };
  });

test('what is shown as it was recorded and pressed is right', () => {
  assert.deepEqual(countsOf(HISTORY, readingOf(FACTS)), RIGHT);
});

test('a fact that is not shown is lost', () => {
  assert.deepEqual(countsOf(HISTORY, readingOf(FACTS.slice(1))), { ...RIGHT, ok: 7, lost: 1 });
});

test('a fact that is shown twice, or with twice its counts or seconds, is duplicated', () => {
  const again = FACTS.slice(0, 1);
  assert.deepEqual(countsOf(HISTORY, readingOf([...FACTS, ...again])), { ...RIGHT, duplicated: 1 });
  assert.deepEqual(countsOf(HISTORY, readingOf(multiplied(2))), { ...RIGHT, ok: 7, duplicated: 1 });
});

test('a fact that nobody recorded, or with other counts, is unexpected', () => {
  assert.deepEqual(countsOf(HISTORY.slice(1), readingOf(FACTS)), { ...RIGHT, ok: 7, unexpected: 1 });
  assert.deepEqual(countsOf(HISTORY, readingOf(multiplied(1.5))), { ...RIGHT, ok: 7, unexpected: 1 });
});

test('what a collector declared as given up may be missing, and nothing beside it', () => {
  const gap: HistoryEntry = { t: 'gap', device: 'D', firstSeq: 1, lastSeq: 2, what: 'windowSlices' };
  const without = FACTS.filter((_, index) => index !== 1);
  assert.deepEqual(countsOf([...HISTORY, gap], readingOf(without)), { ...RIGHT, ok: 7, declaredGap: 1 });
  assert.deepEqual(countsOf([...HISTORY, gap], readingOf(FACTS.slice(1))), { ...RIGHT, ok: 7, lost: 1 });
});

test('presses are shown once each, in their order, after those of before', () => {
  assert.equal(countsOf(HISTORY, readingOf(FACTS, ['first'])).lost, 1);
  assert.equal(countsOf(HISTORY, readingOf(FACTS, ['first', 'second', 'second'])).duplicated, 1);
  assert.equal(countsOf(HISTORY, readingOf(FACTS, ['second', 'first'])).unexpected, 2);
});
