import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DEFAULT_LEGAL_SETTINGS } from '#domain/contract/legal.ts';
import type { WorkDate } from '#domain/time/types.ts';
import { dayOffReader } from './days-off.ts';

const COMPANY_DAYS = [
  { date: '2026-12-29' as WorkDate, name: '年末休業' },
  { date: '2027-01-01' as WorkDate, name: '年始休業' },
];
const SETTINGS = { ...DEFAULT_LEGAL_SETTINGS, companyDaysOff: COMPANY_DAYS };
const namesOf = (settings: typeof SETTINGS, dates: readonly string[]) =>
  dates.map((date) => dayOffReader(settings)(date as WorkDate)?.name ?? null);

test('weekdays that are off have no name, public holidays and the company’s own days have theirs, working days are none', () => {
  assert.deepEqual(namesOf(SETTINGS, ['2026-11-21', '2026-11-22', '2026-11-23', '2026-11-24', '2026-12-29']), [
    '',
    '',
    '勤労感謝の日',
    null,
    '年末休業',
  ]);
});

test('a day of the company that is a public holiday has the public name, unless public holidays are working days', () => {
  assert.deepEqual(namesOf(SETTINGS, ['2027-01-01']), ['元日']);
  const open = { ...SETTINGS, hasPublicHolidays: false };
  assert.deepEqual(namesOf(open, ['2027-01-01', '2026-11-23']), ['年始休業', null]);
});

test('other languages have the name of the public holiday and the company’s own word', () => {
  const dayOffOf = dayOffReader(SETTINGS);
  assert.equal(dayOffOf('2026-11-23' as WorkDate)?.englishName, 'Labor Thanksgiving Day');
  assert.equal(dayOffOf('2026-12-29' as WorkDate)?.englishName, '年末休業');
});
