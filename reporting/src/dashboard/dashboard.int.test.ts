import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { z } from 'zod';
import {
  listDashboardDays,
  listDashboardMonthsOver,
  listDashboardPeople,
  readDashboardDeviation,
  readDashboardDistribution,
  readDashboardFrame,
  readDashboardHeatMap,
  readDashboardOverview,
  readDashboardTrend,
} from '#domain/contract/dashboard.ts';
import { DASHBOARD_FIGURES, DAY_FIGURES } from '#domain/contract/dashboard-figures.ts';
import type { ScopeTotals } from '#domain/contract/dashboard-figures.ts';
import type { Endpoint } from '#domain/contract/endpoint.ts';
import { readMonth } from '#domain/contract/months.ts';
import { weekdayOf } from '#domain/time/calendar.ts';
import { minutesByHour } from '#domain/worktime/minutes-by-hour.ts';
import type { Client } from '../testkit/client.ts';
import { storeDay } from '../testkit/days.ts';
import type { DayPlan } from '../testkit/days.ts';
import type { GroupName, PersonName } from '../testkit/house.ts';
import { startTestPortal } from '../testkit/portal.ts';
import type { TestPortal } from '../testkit/portal.ts';
import { naiveTotals } from './naive.fixture.ts';
import type { StoredDay } from './naive.fixture.ts';

let portal: TestPortal;
let viewer: Client;
const stored: StoredDay[] = [];

before(async () => {
  portal = await startTestPortal();
  const { tenantId, people, groups, patternId } = portal.house;
  const { records } = portal;
  await records
    .updateTable('people')
    .set({ may_view_dashboard: true })
    .where('person_id', '=', people.employee)
    .execute();
  // From the 16th of February on the colleague is in 営業一課.
  const moved = { tenant_id: tenantId, person_id: people.colleague, group_id: groups.SALES1, pattern_id: patternId };
  await records
    .insertInto('assignments')
    .values({ ...moved, effective_from: '2026-02-16' })
    .execute();
  for (const [person, plan] of PLANS) await store(person, plan);
  viewer = await portal.signedIn('employee');
});
after(() => portal.stop());

async function store(person: PersonName, plan: DayPlan): Promise<void> {
  const personId = portal.house.people[person];
  const day = await storeDay(portal, portal.house.tenantId, personId, plan);
  stored.push({ personId, day });
}

const pressed = (start: string, end: string): NonNullable<DayPlan['presses']> => [
  ['start', start],
  ['end', end],
];
/** Long days in whole weeks, so that 40 h a week matter; a night; a day off; a day nobody ended; PC use alone. */
const PLANS: readonly (readonly [PersonName, DayPlan])[] = [
  ...[
    '2026-01-26',
    '2026-01-27',
    '2026-01-28',
    '2026-01-29',
    '2026-01-30',
    '2026-01-31',
    '2026-02-02',
    '2026-02-20',
  ].map((workDate): readonly [PersonName, DayPlan] => [
    'colleague',
    {
      workDate,
      presses: pressed('08:40', '19:10'),
      active: [
        ['08:30', '12:10'],
        ['13:00', '18:20'],
      ],
    },
  ]),
  ...Array.from({ length: 20 }, (_, index): readonly [PersonName, DayPlan] => [
    'employee',
    {
      workDate: `2026-02-${String(index + 2).padStart(2, '0')}`,
      presses: pressed('08:00', '21:30'),
      active: [['08:05', '21:00']],
    },
  ]),
  ['approver', { workDate: '2026-02-03', presses: pressed('20:00', '26:30'), active: [['20:00', '27:10']] }],
  ['approver', { workDate: '2026-02-04', presses: [['start', '09:00']], active: [['09:00', '17:00']] }],
  ['approver', { workDate: '2026-02-05', active: [['10:00', '10:40']] }],
  [
    'senior',
    {
      workDate: '2026-02-07',
      presses: [
        ['start', '10:00', { isHolidayWork: true }],
        ['end', '15:00'],
      ],
      active: [['10:00', '14:00']],
    },
  ],
  ['administrator', { workDate: '2026-03-02', presses: pressed('09:00', '18:00') }],
];

async function ask<A extends z.ZodType>(
  endpoint: Pick<Endpoint, 'method' | 'path'> & { readonly answer?: A },
  query: Readonly<Record<string, string>>,
): Promise<z.output<A>> {
  const answer = await viewer.call(endpoint, { query });
  assert.equal(answer.status, 200, answer.text);
  return answer.json;
}

type Choice = (each: StoredDay) => boolean;
const sumOf = (amounts: readonly number[]): number => amounts.reduce((sum, amount) => sum + amount, 0);
const FEBRUARY = { from: '2026-02-01', to: '2026-02-28' };
const IN_SALES: readonly GroupName[] = ['SALES', 'SALES1'];
const isWithin = (from: string, to: string, groups?: readonly GroupName[]) => (each: StoredDay) =>
  each.day.workDate >= from &&
  each.day.workDate <= to &&
  (groups === undefined || groups.some((name) => portal.house.groups[name] === each.day.groupId));

type Sums = Omit<ScopeTotals, 'meanMinutes' | 'people'>;
function assertSums({ people, ...sums }: Sums & { readonly people?: number }, isChosen: Choice): void {
  const { people: expectedPeople, ...expected } = naiveTotals(stored, isChosen);
  assert.deepEqual(sums, expected);
  if (people !== undefined) assert.equal(people, expectedPeople);
}

function assertTotals({ meanMinutes, ...sums }: ScopeTotals, isChosen: Choice): void {
  assertSums(sums, isChosen);
  for (const figure of DASHBOARD_FIGURES)
    assert.equal(meanMinutes?.[figure], sums.people === 0 ? undefined : Math.round(sums.minutes[figure] / sums.people));
}

describe('every figure is the sum of the days', () => {
  test('of the tenant, a month and odd periods, with the days left out counted', async () => {
    for (const [from, to] of [
      ['2026-02-01', '2026-02-28'],
      ['2026-01-28', '2026-02-04'],
      ['2025-03-01', '2026-03-31'],
    ] as const) {
      const { totals } = await ask(readDashboardOverview, { from, to });
      assertTotals(totals, isWithin(from, to));
      assert.equal(totals.leftOutDays, 1);
      assert.ok(totals.minutes.statutoryOvertimeMinutes > 0);
    }
  });

  test('of groups as on the work date: own and children are the whole, and who moved is one person', async () => {
    const { groups } = portal.house;
    const hq = await ask(readDashboardOverview, { ...FEBRUARY, groupId: groups.HQ });
    assertTotals(hq.totals, isWithin(FEBRUARY.from, FEBRUARY.to));
    assert.deepEqual(
      hq.children.map((child) => [child.code, child.hasBelow, child.totals.people]),
      [
        ['DEV', false, 1],
        ['SALES', true, 2],
      ],
    );
    for (const child of hq.children)
      assertTotals(child.totals, isWithin(FEBRUARY.from, FEBRUARY.to, child.code === 'DEV' ? ['DEV'] : IN_SALES));
    const parts = [...hq.children.map(({ totals }) => totals), ...(hq.own === null ? [] : [hq.own])];
    for (const figure of DASHBOARD_FIGURES) {
      const sum = parts.reduce((total, part) => total + part.minutes[figure], 0);
      assert.equal(sum, hq.totals.minutes[figure], figure);
    }
    const plain = await ask(readDashboardOverview, { ...FEBRUARY, groupId: groups.SALES, below: '0' });
    assert.deepEqual([plain.totals.people, plain.totals.meanMinutes, plain.children], [0, null, []]);
  });

  test('of one person, the same as in their own month', async () => {
    const { people } = portal.house;
    const { totals } = await ask(readDashboardOverview, { ...FEBRUARY, personId: people.employee });
    const month = await viewer.call(readMonth, { params: { personId: 'me', month: '202602' } });
    const own: z.output<NonNullable<(typeof readMonth)['answer']>> = month.json;
    for (const figure of [
      'workedMinutes',
      'overtimeMinutes',
      'unrequestedMinutes',
      'lateNightMinutes',
      'pcActiveMinutes',
    ] as const)
      assert.equal(totals.minutes[figure], own.totals[figure], figure);
    assert.deepEqual([totals.declaredDays, totals.leftOutDays], [own.totals.workedDays, own.totals.leftOutDays]);
  });

  test('month by month, null where there is no day', async () => {
    const { months } = await ask(readDashboardTrend, { to: '202603' });
    assert.deepEqual([months.length, months[0]?.month], [13, '202503']);
    for (const { month, totals } of months) {
      const [from, to] = [`${month.slice(0, 4)}-${month.slice(4)}-01`, `${month.slice(0, 4)}-${month.slice(4)}-31`];
      if (totals === null) assert.ok(!stored.some(isWithin(from, to)), month);
      else assertTotals(totals, isWithin(from, to));
    }
    assert.deepEqual(
      months.filter(({ peopleOver }) => peopleOver > 0).map(({ month }) => month),
      ['202602'],
    );
  });
});

test('the distribution puts everybody in one bucket, and a bucket opens its people', async () => {
  for (const figure of ['workedMinutes', 'statutoryOvertimeMinutes', 'deviationMinutes'] as const) {
    const { buckets, people } = await ask(readDashboardDistribution, { ...FEBRUARY, figure });
    assert.equal(people, 4);
    assert.equal(
      buckets.reduce((sum, { count }) => sum + count, 0),
      4,
    );
    for (const { fromMinutes, toMinutes, count } of buckets) {
      const ends = {
        minMinutes: String(fromMinutes),
        ...(toMinutes === null ? {} : { maxMinutes: String(toMinutes) }),
      };
      assert.equal((await ask(listDashboardPeople, { ...FEBRUARY, figure, ...ends })).total, count);
    }
  }
});

test('the heat map is the hours of the days, and a cell opens its days', async () => {
  const { workedMinutes, pcActiveMinutes, dates, leftOutDays } = await ask(readDashboardHeatMap, FEBRUARY);
  const chosen = stored.filter(isWithin(FEBRUARY.from, FEBRUARY.to)).map(({ day }) => day);
  for (let weekday = 0; weekday < 7; weekday += 1) {
    const own = chosen.filter((day) => weekdayOf(day.workDate) === weekday);
    for (let hour = 0; hour < 24; hour += 1) {
      const sum = (kind: 'worked' | 'pcActive', days: typeof own) =>
        days.reduce((total, day) => total + (minutesByHour(day)[kind][hour] ?? 0), 0);
      assert.equal(
        workedMinutes[weekday]?.[hour],
        sum(
          'worked',
          own.filter((day) => day.isConfirmed),
        ),
      );
      assert.equal(pcActiveMinutes[weekday]?.[hour], sum('pcActive', own));
    }
  }
  assert.deepEqual([dates, leftOutDays], [[4, 4, 4, 4, 4, 4, 4], 1]);
  const cell = await ask(listDashboardDays, { ...FEBRUARY, weekday: '2', workedHour: '1' });
  assert.equal(
    cell.days.reduce((sum, day) => sum + (day.hourMinutes ?? 0), 0),
    workedMinutes[2]?.[1],
  );
  assert.deepEqual(
    cell.days.map((day) => [day.workDate, day.hourMinutes]),
    [['2026-02-03', 60]],
  );
  const { people } = portal.house;
  const own = await ask(readDashboardHeatMap, { ...FEBRUARY, personId: people.employee });
  assert.equal(
    own.workedMinutes.flat().reduce((sum, minutes) => sum + minutes, 0),
    naiveTotals(stored, (each) => each.personId === people.employee).minutes.workedMinutes,
  );
});

test('the days behind a figure sum to it, page by page', async () => {
  const { totals } = await ask(readDashboardOverview, FEBRUARY);
  for (const figure of DAY_FIGURES) {
    let sum = 0;
    for (let offset = 0, total = 1; offset < total; offset += 7) {
      const page = await ask(listDashboardDays, { ...FEBRUARY, figure, offset: String(offset), limit: '7' });
      total = page.total;
      sum += page.days.reduce((minutes, day) => minutes + day.minutes[figure], 0);
    }
    assert.equal(sum, totals.minutes[figure], figure);
  }
  const { people } = portal.house;
  const ofPerson = { ...FEBRUARY, personId: people.employee, figure: 'statutoryOvertimeMinutes', limit: '200' };
  const statutory = await ask(listDashboardDays, ofPerson);
  assert.equal(
    statutory.days.reduce((sum, day) => sum + (day.minutes.statutoryOvertimeMinutes ?? 0), 0),
    naiveTotals(stored, (each) => each.personId === people.employee).minutes.statutoryOvertimeMinutes,
  );
  assert.equal((await ask(listDashboardDays, { ...FEBRUARY, only: 'leftOut' })).total, 1);
});

test('the ranking names the most first, with their group of the last day, and marks 45 h', async () => {
  const { people } = await ask(listDashboardPeople, { ...FEBRUARY, figure: 'statutoryOvertimeMinutes' });
  assert.deepEqual(
    people.map((person) => [person.employeeNumber, person.groupName, person.overtimeState]),
    [
      ['001', 'SALES1 課', 'over'],
      ['007', 'SALES1 課', 'ok'],
      ['002', 'HQ 課', 'ok'],
      ['005', 'HQ 課', 'ok'],
    ],
  );
  for (const person of people)
    assertSums(
      person.totals,
      (each) => each.personId === person.personId && isWithin(FEBRUARY.from, FEBRUARY.to)(each),
    );
  const page = await ask(listDashboardPeople, { ...FEBRUARY, order: 'employeeNumber', offset: '1', limit: '1' });
  assert.deepEqual([page.total, page.people.map((person) => person.employeeNumber)], [4, ['002']]);
});

test('months over 45 h are counted by 法定外残業, for the whole month of the person', async () => {
  const over = await ask(listDashboardMonthsOver, { to: '202603' });
  assert.deepEqual(
    over.people.map((person) => [person.employeeNumber, person.monthsOver, person.state]),
    [['001', 1, 'ok']],
  );
  assert.deepEqual([over.allowedMonths, over.limitMinutes, over.yearStartMonth], [6, 2_700, '202504']);
  const everyone = await ask(listDashboardMonthsOver, {
    to: '202603',
    onlyOver: '0',
    groupId: portal.house.groups.DEV,
  });
  const january = naiveTotals(
    stored,
    (each) => each.personId === portal.house.people.colleague && isWithin('2026-01-01', '2026-01-31')(each),
  );
  const february = naiveTotals(
    stored,
    (each) => each.personId === portal.house.people.colleague && isWithin('2026-02-01', '2026-02-28')(each),
  );
  assert.deepEqual(everyone.people[0]?.overtimeMinutes.slice(-3), [
    january.minutes.statutoryOvertimeMinutes,
    february.minutes.statutoryOvertimeMinutes,
    null,
  ]);
});

test('乖離: only days that can be compared, and those above the threshold open', async () => {
  const answer = await ask(readDashboardDeviation, FEBRUARY);
  const compared = stored
    .filter(isWithin(FEBRUARY.from, FEBRUARY.to))
    .filter(({ day }) => day.isConfirmed && day.hasPcData);
  const deviating = compared.filter(({ day }) => day.deviationMinutes > 30);
  assert.deepEqual([answer.comparedDays, answer.deviatingDays], [compared.length, deviating.length]);
  assert.equal(answer.deviatingPeople, new Set(deviating.map(({ personId }) => personId)).size);
  for (const { fromMinutes, toMinutes, count } of answer.buckets)
    assert.equal(
      compared.filter(
        ({ day }) => day.deviationMinutes >= fromMinutes && day.deviationMinutes < (toMinutes ?? Infinity),
      ).length,
      count,
    );
  assert.equal((await ask(listDashboardDays, { ...FEBRUARY, only: 'deviating' })).total, deviating.length);
});

test('a late fact is in the next answer, and 法定外残業 of the following week moves with it', async () => {
  const asked = { from: '2026-02-01', to: '2026-02-28' };
  await ask(readDashboardOverview, asked);
  await ask(readDashboardHeatMap, asked);
  // Sunday the 1st begins the week of the colleague's Monday; Saturday 31 January belongs to the week before.
  await store('colleague', {
    workDate: '2026-02-01',
    presses: pressed('08:00', '20:00'),
    active: [['08:00', '12:00']],
  });
  const { totals } = await ask(readDashboardOverview, asked);
  assertTotals(totals, isWithin(asked.from, asked.to));
  const heat = await ask(readDashboardHeatMap, asked);
  assert.equal(sumOf(heat.workedMinutes.flat()), totals.minutes.workedMinutes);
  assert.equal(sumOf(heat.pcActiveMinutes.flat()), totals.minutes.pcActiveMinutes);
});

test('late facts of a month that runs are in the next answer: in its past weeks, and in the running one', async () => {
  const march = { from: '2026-03-01', to: '2026-03-31' };
  // The clock says Tuesday the 10th: the running week begins on Sunday the 8th. The weeks are read apart, 法定外残業 of each too.
  for (const [person, workDate] of [
    ['administrator', '2026-03-03'],
    ['employee', '2026-03-09'],
    ['administrator', '2026-03-10'],
    ['employee', '2026-03-06'],
  ] as const) {
    await store(person, { workDate, presses: pressed('08:00', '20:30'), active: [['08:00', '12:00']] });
    const { totals } = await ask(readDashboardOverview, march);
    assertTotals(totals, isWithin(march.from, march.to));
    const heat = await ask(readDashboardHeatMap, march);
    assert.equal(sumOf(heat.workedMinutes.flat()), totals.minutes.workedMinutes);
    assert.equal(sumOf(heat.pcActiveMinutes.flat()), totals.minutes.pcActiveMinutes);
  }
});

test('the frame names the groups with their people, the thresholds and the first month', async () => {
  const frame = await ask(readDashboardFrame, {});
  assert.deepEqual(
    frame.groups.map((group) => [group.code, group.depth, group.people]),
    [
      ['HQ', 0, 5],
      ['DEV', 1, 0],
      ['SALES', 1, 0],
      ['SALES1', 2, 2],
    ],
  );
  assert.deepEqual([frame.firstMonth, frame.currentWorkDate], ['202601', '2026-03-10']);
  assert.deepEqual([frame.thresholds.monthMinutes, frame.thresholds.monthWarnMinutes], [2_700, 2_160]);
});
