import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sumDays } from '#domain/worktime/sum-days.ts';
import type { ComputedDay } from '#domain/contract/computed-day.ts';
import type { MonthDay, RequestMark } from '#domain/contract/months.ts';
import { SAMPLE_NAMES, sampleDay } from '../../charts/sample-day-kit.ts';
import { chipsOf } from './day-chips.ts';
import { contributionsTo, MONTH_FIGURES, totalOf } from './month-figures.ts';

const NOTHING_UNREQUESTED = { total: 0, unanswered: 0 };
const entryOf = (day: ComputedDay | null, more: Partial<MonthDay> = {}): MonthDay => ({
  workDate: sampleDay('ordinary').workDate,
  dayOff: null,
  day,
  requests: [],
  unrequestedBlocks: NOTHING_UNREQUESTED,
  ...more,
});
const request = (state: RequestMark['state']): RequestMark => ({
  requestId: '00000000-0000-4000-8000-000000000001',
  kind: 'end',
  mode: 'manual',
  state,
});

test('the days behind a total add up to it, with an auto-ended day among them', () => {
  const days = SAMPLE_NAMES.map((name) => entryOf(sampleDay(name)));
  const totals = { ...sumDays(SAMPLE_NAMES.map(sampleDay)), workedDays: 0 };
  for (const figure of MONTH_FIGURES) {
    const sum = contributionsTo({ days }, figure).reduce((total, each) => total + each.minutes, 0);
    assert.equal(sum, totalOf(totals, figure), figure);
  }
});

test('each unusual day says so in words', () => {
  const names = (day: ComputedDay | null, isToday = false, isMissing = false): string[] =>
    chipsOf(entryOf(day), isToday, isMissing).map((chip) => chip.name);
  assert.deepEqual(names(sampleDay('ordinary')), []);
  assert.deepEqual(names(sampleDay('autoEnded')), ['autoEnded']);
  assert.deepEqual(names(sampleDay('holidayWork')), ['holidayWork']);
  assert.deepEqual(names(sampleDay('declaredOnly')), ['noData']);
  assert.deepEqual(names(sampleDay('open'), true), ['today', 'provisional']);
  assert.deepEqual(names(null, false, true), ['noData']);
  assert.deepEqual(names(null), []);
});

test('requests, approval, differences and open answers mark the day, what the person has to see to first', () => {
  const day = sampleDay('ordinary');
  const names = (more: Partial<MonthDay>): string[] =>
    chipsOf(entryOf(day, more), false, false).map(({ name }) => name);
  assert.deepEqual(names({ requests: [request('approved'), request('submitted')] }), ['waiting']);
  assert.deepEqual(names({ requests: [request('returned'), request('submitted')] }), ['returned', 'waiting']);
  assert.deepEqual(names({ requests: [request('withdrawn')] }), []);
  const marked = { ...day, unrequestedMinutes: 31 };
  assert.deepEqual(names({ day: marked, unrequestedBlocks: { total: 3, unanswered: 1 } }), ['unanswered']);
  assert.deepEqual(names({ day: marked, unrequestedBlocks: { total: 3, unanswered: 0 } }), []);
  const few = { ...day, unrequestedMinutes: 30 };
  assert.deepEqual(names({ day: few, unrequestedBlocks: { total: 3, unanswered: 3 } }), [], 'no mark on every day');
  const approval = { approvedAt: 1, approverId: request('approved').requestId, holds: true };
  assert.deepEqual(names({ day: { ...day, approval } }), ['approved']);
  const declaration = { spans: [], breaks: [], overtime: [], scheduledMinutes: 480, isHolidayWork: false };
  const figures = { ...day, clockInClock: 540, clockOutClock: 1080 };
  assert.deepEqual(names({ day: { ...day, approval, difference: { figures, reasons: ['pcData'], declaration } } }), [
    'difference',
    'approved',
  ]);
  assert.deepEqual(names({ day: { ...day, approval: { ...approval, holds: false } } }), []);
});
