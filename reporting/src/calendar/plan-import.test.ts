import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { WorkDate } from '#domain/time/types.ts';
import type { TaskRow } from '../records/read-tasks.ts';
import type { PlacedEntry } from './place-entries.ts';
import { planImport } from './plan-import.ts';
import type { ImportPlan } from './plan-import.ts';

const TODAY = '2026-03-10' as WorkDate;
const START = 29_500_000;

const entry = (externalId: string, more: Partial<PlacedEntry> = {}): PlacedEntry => ({
  ...{
    externalId,
    uid: externalId.split('|')[2] ?? '',
    kind: 'meeting',
    workStyle: 'regular',
    title: '会議',
    detail: '',
  },
  ...{ workDate: '2026-03-11' as WorkDate, isAllDay: false, span: { start: START, end: START + 60 } },
  ...more,
});
const row = (externalId: string, more: Partial<TaskRow> = {}): TaskRow => ({
  ...{
    task_id: `task ${externalId}`,
    person_id: 'p',
    work_date: '2026-03-11' as WorkDate,
    kind: 'meeting',
    title: '会議',
  },
  ...{ detail: '', is_all_day: false, starts_at: new Date(START * 60_000), ends_at: new Date((START + 60) * 60_000) },
  ...{ external_id: externalId, work_style: 'regular', is_owner: true, is_dropped: false, report: '', progress: 0 },
  ...{ source: 'calendar', version: 1 },
  ...more,
});
const plan = (rows: TaskRow[], entries: PlacedEntry[], dismissed: string[] = []): ImportPlan =>
  planImport(rows, entries, new Set(dismissed), TODAY);

test('what is new is added, what is the same is left alone, what is gone is removed', () => {
  const { insert, change, remove, counts } = plan([row('|0|a'), row('|0|b')], [entry('|0|a'), entry('|0|c')]);
  assert.deepEqual(
    [insert.map((each) => each.uid), change, remove.map((each) => each.external_id)],
    [['c'], [], ['|0|b']],
  );
  assert.deepEqual(counts, { added: 1, changed: 0, removed: 1, unchanged: 1, kept: 0 });
});

test('a moved one is changed and not removed and added: the report goes with it', () => {
  const moved = entry('|0|a', {
    workDate: '2026-03-13' as WorkDate,
    span: { start: START + 2_880, end: START + 2_940 },
  });
  const reported = row('|0|a', { report: '済み' });
  assert.deepEqual(plan([reported], [moved]).change, [{ row: reported, entry: moved }]);
});

test('one with a report or progress that the calendar drops is kept and marked, once', () => {
  const reported = row('|0|a', { report: '済み' });
  assert.deepEqual([plan([reported], []).drop, plan([reported], []).remove], [[reported], []]);
  const progressed = row('|0|a', { progress: 50, is_dropped: true });
  const again = plan([progressed], []);
  assert.deepEqual([again.drop, again.counts.kept], [[], 1]);
});

test('a dropped one that comes back is no longer dropped', () => {
  const dropped = row('|0|a', { is_dropped: true, report: '済み' });
  assert.equal(plan([dropped], [entry('|0|a')]).change.length, 1);
});

test('what the person has deleted stays away', () => {
  assert.deepEqual(plan([], [entry('|0|a')], ['|0|a']).insert, []);
});

test('a series with other ids keeps what was written: by its UID and date', () => {
  const reported = row('2026-03-11T01:00|0|a', { report: '済み' });
  const { change, insert, remove, drop } = plan([reported], [entry('2026-03-11T02:00|0|a')]);
  assert.equal(change[0]?.row, reported);
  assert.deepEqual([insert, remove, drop], [[], [], []]);
});

test('past days are history: gone ones stay, and with a report also those that go on later', () => {
  const past = { work_date: '2026-03-09' as WorkDate };
  assert.deepEqual(plan([row('|0|a', past)], []).remove, []);
  const goesOn = plan([row('|0|a', past)], [entry('|0|a')]);
  assert.deepEqual([goesOn.change.length, goesOn.insert.length], [1, 0]);
  const reported = row('|0|a', { ...past, report: '済み' });
  const released = plan([reported], [entry('|0|a')]);
  assert.deepEqual([released.release, released.insert.length, released.change], [[reported], 1, []]);
});
