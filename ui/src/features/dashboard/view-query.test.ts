import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { WorkDate } from '#domain/time/types.ts';
import { behindOf, queryOfBehind, scopeOf, searchOf, viewFrom, type DashboardView } from './view-query.ts';

const GROUP = '00000000-0000-4000-8000-000000000001';
const PERSON = '00000000-0000-4000-8000-000000000002';
const dates = { from: '2026-11-01' as WorkDate, to: '2026-11-30' as WorkDate };
const first = viewFrom('', '202611');

test('without a query: the whole tenant, the month that runs, worked time for each person', () => {
  assert.deepEqual(first, {
    groupId: 'all',
    below: true,
    personId: undefined,
    months: { from: '202611', to: '202611' },
    figure: 'workedMinutes',
    basis: 'mean',
    behind: undefined,
  });
});

test('every view comes back from its address, with the list that is open', () => {
  const view: DashboardView = {
    groupId: GROUP,
    below: false,
    personId: PERSON,
    months: { from: '202601', to: '202611' },
    figure: 'statutoryOvertimeMinutes',
    basis: 'total',
    behind: undefined,
  };
  const lists = [
    undefined,
    behindOf(view, dates, { kind: 'people', minMinutes: 1, maxMinutes: 2701 }),
    behindOf(view, dates, { kind: 'days', figure: 'pcActiveMinutes', weekday: 0, pcHour: 0, only: 'deviating' }),
    behindOf(first, dates, { kind: 'people', groupId: GROUP, below: false }),
    behindOf(first, dates, { kind: 'days', personId: PERSON, weekday: 6, workedHour: 23 }),
  ];
  for (const behind of lists) {
    const whole = { ...(behind?.groupId === GROUP && behind.personId === PERSON ? view : first), behind };
    assert.deepEqual(viewFrom(searchOf(whole), '202612'), whole);
  }
});

test('an address always says its period, so that a link means the same next month', () => {
  assert.equal(searchOf(first), '?from=202611&to=202611');
});

test('what an address does not know is left out, and no period is longer than 13 months or turned round', () => {
  const wrong = viewFrom(
    '?groupId=1&personId=x&from=200001&to=202611&figure=score&basis=7&list=days&listFrom=2026-02-30&listTo=2026-11-01',
    '202611',
  );
  assert.deepEqual(wrong, { ...first, months: { from: '202511', to: '202611' } });
  assert.deepEqual(viewFrom('?from=202612&to=202601', '202611').months, { from: '202601', to: '202601' });
  const behind = viewFrom(
    '?list=days&listFrom=2026-11-01&listTo=2026-11-30&listWeekday=7&listWorkedHour=24',
    '202611',
  ).behind;
  assert.deepEqual([behind?.weekday, behind?.workedHour], [undefined, undefined]);
});

test('the portal is asked for just what narrows', () => {
  assert.deepEqual(scopeOf(first), { groupId: 'all', below: '1' });
  const behind = behindOf(first, dates, { kind: 'days', weekday: 0, workedHour: 9, minMinutes: 0, maxMinutes: 1 });
  const common = { groupId: 'all', below: '1', ...dates, figure: 'workedMinutes', minMinutes: 0, maxMinutes: 1 };
  assert.deepEqual(queryOfBehind(behind), { people: common, days: { ...common, weekday: 0, workedHour: 9 } });
});
