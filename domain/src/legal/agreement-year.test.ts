import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { addMonths, monthsOfAgreementYear } from './agreement-year.ts';

const ends = (month: string, yearStartMonth: number) => {
  const months = monthsOfAgreementYear(month, yearStartMonth);
  return [months[0], months.at(-1)];
};

test('March is the last month of a year from April, April the first', () => {
  assert.deepEqual(ends('2026-03', 4), ['2025-04', '2026-03']);
  assert.deepEqual(ends('2026-04', 4), ['2026-04', '2027-03']);
});

test('a year from January is the calendar year, one from December begins in the year before', () => {
  assert.deepEqual(ends('2026-12', 1), ['2026-01', '2026-12']);
  assert.deepEqual(ends('2026-01', 12), ['2025-12', '2026-11']);
});

test('months are added over the ends of years', () => {
  assert.equal(addMonths('2026-01', -5), '2025-08');
  assert.equal(addMonths('2025-11', 14), '2027-01');
});

test('every month lies in its own year of twelve, whichever month it begins with', () => {
  fc.assert(
    fc.property(fc.integer({ min: -600, max: 600 }), fc.integer({ min: 1, max: 12 }), (distance, start) => {
      const month = addMonths('2026-03', distance);
      const months = monthsOfAgreementYear(month, start);
      assert.ok(months.includes(month));
      assert.equal(months.length, 12);
      assert.equal(Number(months[0]?.slice(5)), start);
      assert.deepEqual(monthsOfAgreementYear(months[11] ?? '', start), months);
    }),
  );
});
