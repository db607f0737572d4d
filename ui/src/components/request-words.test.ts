import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CorrectedDay, RequestContent } from '#domain/contract/requests.ts';
import { ja } from '../messages/ja.ts';
import { contentText, dayRemarks, spansText } from './request-words.ts';

const AFTER: CorrectedDay = {
  spans: [
    { startClock: 540, endClock: 720, workStyle: 'remote', breaks: [{ startClock: 600, endClock: 615 }] },
    { startClock: 1300, endClock: 1530, workStyle: 'remote', breaks: [] },
  ],
  isHolidayWork: true,
  halfDay: 'morning',
  scheduledMinutes: 0,
};
const text = (content: RequestContent): string => contentText(content, ja);
const START = { workStyle: 'regular', isHolidayWork: false, halfDay: null, scheduledMinutes: null } as const;

test('each kind of request says what it asks for in one line', () => {
  assert.equal(text({ kind: 'start', clock: 541, ...START }), '9:01');
  assert.equal(
    text({ kind: 'start', clock: 541, workStyle: 'remote', isHolidayWork: true, halfDay: null, scheduledMinutes: 450 }),
    '9:01 · 在宅 · 休日出勤 · 業務時間 7:30',
  );
  assert.equal(text({ kind: 'end', clock: 1530 }), '25:30');
  assert.equal(text({ kind: 'overtime', expectedEndClock: 1230 }), '20:30 まで');
  const before = { ...AFTER, spans: [{ startClock: 540, endClock: null, workStyle: 'regular' as const, breaks: [] }] };
  assert.equal(text({ kind: 'correction', before, after: AFTER }), '9:00–終了なし → 9:00–12:00、21:40–25:30');
});

test('a corrected day names its breaks, style, holiday work, half day and 業務時間, and zero is a value', () => {
  assert.equal(dayRemarks(AFTER, ja), '休憩 10:00–10:15 · 在宅 · 休日出勤 · 午前のみ勤務 · 業務時間 0:00');
});

test('a day without any work says so', () => {
  assert.equal(spansText({ ...AFTER, spans: [] }, ja), '勤務なし');
});
