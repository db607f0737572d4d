import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { WorkOperation } from '#domain/contract/work-rules.ts';
import { fieldsOf, operationsOf, problemsOf, scheduledOf, spanOf, withStretch } from './correction-form.ts';
import type { DayFields, OperationOfDay } from './correction-form.ts';

const BOUNDS = { startClock: 300, endClock: 1740 };
const at = (kind: WorkOperation, clock: number, extra: Partial<OperationOfDay> = {}): OperationOfDay => ({
  kind,
  clock,
  isHolidayWork: false,
  workStyle: 'regular',
  halfDay: null,
  scheduledMinutes: null,
  ...extra,
});
const day = (...spans: [string, string, ...[string, string][]][]): DayFields => ({
  ...fieldsOf([]),
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

test('a day of several spans with breaks is shown as it was pressed', () => {
  const fields = fieldsOf([
    at('start', 540, { workStyle: 'remote', isHolidayWork: true, halfDay: 'morning', scheduledMinutes: 0 }),
    at('break', 600),
    at('resume', 615),
    at('end', 720),
    at('start', 1300),
    at('end', 1530),
  ]);
  assert.deepEqual(readings(fields), [
    ['9:00', '12:00', '10:00-10:15'],
    ['21:40', '25:30'],
  ]);
  assert.deepEqual(
    [fields.workStyle, fields.isHolidayWork, fields.halfDay, fields.scheduled],
    ['remote', true, 'morning', '0:00'],
  );
});

test('what is open stays empty: the person fills in the end', () => {
  assert.deepEqual(readings(fieldsOf([at('start', 540), at('break', 720)])), [['9:00', '', '12:00-']]);
  assert.deepEqual(problems(fieldsOf([at('start', 540)])), ['notAClock']);
});

test('an end in a break ends both', () => {
  assert.deepEqual(readings(fieldsOf([at('start', 540), at('break', 720), at('end', 750)])), [
    ['9:00', '12:30', '12:00-12:30'],
  ]);
});

test('a day that stands is no problem, also past midnight, also without any work', () => {
  assert.deepEqual(problems(day(['9:00', '12:00'], ['13:00', '27:30', ['22:00', '22:15']])), []);
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

test('fields and operations say the same: what is read back from the fields is what was put in', () => {
  const clocks = fc.uniqueArray(fc.integer({ min: 300, max: 1740 }), { minLength: 4, maxLength: 12 });
  fc.assert(
    fc.property(clocks, fc.constantFrom('regular', 'offsite', 'remote'), (list, workStyle) => {
      const sorted = list.toSorted((a, b) => a - b).slice(0, Math.floor(list.length / 4) * 4);
      const kinds = ['start', 'break', 'resume', 'end'] as const;
      const operations = sorted.map((clock, index) => {
        const kind = kinds[index % 4] ?? 'start';
        return at(kind, clock, kind === 'start' ? { workStyle } : {});
      });
      const fields = fieldsOf(operations);
      assert.deepEqual([...problemsOf(fields, BOUNDS)], []);
      assert.deepEqual(operationsOf(fields), operations);
    }),
  );
});
