import assert from 'node:assert/strict';
import { test } from 'node:test';
import { noticesOf } from './own-notices.ts';

const OFF = {
  breakNotice: false,
  beforeEndNotice: false,
  endNotice: false,
  afterHoursNotice: false,
  overtimeManagement: false,
};

test('only notices that are switched on are named, in the guide’s order', () => {
  assert.deepEqual(noticesOf(OFF), []);
  assert.deepEqual(noticesOf({ ...OFF, overtimeManagement: true, breakNotice: true }), [
    'breakNotice',
    'overtimeManagement',
  ]);
});
