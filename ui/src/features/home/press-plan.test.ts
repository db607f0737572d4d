import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  isOutcomeUnknown,
  isStartWrong,
  needOf,
  needOfFailure,
  newStartForm,
  offeredEnd,
  startBody,
} from './press-plan.ts';

const FREE = {
  isTaskRequired: { regular: false, offsite: false, remote: true },
  hasTaskToday: false,
  isReportRequired: false,
  missingReports: [],
};

test('a start asks for a task only where the chosen work style wants one and none is there', () => {
  assert.equal(needOf('start', FREE, 'regular'), undefined);
  assert.equal(needOf('start', FREE, 'remote'), 'task');
  assert.equal(needOf('start', { ...FREE, hasTaskToday: true }, 'remote'), undefined);
});

test('an end asks for the reports that are missing, and for a task where there is none to report on', () => {
  const strict = { ...FREE, isReportRequired: true, hasTaskToday: true };
  assert.equal(needOf('end', strict, 'remote'), undefined);
  assert.equal(needOf('end', { ...strict, missingReports: [{ taskId: 'x', title: 'x' }] }, 'remote'), 'report');
  assert.equal(needOf('end', { ...strict, hasTaskToday: false }, 'remote'), 'report');
  assert.equal(needOf('break', { ...strict, hasTaskToday: false }, 'remote'), undefined);
});

test('a refusal for want of a task or a report opens the same question', () => {
  assert.equal(needOfFailure('task_required'), 'task');
  assert.equal(needOfFailure('report_required'), 'report');
  assert.equal(needOfFailure('operation_not_possible_now'), undefined);
});

test('only a lost answer leaves open whether a press was taken', () => {
  assert.deepEqual(
    (['offline', 'unavailable', 'internal', 'day_is_corrected', 'invalid_input'] as const).map(isOutcomeUnknown),
    [true, true, true, false, false],
  );
});

test('half day and scheduled time belong to the first start of the day', () => {
  const form = { ...newStartForm('remote'), day: 'morning', isHolidayWork: true } as const;
  assert.deepEqual(startBody(form, true), {
    workStyle: 'remote',
    reason: '',
    isHolidayWork: true,
    halfDay: 'morning',
    scheduledMinutes: null,
  });
  assert.deepEqual(startBody(form, false), { workStyle: 'remote', reason: '' });
});

test('another scheduled time must be an amount of a day, and 0 is one', () => {
  const form = (amount: string) => ({ ...newStartForm('regular'), day: 'other', amount }) as const;
  assert.equal(isStartWrong(form('24:01'), true), true);
  assert.equal(isStartWrong(form(''), true), true);
  assert.equal(isStartWrong(form(''), false), false, 'a later start does not show the field');
  assert.equal(startBody(form('６：３０'), true).scheduledMinutes, 390);
  assert.equal(startBody(form('0:00'), true).scheduledMinutes, 0);
});

test('an expected end is offered at a full half hour that is not before the wanted one', () => {
  assert.equal(offeredEnd(1081, 60), 1170);
  assert.equal(offeredEnd(1080, 60), 1140);
  assert.equal(offeredEnd(2870, 120), 2880);
});
