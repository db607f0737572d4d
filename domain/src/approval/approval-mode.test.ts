import assert from 'node:assert/strict';
import { test } from 'node:test';
import { WORK_STYLES } from '../contract/work-rules.ts';
import { endRequestMode, isRequired, startRequestMode } from './approval-mode.ts';

const modes = (mode: 'byWorkStyle' | 'automatic' | 'manual', isDayApproved = false) =>
  WORK_STYLES.map((workStyle) => startRequestMode({ mode, workStyle, isDayApproved }));

test('by work style, only remote work waits for an approver', () => {
  assert.deepEqual(modes('byWorkStyle'), ['automatic', 'automatic', 'manual']);
});

test("the person's own mode wins over the work style", () => {
  assert.deepEqual(modes('automatic'), ['automatic', 'automatic', 'automatic']);
  assert.deepEqual(modes('manual'), ['manual', 'manual', 'manual']);
});

test('whatever is pressed on an approved day waits', () => {
  assert.deepEqual(modes('automatic', true), ['manual', 'manual', 'manual']);
});

test('an overtime request makes the end of its day manual, the start not', () => {
  const press = { mode: 'automatic', workStyle: 'regular', isDayApproved: false } as const;
  assert.equal(endRequestMode({ ...press, hasOvertimeRequest: true }), 'manual');
  assert.equal(endRequestMode({ ...press, hasOvertimeRequest: false }), 'automatic');
  assert.equal(startRequestMode(press), 'automatic');
});

test('tasks and reports are owed by remote work, or as the person is set', () => {
  const required = (mode: 'byWorkStyle' | 'optional' | 'mandatory') =>
    WORK_STYLES.map((workStyle) => isRequired(mode, workStyle));
  assert.deepEqual(required('byWorkStyle'), [false, false, true]);
  assert.deepEqual(required('optional'), [false, false, false]);
  assert.deepEqual(required('mandatory'), [true, true, true]);
});
