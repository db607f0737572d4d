import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { CorrectedDay } from '#domain/contract/requests.ts';
import { correctedDayOf, fieldsOf, problemsOf, scheduledOf, spanOf, withStretch } from './correction-form.ts';
import type { DayFields } from './correction-form.ts';

const BOUNDS = { firstClock: 300, lastClock: 1740 };
const NO_WORK: CorrectedDay = { spans: [], isHolidayWork: false, halfDay: null, scheduledMinutes: null };
const day = (...spans: [string, string, ...[string, string][]][]): DayFields => ({
  ...fieldsOf(NO_WORK),
  spans: spans.map(([start, end, ...breaks]) => ({
    ...spanOf(),
    start,
    end,
    breaks: breaks.map(([from, to]) => ({ ...spanOf(), start: from, end: to })),
  })),
});
const problems = (fields: DayFields): string[] => [...problemsOf(fields, BOUNDS).values()];
const readings = (fields: DayFields) =>
  fields.spans.map((span) => [span.start, span.end, ...span.breaks.map((each) => `${each.start}-${each.end}`)]);

test('a day of several spans with breaks is shown as it counts', () => {
  const fields = fieldsOf({
    spans: [
      { startClock: 540, endClock: 720, workStyle: 'remote', breaks: [{ startClock: 600, endClock: 615 }] },
      { startClock: 1300, endClock: 1530, workStyle: 'regular', breaks: [] },
    ],
    isHolidayWork: true,
    halfDay: 'morning',
    scheduledMinutes: 0,
  });
  assert.deepEqual(readings(fields), [
    ['9:00', '12:00', '10:00-10:15'],
    ['21:40', '25:30'],
  ]);
  assert.deepEqual([fields.isHolidayWork, fields.halfDay, fields.scheduled], [true, 'morning', '0:00']);
});

test('what nobody ended stays empty: the person fills in the end', () => {
  const fields = fieldsOf({
    ...NO_WORK,
    spans: [{ startClock: 540, endClock: null, workStyle: 'regular', breaks: [{ startClock: 720, endClock: null }] }],
  });
  assert.deepEqual(readings(fields), [['9:00', '', '12:00-']]);
  assert.deepEqual(problems(fields), ['notAClock', 'notAClock']);
});

test('a day that stands is no problem, also past midnight, also without any work', () => {
  assert.deepEqual(problems(day(['9:00', '12:00'], ['13:00', '27:30', ['22:00', '22:15']])), []);
  assert.deepEqual(problems(day(['9:00', '9:00'])), []);
  assert.deepEqual(problems(day()), []);
});

test('each wrong reading is named at its field', () => {
  assert.deepEqual(problems(day(['9時', '18:00'])), ['notAClock']);
  assert.deepEqual(problems(day(['18:00', '9:00'])), ['endsBeforeStart']);
  assert.deepEqual(problems(day(['4:00', '9:00'])), ['outsideDay']);
  assert.deepEqual(problems(day(['9:00', '29:01'])), ['outsideDay']);
  assert.deepEqual(problems(day(['9:00', '18:00'], ['17:00', '19:00'])), ['overlaps']);
  assert.deepEqual(problems(day(['9:00', '18:00', ['18:30', '19:00']])), ['outsideSpan', 'outsideSpan']);
  assert.deepEqual(problems(day(['9:00', '18:00', ['10:00', '11:00'], ['10:30', '11:30']])), ['overlaps']);
  assert.deepEqual(problems(day(['9:00', '18:00', ['10:00', '10:00']])), ['noEndOfBreak']);
  assert.deepEqual(problems({ ...day(), scheduled: '25:00' }), ['notAnAmount']);
});

test('業務時間 is typed as an amount; empty is the pattern, zero is a value', () => {
  assert.deepEqual(
    [scheduledOf(''), scheduledOf('0:00'), scheduledOf('７：３０'), scheduledOf('x')],
    [null, 0, 450, undefined],
  );
});

test('a stretch that touches a span widens it, any other becomes a span in its place', () => {
  const fields = day(['9:00', '18:00']);
  assert.deepEqual(readings(withStretch(fields, 1080, 1170)), [['9:00', '19:30']]);
  assert.deepEqual(readings(withStretch(fields, 480, 600)), [['8:00', '18:00']]);
  assert.deepEqual(readings(withStretch(fields, 1260, 1340)), [
    ['9:00', '18:00'],
    ['21:00', '22:20'],
  ]);
  assert.deepEqual(readings(withStretch(fields, 400, 430))[0], ['6:40', '7:10']);
});

test('the PC log gives a span that nobody ended its end', () => {
  assert.deepEqual(readings(withStretch(day(['9:03', '']), 538, 1142)), [['8:58', '19:02']]);
});

test('fields and day say the same: what is read back from the fields is what was put in', () => {
  const clocks = fc.uniqueArray(fc.integer({ min: 300, max: 1740 }), { minLength: 4, maxLength: 12 });
  fc.assert(
    fc.property(
      clocks,
      fc.constantFrom('regular', 'offsite', 'remote'),
      fc.boolean(),
      (list, workStyle, isHolidayWork) => {
        const sorted = list.toSorted((a, b) => a - b);
        const spans = Array.from({ length: Math.floor(sorted.length / 4) }, (_, index) => {
          const [startClock = 0, from = 0, to = 0, endClock = 0] = sorted.slice(index * 4);
          return { startClock, endClock, workStyle, breaks: [{ startClock: from, endClock: to }] };
        });
        const corrected: CorrectedDay = { spans, isHolidayWork, halfDay: null, scheduledMinutes: sorted[0] ?? 0 };
        const fields = fieldsOf({ ...corrected, scheduledMinutes: 450 });
        assert.deepEqual([...problemsOf(fields, BOUNDS)], []);
        assert.deepEqual(correctedDayOf(fields), { ...corrected, scheduledMinutes: 450 });
      },
    ),
  );
});
