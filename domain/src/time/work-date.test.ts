import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { dateOf, GROUP, rulesOf } from '../worktime/day-test-kit.ts';
import { addDays } from './calendar.ts';
import type { UnixMinute } from './types.ts';
import { assignmentOn, workDateInterval, workDateOf, workDateOfOperation } from './work-date.ts';

const tokyo = (text: string): UnixMinute => Date.parse(`${text}:00+09:00`) / 60_000;
const DEFAULT = rulesOf();
const NEIGHBOURS = rulesOf([{ autoEndClock: 300 }, { from: '2026-01-06', autoEndClock: 480 }]);

test('03:00 on the 2nd belongs to the 1st, 05:00 to the 2nd', () => {
  assert.equal(workDateOf(tokyo('2026-01-02T03:00'), DEFAULT), '2026-01-01');
  assert.equal(workDateOf(tokyo('2026-01-02T04:59'), DEFAULT), '2026-01-01');
  assert.equal(workDateOf(tokyo('2026-01-02T05:00'), DEFAULT), '2026-01-02');
});

test('an ordinary work date runs from 5:00 to 29:00', () => {
  assert.deepEqual(workDateInterval(dateOf('2026-01-01'), DEFAULT), {
    start: tokyo('2026-01-01T05:00'),
    end: tokyo('2026-01-02T05:00'),
  });
});

test('the pattern valid on the new date sets the boundary between neighbours', () => {
  const before = workDateInterval(dateOf('2026-01-05'), NEIGHBOURS);
  const after = workDateInterval(dateOf('2026-01-06'), NEIGHBOURS);
  assert.equal(before.end - before.start, 27 * 60);
  assert.equal(before.end, after.start);
  assert.equal(workDateOf(tokyo('2026-01-06T07:59'), NEIGHBOURS), '2026-01-05');
  assert.equal(workDateOf(tokyo('2026-01-06T08:00'), NEIGHBOURS), '2026-01-06');
});

test('the first assignment also holds before its date, a later one from its own', () => {
  const rules = rulesOf([
    { from: '2026-01-01', code: 'A' },
    { from: '2026-02-01', code: 'B' },
  ]);
  const codeOn = (text: string): string => assignmentOn(rules, dateOf(text)).pattern.code;
  assert.deepEqual(['2025-06-01', '2026-01-31', '2026-02-01', '2030-01-01'].map(codeOn), ['A', 'A', 'B', 'B']);
  assert.equal(assignmentOn(rules, dateOf('2026-01-01')).groupId, GROUP);
});

test('work dates of the nights of a clock change are an hour shorter and longer', () => {
  const berlin = rulesOf([{}], 'Europe/Berlin');
  const lengthOn = (text: string): number => {
    const day = workDateInterval(dateOf(text), berlin);
    return day.end - day.start;
  };
  assert.deepEqual(['2026-03-27', '2026-03-28', '2026-10-24', '2026-10-25'].map(lengthOn), [1440, 1380, 1500, 1440]);
});

test('every minute is in the work date it is said to belong to, and neighbours touch', () => {
  const patterns = fc.array(fc.integer({ min: 0, max: 720 }), { minLength: 1, maxLength: 4 });
  const zones = fc.constantFrom(
    'Asia/Tokyo',
    'Europe/Berlin',
    'Australia/Lord_Howe',
    'America/New_York',
    'Pacific/Apia',
  );
  fc.assert(
    fc.property(patterns, zones, fc.integer({ min: 0, max: 366 * 1440 }), (clocks, zone, offset) => {
      const rules = rulesOf(
        clocks.map((autoEndClock, index) => ({ from: addDays(dateOf('2026-01-01'), index * 100), autoEndClock })),
        zone,
      );
      const minute = tokyo('2026-01-01T00:00') + offset;
      const workDate = workDateOf(minute, rules);
      const day = workDateInterval(workDate, rules);
      assert.ok(day.start <= minute && minute < day.end);
      assert.equal(workDateInterval(addDays(workDate, 1), rules).start, day.end);
    }),
    { numRuns: 300 },
  );
});

test('a press at the boundary ends an open old date, and starts the new one', () => {
  const boundary = tokyo('2026-01-02T05:00');
  const isOldOpen = (workDate: string): boolean => workDate === '2026-01-01';
  assert.equal(workDateOfOperation('end', boundary, DEFAULT, isOldOpen), '2026-01-01');
  assert.equal(workDateOfOperation('start', boundary, DEFAULT, isOldOpen), '2026-01-02');
  assert.equal(
    workDateOfOperation('end', boundary, DEFAULT, () => false),
    '2026-01-02',
  );
  assert.equal(
    workDateOfOperation('break', boundary, DEFAULT, () => true),
    '2026-01-02',
  );
  assert.equal(workDateOfOperation('end', boundary + 1, DEFAULT, isOldOpen), '2026-01-02');
});
