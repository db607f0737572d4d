import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { dayNumberOf } from '../time/calendar.ts';
import type { WorkDate } from '../time/types.ts';
import { h, legalDay } from './legal-test-kit.ts';
import { nextStartFrom, shortRests } from './rest-interval.ts';
import type { LegalDay } from './types.ts';

const minute = (workDate: string, clock: number): number => dayNumberOf(workDate as WorkDate) * 1440 + clock;
/** A day worked from one reading to another; `end` null: still open. */
const shift = (workDate: string, start: number, end: number | null, more: Partial<LegalDay> = {}): LegalDay =>
  legalDay(workDate, (end ?? start + 60) - start, {
    startedMinute: minute(workDate, start),
    endedMinute: end === null ? null : minute(workDate, end),
    ...more,
  });
const rests = (...days: LegalDay[]) => shortRests(days, h(11)).map((rest) => [rest.workDate, rest.restMinutes]);

describe('eleven hours between shifts', () => {
  test('exactly eleven hours are enough', () =>
    assert.deepEqual(rests(shift('2026-03-02', h(9), h(22)), shift('2026-03-03', h(9), h(18))), []));
  test('a minute less is not', () =>
    assert.deepEqual(rests(shift('2026-03-02', h(9), h(22, 1)), shift('2026-03-03', h(9), h(18))), [
      ['2026-03-03', 659],
    ]));
  test('a night shift until 27:00 and a start at noon', () =>
    assert.deepEqual(rests(shift('2026-03-02', h(18), h(27)), shift('2026-03-03', h(12), h(20))), [
      ['2026-03-03', h(9)],
    ]));
  test('two short ones in a row are two', () =>
    assert.deepEqual(
      rests(shift('2026-03-02', h(9), h(23)), shift('2026-03-03', h(9), h(24)), shift('2026-03-04', h(10), h(18))),
      [
        ['2026-03-03', h(10)],
        ['2026-03-04', h(10)],
      ],
    ));
  test('a day without work between them is a long rest', () =>
    assert.deepEqual(rests(shift('2026-03-02', h(9), h(28)), shift('2026-03-04', h(9), h(18))), []));
  test('the order in which the days come does not matter', () =>
    assert.equal(rests(shift('2026-03-03', h(9), h(18)), shift('2026-03-02', h(9), h(23))).length, 1));
  test('an unconfirmed day is judged on neither side, and nothing is judged across it', () => {
    const forgotten = shift('2026-03-03', h(5), h(29), { isConfirmed: false });
    assert.deepEqual(rests(shift('2026-03-02', h(9), h(29)), forgotten, shift('2026-03-04', h(5), h(12))), []);
  });
  test('a day declared without a minute of work is no shift', () => {
    const empty = shift('2026-03-03', h(9), h(9));
    assert.deepEqual(rests(shift('2026-03-02', h(9), h(28)), empty, shift('2026-03-04', h(9), h(18))), []);
  });
});

describe('the next start', () => {
  test('is the last end and the interval', () =>
    assert.equal(nextStartFrom([shift('2026-03-02', h(9), h(23))], h(11)), minute('2026-03-02', h(34))));
  test('is not known while a day is open', () =>
    assert.equal(nextStartFrom([shift('2026-03-02', h(9), h(23)), shift('2026-03-03', h(9), null)], h(11)), undefined));
  test('is not known after a forgotten end, nor without any work', () => {
    assert.equal(nextStartFrom([shift('2026-03-02', h(9), h(29), { isConfirmed: false })], h(11)), undefined);
    assert.equal(nextStartFrom([], h(11)), undefined);
  });
});
