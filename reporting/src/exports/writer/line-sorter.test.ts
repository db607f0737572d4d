import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import fc from 'fast-check';
import { tempDir } from '#platform/testkit/index.ts';
import { lineOf } from './format.ts';
import type { PlacedRecord } from './format.ts';
import { createLineSorter } from './line-sorter.ts';

const dir = tempDir('lines');
let files = 0;
function sorted(records: readonly PlacedRecord[], runBytes: number): string {
  const sorter = createLineSorter(join(dir, String((files += 1))), runBytes);
  for (const record of records) sorter.add(record);
  assert.deepEqual(readdirSync(dir), [], 'what waits has no name');
  let text = '';
  sorter.drain((utf8) => (text += utf8.toString('utf8')));
  return text;
}

const inOrder = (records: readonly PlacedRecord[]): string =>
  [...records]
    .sort((a, b) => a.place[0] - b.place[0] || a.place[1] - b.place[1])
    .map(({ record }) => lineOf(record))
    .join('');

const placed: fc.Arbitrary<PlacedRecord> = fc.record({
  place: fc.tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 3 })),
  record: fc.array(fc.constantFrom('', 'a,b', '"', 'a\r\nb', '表計算', '😀', '𠮷', 'x'.repeat(50)), {
    ...{ minLength: 1, maxLength: 3 },
  }),
});

test('lines come out by place, equal places as they came in, however long a run is', () => {
  fc.assert(
    fc.property(fc.array(placed, { maxLength: 60 }), fc.nat(800), (records, runBytes) => {
      assert.equal(sorted(records, runBytes), inOrder(records));
    }),
    { numRuns: 200 },
  );
});

test('many blocks in each of many runs, a line longer than a block among them', () => {
  const piece = (run: number): PlacedRecord[] =>
    Array.from({ length: 3000 }, (_, line) => ({
      place: [(line * 7919 + run) % 501, run],
      record: [`${run}`, `${line}`, '報告書 - 表計算'.repeat(line === 1500 ? 5000 : 2)],
    }));
  const records = Array.from({ length: 8 }, (_, run) => piece(run)).flat();
  assert.equal(sorted(records, 300_000), inOrder(records));
});
