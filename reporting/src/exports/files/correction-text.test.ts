import assert from 'node:assert/strict';
import test from 'node:test';
import type { CorrectedDay, CorrectedSpan, DayBefore } from '#domain/contract/requests.ts';
import { correctionText } from './correction-text.ts';

const AT_BOUNDARY = 29 * 60;
const span = (startClock: number, endClock: number, more: Partial<CorrectedSpan> = {}): CorrectedSpan => ({
  ...{ startClock, endClock, workStyle: 'regular', breaks: [] },
  ...more,
});
const day = (spans: CorrectedSpan[], more: Partial<CorrectedDay> = {}): CorrectedDay => ({
  ...{ spans, isHolidayWork: false, halfDay: null, scheduledMinutes: null },
  ...more,
});
const open = (startClock: number): DayBefore => ({
  ...day([]),
  spans: [{ startClock, endClock: null, workStyle: 'regular', breaks: [] }],
});

test('an end that nobody named reads as the end of the work date', () => {
  assert.equal(correctionText(open(540), day([span(540, 1089)]), AT_BOUNDARY), '退勤 29:00→18:09');
});

test('what stayed is not told, what changed is told in a fixed order', () => {
  const before = day([span(540, 1080)]);
  const after = day([span(510, 1080, { workStyle: 'remote', breaks: [{ startClock: 720, endClock: 765 }] })], {
    isHolidayWork: true,
    halfDay: 'morning',
    scheduledMinutes: 0,
  });
  assert.equal(
    correctionText(before, after, AT_BOUNDARY),
    '出勤 09:00→08:30、休憩 なし→12:00-12:45、勤務形態 通常→在宅、休日勤務 なし→あり、半休 なし→午前、業務時間 パターンどおり→00:00',
  );
  assert.equal(correctionText(before, day([span(540, 1080)]), AT_BOUNDARY), '');
});

test('a day that had no work, or has none any more', () => {
  assert.equal(
    correctionText(day([]), day([span(540, 1080)]), AT_BOUNDARY),
    '出勤 なし→09:00、退勤 なし→18:00、勤務形態 なし→通常',
  );
  assert.equal(correctionText(open(540), day([]), AT_BOUNDARY), '出勤 09:00→なし、退勤 29:00→なし、勤務形態 通常→なし');
});

test('several spans are told whole: first start and last end would hide a change between them', () => {
  const before = day([span(540, 720), span(780, 1080)]);
  const after = day([span(540, 700), span(780, 1080)]);
  assert.equal(correctionText(before, after, AT_BOUNDARY), '勤務 09:00-12:00・13:00-18:00→09:00-11:40・13:00-18:00');
});
