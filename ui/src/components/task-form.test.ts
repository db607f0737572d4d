import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Task } from '#domain/contract/tasks.ts';
import type { WorkDate } from '#domain/time/types.ts';
import { bodyOfTask, copyOfTask, formOfTask, newTaskForm, taskProblems } from './task-form.ts';

const DATE = '2026-11-20' as WorkDate;
const TASK: Task = {
  taskId: '00000000-0000-4000-8000-000000000001',
  personId: '00000000-0000-4000-8000-000000000002',
  workDate: DATE,
  kind: 'meeting',
  title: '週次会議',
  detail: '',
  isAllDay: false,
  startClock: 1500,
  endClock: 1560,
  startMinute: 0,
  endMinute: 60,
  workStyle: 'remote',
  report: '決まったこと',
  progress: 80,
  source: 'screen',
  isDropped: false,
  isOwner: true,
  members: [
    { personId: '00000000-0000-4000-8000-000000000002', name: '佐藤 花子', isOwner: true, progress: 80 },
    { personId: '00000000-0000-4000-8000-000000000003', name: '鈴木 一郎', isOwner: false, progress: 0 },
  ],
  version: 3,
};

test('a new task is offered from the next half hour on, for an hour, also late at night', () => {
  const { start, end } = newTaskForm(DATE, 861, 'regular');
  assert.deepEqual([start, end], ['14:30', '15:30']);
  const night = newTaskForm(DATE, 2870, 'regular');
  assert.deepEqual([night.start, night.end], ['47:00', '48:00']);
  assert.equal(newTaskForm(DATE, undefined, 'regular').start, '9:00');
});

test('a task that is opened and saved unchanged is the same task', () => {
  const body = bodyOfTask(formOfTask(TASK));
  assert.deepEqual(
    [body.title, body.startClock, body.endClock, body.workStyle, body.progress, body.report],
    ['週次会議', 1500, 1560, 'remote', 80, '決まったこと'],
  );
  assert.deepEqual(body.memberIds, ['00000000-0000-4000-8000-000000000003'], 'the owner need not be named');
});

test('a copy has neither report nor progress', () => {
  const copy = copyOfTask(TASK, '2026-11-21' as WorkDate);
  assert.deepEqual([copy.workDate, copy.report, copy.progress, copy.title], ['2026-11-21', '', 0, '週次会議']);
});

test('an all-day task sends no readings', () => {
  const body = bodyOfTask({ ...formOfTask(TASK), isAllDay: true, start: 'x' });
  assert.equal('startClock' in body, false);
  assert.equal(body.isAllDay, true);
});

test('what is typed wrongly is named by its field', () => {
  const form = formOfTask(TASK);
  assert.deepEqual(taskProblems(form), {});
  assert.deepEqual(taskProblems({ ...form, title: '　' }), { title: 'titleMissing' });
  assert.deepEqual(taskProblems({ ...form, title: 'あ'.repeat(257) }), { title: 'titleLong' });
  assert.deepEqual(taskProblems({ ...form, start: '25', end: '' }), { start: 'clockWrong', end: 'clockWrong' });
  assert.deepEqual(taskProblems({ ...form, start: '10:00', end: '9:59' }), { end: 'endBeforeStart' });
  assert.deepEqual(taskProblems({ ...form, start: '10:00', end: '10:00' }), {}, 'a moment is a task, too');
});
