import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { MIN_WORK_YEARS } from '../contract/retention.ts';
import { addDays, dayNumberOf, workDateOfDayNumber } from '../time/calendar.ts';
import type { WorkDate } from '../time/types.ts';
import { surelyKeptFrom, workKeptFrom } from './work-kept-from.ts';

const date = (text: string): WorkDate => text as WorkDate;
const keptFrom = (today: string, years = 5, before: string | null = null, isOnHold = false): WorkDate | null =>
  workKeptFrom({ today: date(today), years, isOnHold, before: before === null ? null : date(before) });

test('a month goes when the years have passed since the end of the month after it', () => {
  const rows = [
    ['2026-11-30', 5, '2021-10-01'],
    ['2026-12-01', 5, '2021-11-01'],
    ['2026-12-31', 5, '2021-11-01'],
    ['2027-01-01', 5, '2021-12-01'],
    ['2024-02-29', 3, '2021-01-01'],
    ['2026-12-01', 3, '2023-11-01'],
    ['2026-12-01', 10, '2016-11-01'],
  ] as const;
  for (const [today, years, expected] of rows) assert.equal(keptFrom(today, years), expected, today);
});

test('what was removed stays removed, and on hold nothing moves', () => {
  assert.equal(keptFrom('2026-12-01', 10, '2021-11-01'), '2021-11-01');
  assert.equal(keptFrom('2026-12-01', 5, '2021-10-01'), '2021-11-01');
  assert.equal(keptFrom('2026-12-01', 5, '2021-10-01', true), '2021-10-01');
  assert.equal(keptFrom('2026-12-01', 5, null, true), null);
});

const anyDate = fc.integer({ min: dayNumberOf(date('2020-01-01')), max: dayNumberOf(date('2060-12-31')) });
const anyYears = fc.integer({ min: MIN_WORK_YEARS, max: 30 });

test('law: only whole months go, none younger than the years, and none from the date on that is surely kept', () => {
  fc.assert(
    fc.property(anyDate, anyYears, fc.integer({ min: -1, max: 1 }), (day, years, zoneDays) => {
      const today = workDateOfDayNumber(day);
      const from = keptFrom(today, years) ?? '';
      assert.match(from, /-01$/);
      const lastRemoved = addDays(date(from), -1);
      const years1 = `${Number(lastRemoved.slice(0, 4)) + years}${lastRemoved.slice(4)}`;
      assert.ok(years1 < today, `${lastRemoved} went on ${today}`);
      assert.ok(from <= surelyKeptFrom(addDays(today, zoneDays === 1 ? 0 : zoneDays)));
    }),
  );
});

test('law: it only ever goes forward from one night to the next', () => {
  fc.assert(
    fc.property(anyDate, anyYears, anyYears, fc.integer({ min: 0, max: 400 }), (day, years, later, nights) => {
      const before = keptFrom(workDateOfDayNumber(day), years) ?? '';
      assert.ok((keptFrom(workDateOfDayNumber(day + nights), later, before) ?? '') >= before);
    }),
  );
});
