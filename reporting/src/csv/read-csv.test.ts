import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stringify } from 'csv-stringify/sync';
import fc from 'fast-check';
import { MAX_FIELD_BYTES, readCsv } from './read-csv.ts';

const LIMITS = { maxRows: 1000, maxFieldBytes: MAX_FIELD_BYTES };
const cellsOf = (text: string) => {
  const rows = readCsv(text, LIMITS);
  assert.ok(Array.isArray(rows), JSON.stringify(rows));
  return rows.map((row: { cells: readonly string[] }) => row.cells);
};
const linesOf = (text: string) => {
  const rows = readCsv(text, LIMITS);
  assert.ok(Array.isArray(rows), JSON.stringify(rows));
  return rows.map((row: { line: number }) => row.line);
};

const cell = fc.string({ unit: fc.constantFrom('a', 'あ', '"', ',', '\r', '\n', ' ', '#', ';', '𠮷'), maxLength: 8 });
// A first cell that begins like a comment is one; the roster's first column never does.
const record = fc
  .array(cell, { minLength: 1, maxLength: 5 })
  .filter(([first = '']) => !first.trimStart().startsWith('#'));

test('what csv-stringify writes is read back cell by cell, whatever the line ends', () => {
  fc.assert(
    fc.property(
      fc.array(record, { minLength: 1 }),
      fc.constantFrom('\n', '\r\n', '\r'),
      fc.boolean(),
      (records, end, quoted) => {
        const text = stringify(records, { record_delimiter: end, quoted, quoted_match: /[\r\n]|^\s|\s$|^$/ });
        assert.deepEqual(cellsOf(text), records);
      },
    ),
  );
});

test('each record knows the line on which it begins, comments, empty lines and line breaks in quotes counted', () => {
  assert.deepEqual(linesOf('h1,h2\r\n# a, "b\r\n\r\n1,"x\r\ny",3\r\n4,5'), [1, 2, 3, 4, 6]);
  assert.deepEqual(linesOf('a\rb\nc\r\nd'), [1, 2, 3, 4]);
});

test('a comment is one cell: its commas and quotes mean nothing', () => {
  assert.deepEqual(cellsOf('# 0:処理なし、"1:登録,\n1,2\n'), [['# 0:処理なし、"1:登録,'], ['1', '2']]);
});

test('quotes open a cell only at its beginning; elsewhere they are literal, as is what follows a closing one', () => {
  assert.deepEqual(cellsOf('a"b,"c""d", "e,f" ,"g"h'), [['a"b', 'c"d', 'e,f ', 'gh']]);
});

test('the end of the file makes no record, an empty line makes one empty cell, a comma at the end an empty cell', () => {
  assert.deepEqual(cellsOf('a\n'), [['a']]);
  assert.deepEqual(cellsOf(''), []);
  assert.deepEqual(cellsOf('a,\n\nb'), [['a', ''], [''], ['b']]);
});

test('an unclosed quote is refused with the line on which it opens', () => {
  const problem = readCsv('h\n1,"open\n2,3\n', LIMITS);
  assert.ok(!Array.isArray(problem) && 'code' in problem);
  assert.equal(problem.code, 'unclosedQuote');
  assert.equal(problem.line, 2);
});

test('rows and fields are limited; comments and the header do not count', () => {
  const rows = (count: number) => readCsv(`h\n# c\n${'x\n'.repeat(count)}`, { maxRows: 3, maxFieldBytes: 6 });
  assert.ok(Array.isArray(rows(3)));
  assert.equal((rows(4) as { code: string }).code, 'tooManyRows');
  const field = (text: string) => readCsv(text, { maxRows: 3, maxFieldBytes: 6 });
  assert.ok(Array.isArray(field('ああ')));
  assert.equal((field('h\nああa') as { code: string }).code, 'tooLongField');
});
