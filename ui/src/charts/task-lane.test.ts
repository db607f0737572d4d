import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TaskRun } from '#domain/contract/computed-day.ts';
import { outlineTasks, placeTasks } from './task-lane.ts';

const task = (startClock: number, endClock: number, more: Partial<TaskRun> = {}): TaskRun => ({
  taskId: '00000000-0000-4000-8000-000000000001',
  kind: 'meeting',
  workStyle: 'regular',
  startMinute: startClock,
  endMinute: endClock,
  isAllDay: false,
  startClock,
  endClock,
  ...more,
});

test('tasks that overlap stand below each other, the others share a row', () => {
  const placed = placeTasks({
    tasks: [task(600, 660), task(540, 620), task(620, 700), task(0, 1440, { isAllDay: true })],
  });
  assert.deepEqual(
    placed.map((each) => [each.startClock, each.row]),
    [
      [540, 0],
      [600, 1],
      [620, 0],
    ],
  );
});

test('an outline lies inside its minutes; one without width is not drawn', () => {
  const axis = { fromClock: 0, toClock: 1440, width: 1440 };
  assert.equal(outlineTasks([task(600, 660)], axis, { top: 0, height: 14 }), 'M601 1h58v12h-58z');
  assert.equal(outlineTasks([task(600, 601)], axis, { top: 0, height: 14 }), '');
});
