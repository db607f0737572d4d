import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dayKey } from './group-by-day.ts';
import { DIRECTORY, NOW, rowsOf } from './import-test-kit.ts';
import { readTaskDays } from './read-task-days.ts';
import { readWorkDays } from './read-work-days.ts';
import { settleDays } from './settle-days.ts';
import type { PresentDay } from './settle-days.ts';

const work = (end: string) =>
  readWorkDays(rowsOf('ユーザID,業務日,開始,終了,休憩', `yamada,2026/04/01,9:00,${end},10:00-10:10`), DIRECTORY, NOW)
    .days;
const tasks = (title: string) =>
  readTaskDays(rowsOf('ユーザID,業務日,開始,終了,件名', `yamada,2026/04/01,9:00,10:00,${title}`), DIRECTORY, NOW).days;
const FREE: PresentDay = { operations: [], hasRequests: false, hasApproval: false, tasks: [] };
const imported = (end: string, origin: 'imported' | 'pressed' = 'imported'): PresentDay => ({
  ...FREE,
  operations: (work(end)[0]?.content ?? []).map((operation) => ({ ...operation, origin })),
});
const withTasks = (title: string, isTouched = false): PresentDay => ({
  ...FREE,
  tasks: (tasks(title)[0]?.content ?? []).map((task) => ({ ...task, isTouched })),
});

const settle = (
  days: ReturnType<typeof work> | ReturnType<typeof tasks>,
  there: PresentDay | undefined,
  replaces: boolean,
) => {
  const [day] = days;
  assert.ok(day);
  const present = new Map(there === undefined ? [] : [[dayKey(day), there] as const]);
  const { settled, problems } = settleDays([day], present, replaces);
  return settled[0]?.action ?? problems[0]?.text;
};

test('declared work: free days are added, equal ones stay, an earlier import is replaced only where asked for', () => {
  for (const replaces of [false, true]) {
    assert.equal(settle(work('18:00'), undefined, replaces), 'added');
    assert.equal(settle(work('18:00'), FREE, replaces), 'added');
    assert.equal(settle(work('18:00'), imported('18:00'), replaces), 'unchanged');
  }
  assert.match(String(settle(work('18:00'), imported('17:00'), false)), /前に取り込まれています/);
  assert.equal(settle(work('18:00'), imported('17:00'), true), 'replaced');
});

test('what the person pressed, asked for or had approved is never replaced', () => {
  assert.match(String(settle(work('18:00'), imported('18:00', 'pressed'), true)), /本人の打刻/);
  assert.match(String(settle(work('18:00'), { ...FREE, hasRequests: true }, true)), /申請があります/);
  assert.match(String(settle(work('18:00'), { ...imported('17:00'), hasApproval: true }, true)), /承認されています/);
});

test('tasks stand beside the own work of the person; an imported one that they changed stays theirs', () => {
  assert.equal(settle(tasks('見積'), imported('18:00', 'pressed'), false), 'added');
  assert.equal(settle(tasks('見積'), withTasks('見積'), false), 'unchanged');
  assert.match(String(settle(tasks('見積'), withTasks('会議'), false)), /前に取り込まれています/);
  assert.equal(settle(tasks('見積'), withTasks('会議'), true), 'replaced');
  assert.match(String(settle(tasks('見積'), withTasks('見積', true), true)), /本人が変更/);
});
