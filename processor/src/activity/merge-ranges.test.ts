import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { mergeRanges } from './merge-ranges.ts';

describe('committed ranges', () => {
  const cases: [string, [number, number][], [number, number][]][] = [
    ['nothing', [], []],
    [
      'touching ranges become one',
      [
        [1, 2],
        [3, 3],
      ],
      [[1, 3]],
    ],
    [
      'a hole stays',
      [
        [1, 2],
        [4, 9],
      ],
      [
        [1, 2],
        [4, 9],
      ],
    ],
    [
      'a range inside another disappears',
      [
        [1, 9],
        [3, 4],
      ],
      [[1, 9]],
    ],
    [
      'order does not matter',
      [
        [7, 9],
        [1, 2],
      ],
      [
        [1, 2],
        [7, 9],
      ],
    ],
    [
      'an inverted range holds nothing',
      [
        [5, 4],
        [1, 1],
      ],
      [[1, 1]],
    ],
  ];
  for (const [name, ranges, expected] of cases) {
    test(name, () => assert.deepEqual(mergeRanges(ranges), expected));
  }

  test('hold exactly the numbers of the ranges they are made of, whatever the order and cut', () => {
    const range = fc.tuple(fc.nat(60), fc.nat(8)).map(([from, length]): [number, number] => [from, from + length]);
    fc.assert(
      fc.property(fc.array(range), (ranges) => {
        const numbersOf = (list: readonly (readonly [number, number])[]): number[] =>
          [
            ...new Set(list.flatMap(([from, to]) => Array.from({ length: to - from + 1 }, (_, index) => from + index))),
          ].sort((a, b) => a - b);
        const merged = mergeRanges(ranges);
        assert.deepEqual(numbersOf(merged), numbersOf(ranges));
        for (const [index, each] of merged.entries()) assert.ok(each[0] > (merged[index - 1]?.[1] ?? -2) + 1);
        assert.deepEqual(mergeRanges([...merged, ...ranges]), merged);
      }),
    );
  });
});
