import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DAY_STATES } from '../contract/computed-day.ts';
import { PRESENCE_STATES } from '../contract/group-status.ts';
import { WORK_STYLES } from '../contract/work-rules.ts';
import { presenceOf } from './presence-of.ts';

test('the work style tells where somebody works', () => {
  const at = (workStyle: (typeof WORK_STYLES)[number]) => presenceOf({ dayState: 'working', workStyle });
  assert.deepEqual(WORK_STYLES.map(at), ['working', 'offsite', 'remote']);
});

test('whoever rests or is out is so in every work style', () => {
  for (const workStyle of WORK_STYLES) {
    assert.equal(presenceOf({ dayState: 'onBreak', workStyle }), 'onBreak');
    assert.equal(presenceOf({ dayState: 'ended', workStyle }), 'ended');
    assert.equal(presenceOf({ dayState: 'autoEnded', workStyle }), 'ended');
    assert.equal(presenceOf({ dayState: 'notStarted', workStyle }), 'notStarted');
  }
});

test('every state of the list comes from some state of a day', () => {
  const states = DAY_STATES.flatMap((dayState) => WORK_STYLES.map((workStyle) => presenceOf({ dayState, workStyle })));
  assert.deepEqual([...new Set(states)].sort(), [...PRESENCE_STATES].sort());
});
