import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addDays, datesOfMonth, dayNumberOf, monthOf, parseWorkDate, weekdayOf } from './calendar.ts';
import type { WorkDate } from './types.ts';

const day = (text: string): WorkDate => {
  const parsed = parseWorkDate(text);
  assert.ok(parsed !== undefined, `${text} is a day`);
  return parsed;
};

test('only a real day in the form YYYY-MM-DD is a work date', () => {
  assert.equal(parseWorkDate('2028-02-29'), '2028-02-29');
  for (const text of [
    '2026-02-29',
    '2026-13-01',
    '2026-00-10',
    '2026-1-5',
    '2026/01/05',
    '0000-01-01',
    '2026-01-05T00:00',
    '',
  ]) {
    assert.equal(parseWorkDate(text), undefined, text);
  }
});

test('days are added across months, years and leap days', () => {
  assert.equal(addDays(day('2026-12-31'), 1), '2027-01-01');
  assert.equal(addDays(day('2028-03-01'), -1), '2028-02-29');
  assert.equal(dayNumberOf(day('1970-01-02')), 1);
});

test('Sunday is weekday 0', () => {
  assert.equal(weekdayOf(day('2026-11-22')), 0);
  assert.equal(weekdayOf(day('2026-11-28')), 6);
  assert.equal(weekdayOf(day('1969-12-31')), 3);
});

test('a month lists its days, and a text that is no month none', () => {
  const dates = datesOfMonth('2028-02');
  assert.deepEqual([dates.length, dates[0], dates.at(-1)], [29, '2028-02-01', '2028-02-29']);
  assert.ok(dates.every((each) => monthOf(each) === '2028-02'));
  assert.deepEqual(datesOfMonth('2026-13'), []);
});
