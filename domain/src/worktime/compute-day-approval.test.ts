import assert from 'node:assert/strict';
import { test } from 'node:test';
import { approvalOfDifference, dayApprovalOf } from './day-approval.ts';
import { clock, computeSketch, inputOf, PERSON } from './day-test-kit.ts';
import type { DaySketch, Pressed } from './day-test-kit.ts';
import { computeDay } from './compute-day.ts';
import { declaredFiguresOf } from './declared-figures.ts';

const AT = 1_800_000_000_000;
const NINE_TO_SEVEN: readonly Pressed[] = [
  ['9:00', 'start'],
  ['19:00', 'end'],
];
const RECORDED: DaySketch = { autoRecording: true, active: ['9:00-12:00', '13:00-18:30'] };
const approvedBy = (sketch: DaySketch) => dayApprovalOf(computeSketch(sketch), PERSON, AT);

test('an approved day shows what was approved, and who did it', () => {
  const day = computeSketch({ presses: NINE_TO_SEVEN, approval: approvedBy({ presses: NINE_TO_SEVEN }) });
  assert.deepEqual(day.approval, { approvedAt: AT, approverId: PERSON, holds: true });
  assert.deepEqual(
    [day.workedMinutes, day.overtimeMinutes, day.isConfirmed, day.isProvisional, day.difference],
    [540, 60, true, false, null],
  );
});

test('late data after approval: declared figures stay, PC figures and unrequested follow, no difference without auto-recording', () => {
  const approval = approvedBy({ presses: NINE_TO_SEVEN, active: ['9:00-12:00'] });
  const day = computeSketch({ presses: NINE_TO_SEVEN, approval, active: ['9:00-12:00', '20:00-20:40'] });
  assert.deepEqual(
    [day.workedMinutes, day.unrequestedMinutes, day.pcActiveMinutes, day.lastActiveClock, day.difference],
    [540, 40, 220, clock('20:40'), null],
  );
});

test('late data of an auto-recorded day after approval: the recorded span stays and the difference names it', () => {
  const approval = approvedBy(RECORDED);
  const day = computeSketch({ ...RECORDED, approval, active: ['7:30-8:00', '9:00-12:00', '13:00-18:30'] });
  assert.deepEqual([day.clockInClock, day.workedMinutes, day.overtimeMinutes], [clock('9:00'), 510, 30]);
  assert.deepEqual([day.unrequestedMinutes, day.declarationSource], [30, 'autoRecorded']);
  assert.deepEqual(day.difference?.reasons, ['pcData']);
  assert.deepEqual(
    [
      day.difference?.figures.clockInClock,
      day.difference?.figures.workedMinutes,
      day.difference?.figures.overtimeMinutes,
    ],
    [clock('7:30'), 600, 60],
  );
});

test('late data of a day pressed with auto-recording on: only its overtime would differ', () => {
  const sketch: DaySketch = { autoRecording: true, presses: NINE_TO_SEVEN, active: ['9:00-12:00', '13:00-19:00'] };
  const day = computeSketch({ ...sketch, approval: approvedBy(sketch), active: ['9:00-12:00', '13:00-20:00'] });
  // active outside the window 540, later 600; 20:00 lies after the declared end
  assert.deepEqual([day.overtimeMinutes, day.workedMinutes, day.unrequestedMinutes], [60, 540, 60]);
  assert.deepEqual(
    [day.difference?.figures.overtimeMinutes, day.difference?.figures.workedMinutes, day.difference?.reasons],
    [120, 540, ['pcData']],
  );
});

test('the approver takes the difference: the new figures hold and there is none any more', () => {
  const active = ['7:30-8:00', '9:00-12:00', '13:00-18:30'];
  const differing = computeSketch({ ...RECORDED, approval: approvedBy(RECORDED), active });
  const taken = approvalOfDifference(differing, PERSON, AT + 1);
  assert.ok(taken);
  const day = computeSketch({ ...RECORDED, active, approval: taken });
  assert.deepEqual([day.workedMinutes, day.overtimeMinutes, day.difference], [600, 60, null]);
  assert.equal(approvalOfDifference(day, PERSON, AT), undefined);
});

test('the approver declines the difference: it is none, until the figures move again', () => {
  const active = ['7:30-8:00', '9:00-12:00', '13:00-18:30'];
  const approval = approvedBy(RECORDED);
  const declinedFigures = computeSketch({ ...RECORDED, approval, active }).difference?.figures ?? null;
  const declined = { ...approval, declinedFigures };
  assert.ok(declinedFigures);
  assert.equal(computeSketch({ ...RECORDED, active, approval: declined }).difference, null);
  const moved = computeSketch({ ...RECORDED, active: ['7:00-8:00', ...active.slice(1)], approval: declined });
  assert.equal(moved.difference?.figures.clockInClock, clock('7:00'));
  assert.equal(moved.workedMinutes, 510);
});

test('while a newer request waits the day counts as declared now, provisionally, and shows no difference', () => {
  const approval = { ...approvedBy({ presses: NINE_TO_SEVEN }), holds: false };
  const corrections = [
    {
      state: 'submitted' as const,
      presses: [
        ['9:00', 'start'],
        ['20:00', 'end'],
      ] as const,
    },
  ];
  const day = computeSketch({ presses: NINE_TO_SEVEN, approval, corrections });
  assert.deepEqual([day.workedMinutes, day.isProvisional, day.difference], [600, true, null]);
  assert.equal(day.approval?.holds, false);
});

test('other breaks of the pattern after approval: a difference because of the roster, a moved declaration because of it', () => {
  const approval = approvedBy({ presses: NINE_TO_SEVEN });
  const input = inputOf({ presses: NINE_TO_SEVEN, approval, patterns: [{ breaks: [] }] });
  const day = computeDay({ ...input, rules: { ...input.rules, version: 8 } });
  assert.deepEqual([day.workedMinutes, day.breakMinutes, day.difference?.figures.workedMinutes], [540, 60, 600]);
  assert.deepEqual(day.difference?.reasons, ['roster']);
  const moved = computeSketch({
    presses: [
      ['9:00', 'start'],
      ['21:00', 'end'],
    ],
    approval,
  });
  assert.deepEqual([moved.workedMinutes, moved.difference?.reasons], [540, ['declaration']]);
});

test('rules that have changed since are named', () => {
  const approval = approvedBy({ presses: NINE_TO_SEVEN });
  const older = { ...approval, overtime: [], basis: { ...approval.basis, rulesVersion: 1 } };
  const day = computeSketch({ presses: NINE_TO_SEVEN, approval: older });
  assert.deepEqual([day.overtimeMinutes, day.difference?.reasons], [0, ['rules']]);
});

test('approved overtime outside the spans stays overtime and unrequested', () => {
  const sketch: DaySketch = {
    autoRecording: true,
    patterns: [{ scheduledMinutes: 60, breaks: [] }],
    presses: [
      ['9:00', 'start'],
      ['10:00', 'end'],
    ],
    active: ['9:00-10:00', '20:00-20:15'],
  };
  const day = computeSketch({ ...sketch, approval: approvedBy(sketch), active: ['9:00-10:00', '20:00-20:30'] });
  assert.deepEqual([day.overtimeMinutes, day.unrequestedMinutes], [15, 30]);
  assert.equal(day.difference?.figures.overtimeMinutes, 30);
});

test('an empty span, holiday work and a named amount survive the approval as they were', () => {
  const sketch: DaySketch = {
    presses: [
      ['9:00', 'start', { isHolidayWork: true, scheduledMinutes: 0 }],
      ['9:00', 'end'],
      ['21:00', 'start'],
      ['23:00', 'break'],
      ['23:20', 'resume'],
      ['25:00', 'end'],
    ],
  };
  const before = computeSketch(sketch);
  const after = computeSketch({ ...sketch, approval: approvedBy(sketch) });
  assert.deepEqual(declaredFiguresOf(after), declaredFiguresOf(before));
  assert.deepEqual(after.spans, before.spans);
  assert.deepEqual(after.ledger, before.ledger);
  assert.deepEqual([after.clockInClock, after.holidayWorkMinutes, after.breakMinutes], [540, 220, 20]);
});

test('a day that was approved as unworked and then shows activity stays unworked', () => {
  const sketch: DaySketch = { corrections: [{ state: 'approved', presses: [] }] };
  const day = computeSketch({ ...sketch, approval: approvedBy(sketch), active: ['9:00-9:20'] });
  assert.deepEqual([day.hasDeclaration, day.unrequestedMinutes, day.difference], [false, 20, null]);
});
