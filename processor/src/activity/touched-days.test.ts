import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { StampedItem } from '#domain/contract/messages.ts';
import { personText } from '../days/day-key.ts';
import {
  activityOf,
  inputMinute,
  presenceChange,
  rulesOf,
  sessionChange,
  testPerson,
  tokyo,
  windowSlice,
} from '../testing/facts.ts';
import { checkItem } from './check-item.ts';
import { toRawRow } from './raw-tables.ts';
import { touchedDays } from './touched-days.ts';

const person = testPerson();
const rules = new Map([[personText(person), rulesOf(person)]]);
const touched = (items: StampedItem[], rulesGiven = rules): string[] =>
  askedFor(items, rulesGiven).flatMap((each) => each.workDates);
const askedFor = (items: StampedItem[], rulesGiven = rules) => {
  const message = activityOf(person, items);
  const rows = items.flatMap((item) => {
    const checked = checkItem(item);
    return checked.kind === 'storable' ? [toRawRow(checked.item, message)] : [];
  });
  return touchedDays(rows, rulesGiven);
};

describe('days that facts touch', () => {
  test('a minute before the boundary belongs to the date before', () => {
    assert.deepEqual(touched([inputMinute(1, tokyo('2026-01-15', 299)), inputMinute(2, tokyo('2026-01-15', 300))]), [
      '2026-01-14',
      '2026-01-15',
    ]);
  });
  test('the clock offset is applied first', () => {
    assert.deepEqual(touched([{ ...inputMinute(1, tokyo('2026-01-15', 299)), offsetMinutes: 1 }]), ['2026-01-15']);
  });
  test('many minutes of a date ask for it once', () => {
    const minutes = Array.from({ length: 500 }, (_, index) => inputMinute(index + 1, tokyo('2026-01-15', 400 + index)));
    assert.deepEqual(touched(minutes), ['2026-01-15']);
  });
  test('windows and presence enter no figure', () => {
    const minute = tokyo('2026-01-15', 600);
    assert.deepEqual(
      touched([windowSlice(1, minute), presenceChange(2, minute, '在席'), sessionChange(3, minute, 'lock')]),
      [],
    );
  });
  test('a lost sensor reaches as far as a loss can last', () => {
    assert.deepEqual(touched([sessionChange(1, tokyo('2026-01-15', 600), 'sensorLost')]), ['2026-01-15', '2026-01-16']);
  });
  test('the minutes that came in are told, with the clock offset, until they are too many or more than minutes came in', () => {
    const minute = tokyo('2026-01-15', 600);
    const idle = { ...inputMinute(2, minute + 1), counts: Array.from({ length: 9 }, () => 0) };
    const [told] = askedFor([{ ...inputMinute(1, minute - 1), offsetMinutes: 1 }, idle, windowSlice(3, minute)]);
    assert.deepEqual(told?.minutes, { active: [[minute, minute + 1]], awake: [[minute, minute + 2]] });
    const scattered = Array.from({ length: 5 }, (_, index) => inputMinute(index + 1, minute + index * 2));
    assert.equal(askedFor(scattered)[0]?.minutes, undefined);
    assert.equal(askedFor([inputMinute(1, minute), sessionChange(2, minute, 'sensorLost')])[0]?.minutes, undefined);
  });
  test('a person without rules is left for the day their roster arrives', () => {
    assert.deepEqual(touched([inputMinute(1, tokyo('2026-01-15', 600))], new Map()), []);
  });
});
