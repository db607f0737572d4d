import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { WorkDate } from '#domain/time/types.ts';
import {
  dayOffName,
  dayToneOf,
  formatDate,
  formatInstant,
  formatMinutes,
  formatMonthDay,
  formatSeconds,
  formatStamp,
  parseClock,
} from './format.ts';
import { addMonths, monthTextAt, monthTextOf } from './months.ts';

const AT = Date.UTC(2026, 10, 22, 1, 42);

test('amounts are hours and minutes, never decimals', () => {
  assert.equal(formatMinutes(465), '7:45');
  assert.equal(formatMinutes(0), '0:00');
  assert.equal(formatMinutes(6311), '105:11');
});

test('seconds of a window are minutes and seconds, also beyond an hour', () => {
  assert.equal(formatSeconds(59), '0:59');
  assert.equal(formatSeconds(7691), '128:11');
});

test('dates are written with slashes, days of a list without the year', () => {
  assert.equal(formatDate('2026-11-05' as WorkDate), '2026/11/05');
  assert.equal(formatMonthDay('2026-11-05' as WorkDate), '11/5');
});

const THANKSGIVING = { name: '勤労感謝の日', englishName: 'Labor Thanksgiving Day' };

test('a day off is named in the language of the reader', () => {
  assert.deepEqual(
    [dayOffName(THANKSGIVING, 'ja'), dayOffName(THANKSGIVING, 'en'), dayOffName(null, 'ja')],
    ['勤労感謝の日', 'Labor Thanksgiving Day', ''],
  );
});

test('Saturday and Sunday have a tone of their own', () => {
  assert.equal(dayToneOf('2026-11-21' as WorkDate), 'saturday');
  assert.equal(dayToneOf('2026-11-22' as WorkDate), 'sunday');
  assert.equal(dayToneOf('2026-11-23' as WorkDate), 'weekday');
  assert.equal(dayToneOf('2026-11-23' as WorkDate, THANKSGIVING), 'sunday', 'a holiday with a name is red');
  assert.equal(dayToneOf('2026-11-25' as WorkDate, { name: '', englishName: '' }), 'weekday');
});

test('instants are shown in the zone of the tenant', () => {
  assert.equal(formatInstant(AT, 'Asia/Tokyo'), '2026/11/22 10:42');
  assert.equal(formatInstant(AT, 'America/New_York'), '2026/11/21 20:42');
});

test('a stamp of today is only a reading, an older one carries its date', () => {
  assert.equal(formatStamp(AT, AT + 60_000, 'Asia/Tokyo'), '10:42');
  assert.equal(formatStamp(AT, AT + 86_400_000, 'Asia/Tokyo'), '2026/11/22 10:42');
});

for (const [text, clock] of [
  ['9:05', 545],
  ['0905', 545],
  ['905', 545],
  ['９：０５', 545],
  ['27:00', 1620],
  [' 48:00 ', 2880],
] as const) {
  test(`a typed reading is understood: ${text}`, () => {
    assert.equal(parseClock(text), clock);
  });
}
for (const text of ['', '9', '9:60', '48:01', 'abc', '9:5', '-1:00']) {
  test(`what is no reading is not guessed: "${text}"`, () => {
    assert.equal(parseClock(text), undefined);
  });
}

test('months go on over the end of a year in both directions', () => {
  assert.equal(addMonths('202611', 2), '202701');
  assert.equal(addMonths('202601', -1), '202512');
  assert.equal(addMonths('202612', -12), '202512');
  assert.equal(monthTextOf('2026-11-05' as WorkDate), '202611');
  assert.equal(monthTextAt(Date.UTC(2026, 10, 30, 16), 'Asia/Tokyo'), '202612');
});
