import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DEFAULT_LEGAL_SETTINGS } from '#domain/contract/legal.ts';
import { daysOffOf, formOf, minutesOf, settingsOf, wrongPaths } from './legal-form.ts';

const form = () => formOf(DEFAULT_LEGAL_SETTINGS);

test('what is shown says what was read', () => {
  const settings = {
    ...DEFAULT_LEGAL_SETTINGS,
    dayOffWeekdays: [3, 6],
    companyDaysOff: [{ date: '2026-12-29' as never, name: '年末休業' }],
  };
  assert.deepEqual(settingsOf(formOf(settings)), settings);
  assert.deepEqual([...wrongPaths(form())], []);
});

test('hours are read with and without minutes, in full width too', () => {
  assert.deepEqual(['45:00', '１００：３０', '80', ' 0:15 '].map(minutesOf), [2700, 6030, 4800, 15]);
  for (const text of ['', '45:60', '4.5', '-1:00', '45:0']) assert.ok(Number.isNaN(minutesOf(text)), text);
});

test('each field that is not right is named by its place in the contract', () => {
  const wrong = form();
  wrong.amounts.monthMinutes = '45時間';
  wrong.warnAtPercent.average = '101';
  wrong.monthsOver = '13';
  wrong.deviation = '';
  assert.deepEqual([...wrongPaths(wrong)].sort(), [
    'deviationThresholdMinutes',
    'limits.monthMinutes',
    'limits.monthsOver',
    'warnAtPercent.average',
  ]);
});

test('days off are read line by line, and the first wrong line is named', () => {
  assert.deepEqual(daysOffOf('2026-12-29 年末休業\n\n2026/1/3　初売り').days, [
    { date: '2026-12-29', name: '年末休業' },
    { date: '2026-01-03', name: '初売り' },
  ]);
  assert.equal(daysOffOf('2026-12-29\n2026-02-30 なし').wrongLine, 2);
  assert.ok(wrongPaths({ ...form(), companyDaysOff: '年末' }).has('companyDaysOff'));
});
