import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sumDays } from '#domain/worktime/sum-days.ts';
import { SAMPLE_NAMES, sampleDay } from '../../charts/sample-day-kit.ts';
import { chipsOf } from './day-chips.ts';
import { contributionsTo, MONTH_FIGURES, totalOf } from './month-figures.ts';

test('the days behind a total add up to it, with an auto-ended day among them', () => {
  const days = SAMPLE_NAMES.map((name) => ({ workDate: sampleDay(name).workDate, day: sampleDay(name) }));
  const totals = { ...sumDays(days.map((each) => each.day)), workedDays: 0 };
  for (const figure of MONTH_FIGURES) {
    const sum = contributionsTo({ days }, figure).reduce((total, each) => total + each.minutes, 0);
    assert.equal(sum, totalOf(totals, figure), figure);
  }
});

test('each unusual day says so in words', () => {
  const names = (day: Parameters<typeof chipsOf>[0], isToday = false, isMissing = false): string[] =>
    chipsOf(day, isToday, isMissing).map((chip) => chip.name);
  assert.deepEqual(names(sampleDay('ordinary')), []);
  assert.deepEqual(names(sampleDay('autoEnded')), ['autoEnded']);
  assert.deepEqual(names(sampleDay('holidayWork')), ['holidayWork']);
  assert.deepEqual(names(sampleDay('declaredOnly')), ['noData']);
  assert.deepEqual(names(sampleDay('open'), true), ['today', 'provisional']);
  assert.deepEqual(names(null, false, true), ['noData']);
  assert.deepEqual(names(null), []);
});
