import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ApprovalDay, DecisionResult } from '#domain/contract/approvals.ts';
import type { WorkRequest } from '#domain/contract/requests.ts';
import { actionOf, focusAfter } from './approval-keys.ts';
import {
  decisionsOf,
  inCalls,
  isDecidable,
  isReady,
  keyOf,
  reasonOf,
  refusalsOf,
  summaryOf,
  waitingOf,
} from './approval-rows.ts';
import { approvalDay, requestOf } from './approval-test-kit.ts';

const idsOf = (requests: readonly WorkRequest[]): string[] => requests.map((each) => each.requestId.slice(-3));
const outcome = (request: WorkRequest | undefined, of: DecisionResult['outcome']): DecisionResult => ({
  requestId: request?.requestId ?? '',
  outcome: of,
  now: null,
  isDayApproved: of === 'done',
});

test('only what waits is decided; automatic and decided requests of the day stay as they are', () => {
  const day = approvalDay(1, { requests: [requestOf(10, { state: 'approved', mode: 'automatic' }), requestOf(11)] });
  assert.deepEqual(idsOf(waitingOf(day)), ['011']);
  const decisions = decisionsOf([day], 'return', '理由');
  assert.deepEqual(
    decisions.map((each) => [each.requestId.slice(-3), each.decision, each.comment, each.seenFigures]),
    [['011', 'return', '理由', 'seen-1']],
  );
});

test('a day whose figures are not there yet is not approved unseen', () => {
  assert.equal(isReady(approvalDay(1)), true);
  assert.equal(isReady(approvalDay(1, { figures: null })), false);
  assert.equal(isReady(approvalDay(1, { isSettling: true })), false);
  assert.equal(isDecidable(approvalDay(1, { mayDecide: false })), false);
  assert.equal(isDecidable(approvalDay(1, { requests: [] })), false, 'a difference alone is settled, not approved');
  assert.equal('seenFigures' in (decisionsOf([approvalDay(1, { figures: null })], 'approve', '')[0] ?? {}), false);
});

test('the reason of a correction or overtime stands in the row before any other', () => {
  const day = approvalDay(1, {
    requests: [
      requestOf(1, { reason: '開始' }),
      requestOf(2, { content: { kind: 'overtime', expectedEndClock: 1200 }, reason: '見積もり' }),
    ],
  });
  assert.equal(reasonOf(day), '見積もり');
  assert.equal(reasonOf(approvalDay(1, { requests: [requestOf(1, { reason: '' })] })), '');
});

test('the summary of a stack counts days and people, adds amounts and names the longest overtime', () => {
  const days = [
    approvalDay(1),
    approvalDay(2, {}, { overtimeMinutes: 90, workStyle: 'remote' }),
    approvalDay(
      3,
      { personId: approvalDay(1).personId, attention: [{ flag: 'lateNight', amount: 30 }] },
      { lateNightMinutes: 30 },
    ),
    approvalDay(4, { figures: null }),
  ];
  const summary = summaryOf(days);
  assert.deepEqual([summary.days, summary.people], [4, 3]);
  assert.deepEqual([summary.workedMinutes, summary.overtimeMinutes, summary.lateNightMinutes], [1440, 90, 30]);
  assert.deepEqual([summary.remoteDays, summary.holidayWorkDays], [1, 0]);
  assert.deepEqual(summary.flags, [['lateNight', 1]]);
  assert.equal(summary.longest, days[1]);
  assert.equal(summaryOf([approvalDay(1)]).longest, undefined);
});

test('more decisions than a call takes are sent in several, and no day is cut in two', () => {
  const requests = Array.from({ length: 400 }, (_, index) => requestOf(index));
  const days: ApprovalDay[] = [1, 2, 3].map((index) => approvalDay(index, { requests }));
  assert.deepEqual(
    inCalls(days).map((call) => call.length),
    [2, 1],
  );
  assert.deepEqual(inCalls([]), []);
});

test('of a day that was decided in part, what was refused is told', () => {
  const day = approvalDay(1, { requests: [requestOf(1), requestOf(2)] });
  const other = approvalDay(2, { requests: [requestOf(3)] });
  const [first, second] = day.requests;
  const refusals = refusalsOf(
    [day, other],
    [outcome(first, 'done'), outcome(second, 'changed'), outcome(other.requests[0], 'done')],
  );
  assert.equal(refusals.get(keyOf(day))?.outcome, 'changed');
  assert.equal(refusals.get(keyOf(other)), undefined);
});

const press = (key: string, more: Partial<Parameters<typeof actionOf>[0]> = {}) =>
  actionOf({ key, ctrlKey: false, metaKey: false, altKey: false, isComposing: false, keyCode: 0, ...more });

test('keys do what the screen says, also when an input method was left on', () => {
  assert.deepEqual(
    ['j', 'k', 'x', 'a', 'r', 'A', '?'].map((key) => press(key)),
    ['next', 'previous', 'select', 'approve', 'return', 'approveOrdinary', 'help'],
  );
  assert.equal(press('ｊ'), 'next');
  assert.equal(press('Enter'), undefined);
  assert.equal(press('constructor'), undefined);
});

test('keys with a modifier belong to the browser, and those of a conversion to the input method', () => {
  assert.equal(press('a', { ctrlKey: true }), undefined);
  assert.equal(press('a', { metaKey: true }), undefined);
  assert.equal(press('r', { altKey: true }), undefined);
  assert.equal(press('a', { isComposing: true }), undefined);
  assert.equal(press('a', { keyCode: 229 }), undefined);
});

test('after a decision the focus is on the next row that stays, at the end on the last one', () => {
  const keys = ['1', '2', '3', '4'];
  assert.equal(focusAfter(keys, new Set(['2']), '2'), '3');
  assert.equal(focusAfter(keys, new Set(['2', '3']), '2'), '4');
  assert.equal(focusAfter(keys, new Set(['4']), '4'), '3');
  assert.equal(focusAfter(keys, new Set(keys), '2'), undefined);
});
