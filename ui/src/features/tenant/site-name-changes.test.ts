import assert from 'node:assert/strict';
import { test } from 'node:test';
import { shownChanges, withPart } from './site-name-changes.ts';
import type { Comparison } from './site-name-changes.ts';

const part = (over: Partial<Comparison>): Comparison => ({
  problems: { total: 0, first: [] },
  mapping: { rows: 2, added: 1, removed: 0, renamed: 1 },
  people: { done: 20, total: 45 },
  next: null,
  ...{ records: 0, seconds: 0, firstAt: null, lastAt: null, changes: [] },
  ...over,
});
const change = (after: string, records: number) => ({ before: null, after, records, seconds: records * 60 });

test('parts add up: equal changes are one row, the period reaches over all, progress is that of the newest', () => {
  const first = part({ records: 3, seconds: 180, firstAt: 50, lastAt: 60, changes: [change('A', 2), change('B', 1)] });
  const empty = part({ people: { done: 40, total: 45 } });
  const last = part({
    ...{ people: { done: 45, total: 45 }, records: 5, seconds: 300, firstAt: 10, lastAt: 55 },
    changes: [change('B', 5)],
  });
  assert.deepEqual(
    [first, empty, last].reduce<Comparison | undefined>(withPart, undefined),
    part({
      ...{ people: { done: 45, total: 45 }, records: 8, seconds: 480, firstAt: 10, lastAt: 60 },
      changes: [change('B', 6), change('A', 2)],
    }),
  );
});

test('the table shows the twenty longest used, and what is left adds up with them to the whole', () => {
  const changes = Array.from({ length: 25 }, (_, index) => change(String(index), 100 - index));
  const records = changes.reduce((sum, row) => sum + row.records, 0) + 7;
  const { rows, others } = shownChanges(part({ changes, records, seconds: records * 60 }));
  assert.equal(rows.length, 20);
  assert.equal(rows.reduce((sum, row) => sum + row.records, 0) + others.records, records);
});
