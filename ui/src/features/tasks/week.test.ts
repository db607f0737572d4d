import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Task } from '#domain/contract/tasks.ts';
import type { WorkDate } from '#domain/time/types.ts';
import { byDate, weekOf, workdayBefore } from './week.ts';

const date = (text: string): WorkDate => text as WorkDate;

test('a week runs from Sunday to Saturday, over the end of a month, too', () => {
  for (const day of ['2026-11-29', '2026-12-02', '2026-12-05']) {
    const week = weekOf(date(day));
    assert.deepEqual([week.length, week[0], week[6]], [7, '2026-11-29', '2026-12-05']);
  }
});

test('what is copied first is the last workday before', () => {
  assert.equal(workdayBefore(date('2026-11-20')), '2026-11-19');
  assert.equal(workdayBefore(date('2026-11-23')), '2026-11-20');
  assert.equal(workdayBefore(date('2026-11-22')), '2026-11-20');
});

test('a day without tasks has its place, and no task is under another date', () => {
  const task = (workDate: string, title: string) => ({ workDate, title }) as unknown as Task;
  const days = byDate([date('2026-11-20'), date('2026-11-21')], [task('2026-11-21', 'a'), task('2026-11-21', 'b')]);
  assert.deepEqual(
    days.map((day) => day.tasks.map((each) => each.title)),
    [[], ['a', 'b']],
  );
});
