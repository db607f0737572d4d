import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { WorkDate } from '../time/types.ts';
import { forecastMonth } from './forecast.ts';
import type { ForecastInput } from './forecast.ts';
import { isWorkday } from './is-workday.ts';
import { h, legalDays, RULES } from './legal-test-kit.ts';
import { statutoryOvertime } from './statutory-overtime.ts';

const calendar = { ...RULES, holidays: new Set(['2026-03-20']) };
const off = undefined;

/** March 2026 from Sunday the 1st; as of a date. */
const asOf = (currentWorkDate: string, worked: readonly (number | undefined)[], more: Partial<ForecastInput> = {}) =>
  forecastMonth({
    month: '2026-03',
    dates: statutoryOvertime(legalDays('2026-03-01', worked), RULES),
    currentWorkDate: currentWorkDate as WorkDate,
    isTodayDone: false,
    calendar,
    ...more,
  });

describe('the forecast to the end of the month', () => {
  test('takes the mean of the days done for each workday left', () => {
    // Mon 9 h, Tue 8 h, Wed 8:30: 90 minutes in 3 days. Thursday 5 to Tuesday 31 without the 20th: 18 workdays.
    const forecast = asOf('2026-03-05', [off, h(9), h(8), h(8, 30)]);
    assert.deepEqual(forecast, { doneDays: 3, leftWorkdays: 18, overtimeMinutes: 630, expectedMinutes: 540 });
  });
  test('a running day brings the mean, not the mean beside what it has', () => {
    // Thursday has 10 minutes of overtime already.
    const forecast = asOf('2026-03-05', [off, h(9), h(8), h(8, 30), h(8, 10)]);
    assert.deepEqual([forecast?.overtimeMinutes, forecast?.expectedMinutes], [630, 530]);
  });
  test('a running day that has more than the mean brings what it has', () => {
    const forecast = asOf('2026-03-05', [off, h(9), h(8), h(8, 30), h(10)]);
    assert.deepEqual([forecast?.overtimeMinutes, forecast?.expectedMinutes], [90 + 120 + 17 * 30, 510]);
  });
  test('a day that has ended is done', () => {
    const forecast = asOf('2026-03-05', [off, h(9), h(8), h(8, 30), h(8)], { isTodayDone: true });
    assert.deepEqual([forecast?.doneDays, forecast?.leftWorkdays, forecast?.expectedMinutes], [4, 17, 383]);
  });
  test('a Saturday that runs is no workday and keeps what it has', () => {
    const forecast = asOf('2026-03-07', [off, h(8), h(8), h(8), h(8), h(8), h(1)]);
    assert.deepEqual([forecast?.overtimeMinutes, forecast?.expectedMinutes], [60, 0]);
  });
  test('work on the statutory holiday is not continued', () => {
    const forecast = asOf('2026-03-03', [-h(12), h(9)]);
    assert.deepEqual([forecast?.doneDays, forecast?.overtimeMinutes], [1, 60 + 20 * 60]);
  });
  test('a fraction of a minute is rounded up in sum', () => {
    // 1 minute in three days; 18 days left: 6 minutes, not 18.
    assert.equal(asOf('2026-03-05', [off, h(8, 1), h(8), h(8)])?.expectedMinutes, 1 + 6);
  });
  test('on the last day nothing is left but the day itself', () => {
    assert.equal(asOf('2026-03-31', [off, h(9)])?.leftWorkdays, 1);
  });
  test('before the first day is done there is none', () => assert.equal(asOf('2026-03-02', [off, h(3)]), undefined));
  test('a month that is over, or has not begun, has none', () => {
    assert.equal(asOf('2026-04-01', [off, h(9)]), undefined);
    assert.equal(asOf('2026-02-27', []), undefined);
  });
  test('an unconfirmed day is no day done', () => {
    const days = legalDays('2026-03-01', [off, h(9), h(20)]).map((day) => ({
      ...day,
      isConfirmed: day.workedMinutes < h(20),
    }));
    const forecast = asOf('2026-03-04', [], { dates: statutoryOvertime(days, RULES) });
    assert.equal(forecast?.doneDays, 1);
  });
});

test('neither Sunday nor Saturday nor a holiday is a workday', () => {
  const days = ['2026-03-01', '2026-03-07', '2026-03-20', '2026-03-19'].map((date) =>
    isWorkday(date as WorkDate, calendar),
  );
  assert.deepEqual(days, [false, false, false, true]);
});
