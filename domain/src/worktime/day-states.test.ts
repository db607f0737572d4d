import assert from 'node:assert/strict';
import { test } from 'node:test';
import { allowedOperations } from './allowed-operations.ts';
import { clock, computeSketch } from './day-test-kit.ts';
import type { Pressed } from './day-test-kit.ts';
import { needsTick, nextChangeMinute } from './day-transitions.ts';
import { placeBreakWindow } from './place-break-window.ts';
import { workStyleOf } from './work-style.ts';

const stateAt = (now: string, ...presses: Pressed[]): string => computeSketch({ presses, now }).dayState;

test('the buttons follow the presses of the day', () => {
  assert.equal(stateAt('8:00'), 'notStarted');
  assert.equal(stateAt('10:00', ['9:00', 'start']), 'working');
  assert.equal(stateAt('10:00', ['9:00', 'start'], ['9:30', 'break']), 'onBreak');
  assert.equal(stateAt('10:00', ['9:00', 'start'], ['9:30', 'break'], ['9:40', 'resume']), 'working');
  assert.equal(stateAt('10:00', ['9:00', 'start'], ['9:30', 'end']), 'ended');
  assert.equal(stateAt('29:00', ['9:00', 'start']), 'autoEnded');
});

test('a person whose start was returned while at work goes on with their buttons', () => {
  assert.equal(stateAt('10:00', ['9:00', 'start', { requestState: 'returned' }]), 'working');
});

test('only the presses that do something are allowed', () => {
  assert.deepEqual(allowedOperations('notStarted'), ['start']);
  assert.deepEqual(allowedOperations('working'), ['break', 'end']);
  assert.deepEqual(allowedOperations('onBreak'), ['resume', 'end']);
  assert.deepEqual(allowedOperations('ended'), ['start']);
  assert.deepEqual(allowedOperations('autoEnded'), []);
});

test('an open day moves every minute, another one at its boundary, a closed one never', () => {
  const open = computeSketch({ presses: [['9:00', 'start']], now: '10:00' });
  assert.equal(nextChangeMinute(open), open.asOfMinute + 1);
  assert.equal(needsTick(open, open.asOfMinute), false);
  assert.equal(needsTick(open, open.asOfMinute + 1), true);

  const idle = computeSketch({ active: ['9:00-9:30'], now: '10:00' });
  assert.equal(nextChangeMinute(idle), idle.endMinute);
  assert.equal(needsTick(idle, idle.endMinute - 1), false);
  assert.equal(needsTick(idle, idle.endMinute), true);

  const closed = computeSketch({ presses: [['9:00', 'start']] });
  assert.equal(nextChangeMinute(closed), null);
  assert.equal(needsTick(closed, closed.endMinute + 10_000), false);
});

test('a break window is placed on the work date and may cross midnight', () => {
  const place = (start: string, end: string, autoEnd = '5:00'): string | undefined => {
    const window = placeBreakWindow(clock(start), clock(end), clock(autoEnd));
    return window && `${window.startClock}-${window.endClock}`;
  };
  assert.equal(place('12:00', '13:00'), '720-780');
  assert.equal(place('3:00', '4:00'), '1620-1680');
  assert.equal(place('23:30', '0:30'), '1410-1470');
  assert.equal(place('28:00', '29:00'), '1680-1740');
  assert.equal(place('4:30', '5:30'), undefined);
  assert.equal(place('12:00', '12:00'), undefined);
});

test('tasks decide the work style before the start does', () => {
  assert.equal(workStyleOf(['regular', 'offsite', 'remote'], ['regular']), 'remote');
  assert.equal(workStyleOf(['offsite', 'regular'], ['remote']), 'offsite');
  assert.equal(workStyleOf(['regular'], ['remote']), 'regular');
  assert.equal(workStyleOf([], ['remote']), 'remote');
  assert.equal(workStyleOf([], []), 'regular');
});
