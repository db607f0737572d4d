import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
  DEFAULT_LEGAL_SETTINGS,
  readLegal,
  readLegalOfGroup,
  readLegalSettings,
  saveLegalSettings,
} from '#domain/contract/legal.ts';
import type { LegalAnswer, LegalCapName, LegalSettings } from '#domain/contract/legal.ts';
import { legalDayOf } from '#domain/legal/legal-day-of.ts';
import { readLegalOfPeople } from '../legal/read-legal-of-people.ts';
import { storeDay } from '../testkit/days.ts';
import type { DayPlan } from '../testkit/days.ts';
import type { PersonName } from '../testkit/house.ts';
import { startTestPortal, TEST_NOW_MS } from '../testkit/portal.ts';
import type { TestPortal } from '../testkit/portal.ts';

let portal: TestPortal;
/** The pattern has a break of an hour at noon: 9:00-21:00 is 11 hours of work, three of them overtime. */
const long = (workDate: string): DayPlan => ({
  workDate,
  presses: [
    ['start', '9:00'],
    ['end', '21:00'],
  ],
});
const PLANS: readonly DayPlan[] = [
  // The sixth day of a week that lies in both months: Saturday 28 February brings eight hours of weekly excess.
  ...['23', '24', '25', '26', '27', '28'].map((day): DayPlan => ({
    workDate: `2026-02-${day}`,
    presses: [
      ['start', '9:00'],
      ['end', '18:00'],
    ],
  })),
  {
    workDate: '2026-03-01',
    presses: [
      ['start', '10:00', { isHolidayWork: true }],
      ['end', '15:00'],
    ],
  },
  long('2026-03-02'),
  {
    workDate: '2026-03-03',
    presses: [
      ['start', '9:00'],
      ['end', '24:30'],
    ],
  },
  // Starts eight and a half hours after midnight and a half.
  {
    workDate: '2026-03-04',
    presses: [
      ['start', '9:00'],
      ['end', '18:00'],
    ],
  },
  // Forgotten: unconfirmed.
  { workDate: '2026-03-05', presses: [['start', '9:00']] },
  { workDate: '2026-03-10', presses: [['start', '9:00']], nowMinute: TEST_NOW_MS / 60_000 },
];
before(async () => {
  portal = await startTestPortal();
  for (const plan of PLANS) await storeDay(portal, portal.house.tenantId, portal.house.people.employee, plan);
});
after(() => portal.stop());

const legalOf = async (name: PersonName, month: string, personId = 'me'): Promise<LegalAnswer> =>
  (await (await portal.signedIn(name)).call(readLegal, { params: { personId, month } })).json;
const capOf = ({ standing }: LegalAnswer, name: LegalCapName) => standing.caps.find((cap) => cap.cap === name);

test('a person reads the legal figures of the own month with the dates and weeks behind them', async () => {
  const legal = await legalOf('employee', '202603');
  // Monday 3 h, Tuesday 14 h 30 min of work: 6 h 30 min.
  assert.equal(capOf(legal, 'month')?.used, 180 + 390);
  assert.equal(legal.standing.statutoryHolidayMinutes, 240);
  assert.equal(capOf(legal, 'singleMonth')?.used, 180 + 390 + 240);
  assert.equal(capOf(legal, 'year')?.used, 480 + 570);
  assert.deepEqual(
    [legal.standing.leftOutDays, legal.standing.provisionalDays, legal.standing.yearStartMonth],
    [1, 1, '202504'],
  );
  assert.deepEqual(
    legal.dates.map((date) => [date.workDate.slice(8), date.dailyExcessMinutes, date.statutoryHolidayMinutes]),
    [
      ['01', 0, 240],
      ['02', 180, 0],
      ['03', 390, 0],
      ['04', 0, 0],
      ['05', 0, 0],
      ['10', 0, 0],
    ],
  );
  assert.deepEqual(
    legal.weeks.map((week) => [week.startsOn, week.countedMinutes]),
    [
      ['2026-03-01', 3 * 480],
      ['2026-03-08', 60],
    ],
  );
  assert.deepEqual(
    legal.year.slice(-3).map((month) => [month.month, month.overtimeMinutes]),
    [
      ['202601', 0],
      ['202602', 480],
      ['202603', 570],
    ],
  );
});

test('a rest of eight and a half hours is told with its two ends, and late night is summed', async () => {
  const { standing } = await legalOf('employee', '202603');
  assert.deepEqual(standing.rest.violations, [
    {
      workDate: '2026-03-04',
      endedAt: Date.parse('2026-03-04T00:30:00+09:00'),
      startedAt: Date.parse('2026-03-04T09:00:00+09:00'),
      restMinutes: 510,
    },
  ]);
  assert.equal(standing.rest.nextStartFrom, null);
  assert.deepEqual([standing.lateNightMinutes, standing.lateNightDays], [150, 1]);
});

test('the forecast of the running month counts public holidays as days off', async () => {
  const { standing } = await legalOf('employee', '202603');
  // Done: 2, 3 and 4 March. Left: today (10th) to the 31st, without Saturdays, Sundays and the 20th: 15 workdays.
  assert.deepEqual([standing.forecast?.doneDays, standing.forecast?.leftWorkdays], [3, 15]);
  assert.equal(standing.forecast?.overtimeMinutes, 570 + 15 * 190);
});

test('a past month stands as it ended, without a forecast', async () => {
  const legal = await legalOf('employee', '202602');
  assert.equal(capOf(legal, 'month')?.used, 480);
  assert.deepEqual([legal.standing.forecast, legal.year.at(-1)?.overtimeMinutes], [null, 0]);
});

test('an approver’s look is written down, a stranger gets 404', async () => {
  const { employee } = portal.house.people;
  assert.equal(capOf(await legalOf('approver', '202603', employee), 'month')?.used, 570);
  const rows = await portal.records
    .selectFrom('audit_entries')
    .select(['actor_id', 'detail'])
    .where('action', '=', 'legal.viewed')
    .where('subject_id', '=', employee)
    .execute();
  assert.deepEqual(rows, [{ actor_id: portal.house.people.approver, detail: { month: '202603' } }]);
  const browser = await portal.signedIn('siblingApprover');
  assert.equal((await browser.call(readLegal, { params: { personId: employee, month: '202603' } })).status, 404);
});

test('the list of a group gives everyone’s warnings', async () => {
  const browser = await portal.signedIn('senior');
  const params = { groupId: portal.house.groups.HQ, month: '202603' };
  const answer = (await browser.call(readLegalOfGroup, { params, query: { below: '1' } })).json as {
    total: number;
    people: { personId: string; legal: { monthOvertimeMinutes: number; restViolations: number; state: string } }[];
  };
  assert.equal(answer.total, 7);
  const own = answer.people.find((person) => person.personId === portal.house.people.employee);
  assert.deepEqual([own?.legal.monthOvertimeMinutes, own?.legal.restViolations, own?.legal.state], [570, 1, 'near']);
  const others = answer.people.filter((person) => person !== own);
  assert.ok(others.every((person) => person.legal.state === 'ok'));
});

test('figures after a request that is not stored yet', async () => {
  const { tenantId, people } = portal.house;
  const deps = { ...portal.deps, records: portal.records, analytics: portal.analytics, nowMs: () => TEST_NOW_MS };
  const day = await storeDay(portal, tenantId, people.colleague, long('2026-03-10'));
  const ask = { personId: people.colleague, month: '2026-03' };
  const after = { ...legalDayOf(day), workedMinutes: day.workedMinutes + 60 };
  const readings = await readLegalOfPeople(deps, tenantId, [ask, { ...ask, replacing: [after] }]);
  assert.ok(Array.isArray(readings));
  assert.deepEqual(
    readings.map((reading) => reading.summary.monthOvertimeMinutes),
    [180, 240],
  );
});

test('settings: the defaults of the law, saved once, then only from the latest version', async () => {
  const browser = await portal.signedIn('administrator');
  const before: { version: number; settings: LegalSettings; publicHolidays: { date: string }[] } = (
    await browser.call(readLegalSettings)
  ).json;
  assert.deepEqual([before.version, before.settings], [0, DEFAULT_LEGAL_SETTINGS]);
  assert.ok(before.publicHolidays.some((holiday) => holiday.date === '2026-03-20'));
  const settings = { ...DEFAULT_LEGAL_SETTINGS, restIntervalMinutes: 480, statutoryHolidayWeekday: 6 };
  assert.equal((await browser.call(saveLegalSettings, { body: { settings, version: 0 } })).status, 200);
  const second = await browser.call(saveLegalSettings, { body: { settings, version: 0 } });
  assert.deepEqual([second.status, second.code], [409, 'settings_changed']);
  // At once: eight hours of rest are enough now, and 休出 on Sunday is inside the 8 h / 40 h rule.
  const { standing } = await legalOf('employee', '202603');
  assert.deepEqual([standing.rest.violations, standing.statutoryHolidayMinutes], [[], 0]);
});

test('settings that contradict the contract are refused with their place', async () => {
  const browser = await portal.signedIn('administrator');
  const wrong = { ...DEFAULT_LEGAL_SETTINGS, weekStartWeekday: 7 };
  const answer = await browser.call(saveLegalSettings, { body: { settings: wrong, version: 1 } });
  assert.equal(answer.code, 'invalid_input');
  assert.match(answer.text, /body\.settings\.weekStartWeekday/);
});
