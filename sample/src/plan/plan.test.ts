import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseWorkDate } from '#domain/time/calendar.ts';
import { workDateInterval } from '#domain/time/work-date.ts';
import { minuteOfClock } from '#domain/time/wall-clock.ts';
import { SAMPLE_GROUPS } from '../company/groups.ts';
import { SAMPLE_PEOPLE, SHOWN_SIGN_INS } from '../company/people.ts';
import { SAMPLE_ZONE } from '../load/sample-state.ts';
import { rulesOf } from '../load/write-roster.ts';
import { activityOfPlan } from './activity-of-plan.ts';
import { planPerson } from './plan-person.ts';
import { planRequests } from './plan-requests.ts';
import { planTasks } from './plan-tasks.ts';
import { uuidOf } from './random.ts';

// A Sunday evening in Tokyo.
const NOW = Math.floor(Date.UTC(2026, 10, 22, 9, 36) / 60_000);
const plansOf = (person: (typeof SAMPLE_PEOPLE)[number]) => planPerson(person, rulesOf(person), NOW, 60);
const allPlans = SAMPLE_PEOPLE.map((person) => ({ person, plans: plansOf(person) }));

test('the company has 40 people, three levels of groups, and an approver for each', () => {
  assert.equal(SAMPLE_PEOPLE.length, 40);
  const parentOf = new Map(SAMPLE_GROUPS.map((group) => [group.code, group.parent]));
  const depth = (code: string | null): number => (code === null ? 0 : 1 + depth(parentOf.get(code) ?? null));
  assert.equal(Math.max(...SAMPLE_GROUPS.map((group) => depth(group.code))), 3);
  for (const person of SAMPLE_PEOPLE) assert.ok(parentOf.has(person.group), person.name);
  for (const { number } of SHOWN_SIGN_INS) assert.ok(SAMPLE_PEOPLE.some((person) => person.number === number));
});

test('the same seed and the same now give the same data to the letter', () => {
  assert.deepEqual(
    SAMPLE_PEOPLE.map(plansOf),
    allPlans.map(({ plans }) => plans),
  );
  assert.equal(uuidOf('person', 1), uuidOf('person', 1));
  assert.match(uuidOf('person', 1), /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});

test('every ordinary irregularity is there', () => {
  const days = allPlans.flatMap(({ person, plans }) => plans.map((dated) => ({ person, ...dated })));
  const isClosed = (day: (typeof days)[number]) => day.plan.operations.at(-1)?.kind === 'end';
  const past = days.filter((day) => !day.person.isLive || day.workDate !== '2026-11-22');
  assert.ok(
    past.some((day) => day.plan.operations.length > 0 && !isClosed(day)),
    'forgotten 終了',
  );
  assert.ok(
    past.some((day) => day.plan.operations.length === 0 && day.plan.spells.length > 3),
    'work without 開始',
  );
  assert.ok(
    past.some((day) => (day.plan.operations.at(-1)?.clock ?? 0) > 1440),
    'night shift past midnight',
  );
  assert.ok(
    past.some((day) => new Set(day.plan.spells.map((spell) => spell.device)).size === 2),
    'two PCs',
  );
  assert.ok(
    past.some((day) => (day.plan.operations[0]?.clock ?? 0) > 540 + 20),
    'late start',
  );
  assert.ok(
    past.some((day) => day.plan.operations[0]?.isHolidayWork === true),
    'holiday work',
  );
});

test('whoever has a live PC is at work now, whatever the day', () => {
  for (const { person, plans } of allPlans.filter(({ person }) => person.isLive)) {
    const today = plans.at(-1);
    assert.equal(today?.workDate, '2026-11-22', person.name);
    assert.deepEqual(
      today.plan.operations.map((operation) => operation.kind),
      ['start'],
    );
  }
});

test('operations lie in order inside their work date, and nothing is recorded after now', () => {
  for (const { person, plans } of allPlans) {
    for (const { workDate, plan } of plans) {
      const frame = workDateInterval(workDate, rulesOf(person));
      const minutes = plan.operations.map((operation) => minuteOfClock(operation.clock, workDate, SAMPLE_ZONE));
      assert.deepEqual(
        minutes,
        [...minutes].sort((a, b) => a - b),
        `${person.name} ${workDate}`,
      );
      for (const minute of minutes)
        assert.ok(minute >= frame.start && minute < frame.end && minute < NOW, `${person.name} ${workDate}`);
    }
  }
});

test('a PC records each minute once, with windows of at most 60 seconds', () => {
  const date = parseWorkDate('2026-11-16');
  for (const { person, plans } of allPlans) {
    const dated = plans.find((each) => each.workDate === date);
    if (dated === undefined) continue;
    for (const items of activityOfPlan(person, dated.workDate, dated.plan, SAMPLE_ZONE, NOW).values()) {
      const minutes = items.flatMap((item) => (item.kind === 'inputMinute' ? [item.minute] : []));
      assert.equal(new Set(minutes).size, minutes.length, person.name);
      const slices = items.flatMap((item) => (item.kind === 'windowSlice' ? [item.minute] : []));
      assert.deepEqual(slices, minutes);
      assert.deepEqual(
        items.map((item) => item.seq),
        items.map((_, index) => index + 1),
      );
    }
  }
});

test('the last days of the first shown sign-in have each kind and state of request, and an approval that differs', () => {
  const number = SHOWN_SIGN_INS[0]?.number;
  const shown = allPlans.find(({ person }) => person.number === number);
  assert.ok(shown !== undefined);
  const days = planRequests(shown.person, shown.plans, parseWorkDate('2026-11-22') ?? ('' as never));
  const requests = days.flatMap((day) => day.requests);
  assert.deepEqual([...new Set(requests.map(({ kind }) => kind))].sort(), ['correction', 'end', 'overtime', 'start']);
  assert.deepEqual([...new Set(requests.map(({ state }) => state))].sort(), [
    'approved',
    'returned',
    'submitted',
    'withdrawn',
  ]);
  assert.equal(days.filter((day) => day.wasApprovedDifferently).length, 1);
  assert.ok(
    days.some(
      ({ plan, requests: [only, ...others] }) =>
        only?.kind === 'start' && others.length === 0 && plan.operations.length === 1,
    ),
  );
});

test('remote days wait for their approver, and tasks lie within the work date with reports once it is over', () => {
  for (const { person, plans } of allPlans) {
    for (const day of planRequests(person, plans, parseWorkDate('2026-11-22') ?? ('' as never))) {
      const start = day.plan.operations[0];
      const asked = day.requests.find(({ kind }) => kind === 'start');
      if (start?.workStyle === 'remote') assert.equal(asked?.mode, 'manual', day.workDate);
      for (const task of planTasks(person, day.workDate, 'regular', true)) {
        assert.ok(task.startClock < task.endClock && task.endClock <= 1860 && task.report !== '');
      }
    }
  }
});
