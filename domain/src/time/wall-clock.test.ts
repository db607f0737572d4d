import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { parseWorkDate } from './calendar.ts';
import { interval } from './interval.ts';
import type { UnixMinute, WorkDate } from './types.ts';
import { calendarDateOf, clockInterval, clockOf, endClockOf, minuteOfClock, wallStretches } from './wall-clock.ts';

const utc = (text: string): UnixMinute => Date.parse(`${text}:00Z`) / 60_000;
const day = (text: string): WorkDate => {
  const parsed = parseWorkDate(text);
  assert.ok(parsed !== undefined);
  return parsed;
};
const SPRING = day('2026-03-28');
const AUTUMN = day('2026-10-24');
const BERLIN = 'Europe/Berlin';

test('03:00 of the next day reads 27:00', () => {
  assert.equal(clockOf(utc('2026-01-01T18:00'), day('2026-01-01'), 'Asia/Tokyo'), 27 * 60);
  assert.equal(minuteOfClock(27 * 60, day('2026-01-01'), 'Asia/Tokyo'), utc('2026-01-01T18:00'));
});

test('a minute lies in the calendar day that its zone reads', () => {
  assert.equal(calendarDateOf(utc('2026-01-01T14:59'), 'Asia/Tokyo'), '2026-01-01');
  assert.equal(calendarDateOf(utc('2026-01-01T15:00'), 'Asia/Tokyo'), '2026-01-02');
  assert.equal(calendarDateOf(utc('2026-01-01T04:59'), 'America/New_York'), '2025-12-31');
});

test('a zone with half an hour in its offset reads its own clock', () => {
  assert.equal(clockOf(utc('2026-01-01T03:30'), day('2026-01-01'), 'Asia/Kolkata'), 9 * 60);
  // Lord Howe changes its clock by thirty minutes: 10:30 in winter, 11:00 in summer.
  assert.equal(clockOf(utc('2026-07-01T00:00'), day('2026-07-01'), 'Australia/Lord_Howe'), 10 * 60 + 30);
  assert.equal(clockOf(utc('2026-01-01T00:00'), day('2026-01-01'), 'Australia/Lord_Howe'), 11 * 60);
});

test('a reading that is skipped is the minute of the change', () => {
  assert.equal(minuteOfClock(26 * 60 - 1, SPRING, BERLIN), utc('2026-03-29T00:59'));
  for (const reading of [26 * 60, 26 * 60 + 30, 27 * 60]) {
    assert.equal(minuteOfClock(reading, SPRING, BERLIN), utc('2026-03-29T01:00'));
  }
});

test('a reading that comes twice is the first of the two', () => {
  assert.equal(minuteOfClock(26 * 60 + 30, AUTUMN, BERLIN), utc('2026-10-25T00:30'));
  assert.equal(minuteOfClock(27 * 60, AUTUMN, BERLIN), utc('2026-10-25T02:00'));
  assert.equal(clockOf(utc('2026-10-25T00:30'), AUTUMN, BERLIN), clockOf(utc('2026-10-25T01:30'), AUTUMN, BERLIN));
});

test('the minutes between two readings are those that passed', () => {
  const lengthOfNight = (workDate: WorkDate): number => {
    const night = clockInterval(22 * 60, 29 * 60, workDate, BERLIN);
    return night.end - night.start;
  };
  assert.deepEqual([day('2026-03-27'), SPRING, AUTUMN].map(lengthOfNight), [420, 360, 480]);
});

test('a span is cut where the clock is changed, and each piece is as long on the clock as it lasted', () => {
  const night = clockInterval(22 * 60, 29 * 60, AUTUMN, BERLIN);
  const pieces = wallStretches(night, BERLIN);
  assert.deepEqual(pieces, [
    interval(night.start, utc('2026-10-25T01:00')),
    interval(utc('2026-10-25T01:00'), night.end),
  ]);
  const readings = pieces.map((piece) => [clockOf(piece.start, AUTUMN, BERLIN), endClockOf(piece, AUTUMN, BERLIN)]);
  assert.deepEqual(readings, [
    [22 * 60, 27 * 60],
    [26 * 60, 29 * 60],
  ]);
});

test('the end of an empty span is its own reading', () => {
  const minute = minuteOfClock(540, SPRING, BERLIN);
  assert.equal(endClockOf(interval(minute, minute), SPRING, BERLIN), 540);
});

test('reading and minute are inverse wherever the reading exists, in every zone', () => {
  const zones = [
    'Asia/Tokyo',
    BERLIN,
    'America/New_York',
    'Asia/Kolkata',
    'Australia/Lord_Howe',
    'Pacific/Chatham',
    'America/St_Johns',
  ];
  const instant = fc.integer({ min: utc('2020-01-01T00:00'), max: utc('2035-12-31T00:00') });
  fc.assert(
    fc.property(instant, fc.constantFrom(...zones), (minute, zone) => {
      const plain = Temporal.Instant.fromEpochMilliseconds(minute * 60_000).toZonedDateTimeISO(zone);
      const workDate = day(plain.toPlainDate().toString());
      const reading = clockOf(minute, workDate, zone);
      assert.equal(reading, plain.hour * 60 + plain.minute);
      const first = minuteOfClock(reading, workDate, zone);
      assert.ok(first <= minute);
      assert.equal(clockOf(first, workDate, zone), reading);
    }),
    { numRuns: 500 },
  );
});

test('a later reading is never an earlier minute', () => {
  fc.assert(
    fc.property(fc.constantFrom(SPRING, AUTUMN), fc.nat(2880), fc.nat(2880), (workDate, a, b) => {
      const [early, late] = a <= b ? [a, b] : [b, a];
      assert.ok(minuteOfClock(early, workDate, BERLIN) <= minuteOfClock(late, workDate, BERLIN));
    }),
  );
});
