import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stringify } from 'csv-stringify/sync';
import fc from 'fast-check';
import { linesOf, pieceOf, rowsOf } from './format.ts';

const cell = fc.oneof(
  fc.constantFrom('', ' ', 'a,b', '"', 'a"b', '\r', 'a\nb', '\ta', 'b ', '\u3000', "'=1", '😀', '12:30', '\ufeff'),
  fc.string({ unit: 'binary' }),
);

test('lines are those of the library, whatever is in the cells', () => {
  fc.assert(
    fc.property(fc.array(fc.array(cell, { minLength: 1, maxLength: 4 }), { maxLength: 4 }), (records) => {
      const expected = stringify(records, { record_delimiter: 'windows', quoted_match: /[\r\n]|^\s|\s$/ });
      assert.deepEqual(linesOf(records), { text: expected, rows: records.length });
    }),
    { numRuns: 500 },
  );
});

test('rows survive as a piece, line breaks in them too', () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ a: fc.string({ unit: 'binary' }), b: fc.integer() }, { noNullPrototype: true })),
      (rows) => {
        assert.deepEqual(rowsOf(pieceOf(rows)), rows);
      },
    ),
  );
});
