import assert from 'node:assert/strict';
import { test } from 'node:test';
import { computeSketch } from '#domain/worktime/day-test-kit.ts';
import { sumDays } from '#domain/worktime/sum-days.ts';
import type { MonthAnswer, MonthDay } from '#domain/contract/months.ts';
import type { WorkDate } from '#domain/time/types.ts';
import { compareMonths } from './month-comparison.ts';

/** Nine to the given end, with the sketch's break at noon. */
const worked = (workDate: string, end: string): MonthDay => ({
  workDate: workDate as WorkDate,
  dayOff: null,
  requests: [],
  unrequestedBlocks: { total: 0, unanswered: 0 },
  day: computeSketch({
    workDate: workDate as WorkDate,
    presses: [
      ['9:00', 'start'],
      [end, 'end'],
    ],
  }),
});
const monthOf = (days: MonthDay[], currentWorkDate: string) => ({
  days,
  currentWorkDate: currentWorkDate as WorkDate,
  totals: { ...sumDays(days.flatMap(({ day }) => day ?? [])), workedDays: days.length } as MonthAnswer['totals'],
});

test('this month is held against the same days of the last one, and against the whole of it', () => {
  const last = monthOf(
    [worked('2026-10-05', '18:00'), worked('2026-10-20', '18:00'), worked('2026-10-21', '20:00')],
    '',
  );
  const now = monthOf([worked('2026-11-05', '17:00')], '2026-11-20');
  const [first] = compareMonths(now, last);
  const amount = (day: MonthDay): number => day.day?.workedMinutes ?? 0;
  assert.equal(first?.figure, 'worked');
  assert.equal(
    first?.lastSame,
    last.days.slice(0, 2).reduce((sum, day) => sum + amount(day), 0),
  );
  assert.equal(first?.lastMonth, last.totals.workedMinutes);
  assert.equal(first?.thisMonth, now.totals.workedMinutes);
  assert.ok((first?.lastMonth ?? 0) > (first?.lastSame ?? 0));
});

test('before the last month is read its columns are unknown, never zero', () => {
  const rows = compareMonths(monthOf([worked('2026-11-05', '17:00')], '2026-11-20'), undefined);
  assert.ok(rows.every((row) => row.lastSame === undefined && row.lastMonth === undefined));
});
