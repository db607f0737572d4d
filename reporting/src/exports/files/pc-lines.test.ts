import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { cutLines } from './pc-lines.ts';

const COUNTS = '1,22,0,4,5,6,7,8,401';
const line = (prefix: string, minute: number): string => {
  const clock = `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
  return `${prefix}2026/03/02 ${clock}:00,${minute % 2 === 0 ? COUNTS : '0,0,0,0,0,0,0,0,0'}\r\n`;
};
const cut = (text: string, prefixes: readonly string[]) => {
  const bytes = Buffer.from(text);
  return cutLines(
    bytes,
    prefixes.map((prefix) => Buffer.from(prefix)),
  ).map(
    (lines) =>
      lines && {
        text: bytes.toString('utf8', lines.from, lines.to),
        rows: lines.rows,
        repeats: lines.repeatsMinute,
      },
  );
};

test('the lines of each person, whatever they begin with; nothing of a person without lines', () => {
  const prefixes = ['1,', '11,', '"1,1",', '社員,', ',', '"2\n2",'];
  fc.assert(
    fc.property(fc.tuple(...prefixes.map(() => fc.uniqueArray(fc.nat(1439), { maxLength: 5 }))), (minutesOfPeople) => {
      const texts = prefixes.map((prefix, index) =>
        (minutesOfPeople[index] ?? []).map((minute) => line(prefix, minute)),
      );
      const expected = texts.map((lines) =>
        lines.length === 0 ? undefined : { text: lines.join(''), rows: lines.length, repeats: false },
      );
      assert.deepEqual(cut(texts.flat().join(''), prefixes), expected);
    }),
  );
});

test('a minute of two PCs stands in two neighbouring lines, and is noticed for that person only', () => {
  const text = line('1,', 600) + line('2,', 600) + line('2,', 600) + line('2,', 601);
  assert.deepEqual(
    cut(text, ['1,', '2,']).map((lines) => lines?.repeats),
    [false, true],
  );
});

test('a line of somebody who was not asked for is refused, not left out', () => {
  assert.throws(() => cut(line('1,', 600) + line('3,', 600), ['1,', '2,']), /nobody/);
});
