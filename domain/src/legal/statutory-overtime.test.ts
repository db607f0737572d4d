import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { addDays, monthOf } from '../time/calendar.ts';
import type { WorkDate } from '../time/types.ts';
import { h, legalDay, legalDays, RULES } from './legal-test-kit.ts';
import { sumMonths } from './month-figures.ts';
import { overtimeOf, statutoryOvertime, weekStartOf } from './statutory-overtime.ts';
import type { WeekRules } from './statutory-overtime.ts';
import type { LegalDay } from './types.ts';

/** 2026-03-01 is a Sunday. */
const SUNDAY = '2026-03-01';
const off = undefined;

/** Daily and weekly excess of each declared date, in minutes. */
const excess = (days: readonly LegalDay[], rules: WeekRules = RULES) =>
  statutoryOvertime(days, rules).map((date) => [date.dailyExcessMinutes, date.weeklyExcessMinutes]);

describe('the cases worked out by hand', () => {
  const cases: readonly [string, readonly (number | undefined)[], readonly (readonly [number, number])[]][] = [
    [
      'exactly eight hours a day and forty a week: none',
      [off, h(8), h(8), h(8), h(8), h(8)],
      [
        [0, 0],
        [0, 0],
        [0, 0],
        [0, 0],
        [0, 0],
      ],
    ],
    ['one minute over eight hours', [off, h(8, 1)], [[1, 0]]],
    [
      '7 h 30 min scheduled and worked until eight: legal overtime does not begin at the scheduled end',
      [off, h(8), h(7, 45)],
      [
        [0, 0],
        [0, 0],
      ],
    ],
    [
      'ten hours on one day, the week short',
      [off, h(10), h(7), h(7), h(7), h(7)],
      [
        [120, 0],
        [0, 0],
        [0, 0],
        [0, 0],
        [0, 0],
      ],
    ],
    [
      'a sixth day of five hours after forty',
      [off, h(8), h(8), h(8), h(8), h(8), h(5)],
      [
        [0, 0],
        [0, 0],
        [0, 0],
        [0, 0],
        [0, 0],
        [0, 300],
      ],
    ],
    [
      'a sixth day of nine hours: one hour of the day, eight of the week',
      [off, h(8), h(8), h(8), h(8), h(8), h(9)],
      [
        [0, 0],
        [0, 0],
        [0, 0],
        [0, 0],
        [0, 0],
        [60, 480],
      ],
    ],
    [
      'daily excess is not counted a second time for the week',
      [off, h(10), h(10), h(10), h(10), h(8)],
      [
        [120, 0],
        [120, 0],
        [120, 0],
        [120, 0],
        [0, 0],
      ],
    ],
    [
      'six days of seven hours: two hours on the sixth',
      [off, h(7), h(7), h(7), h(7), h(7), h(7)],
      [
        [0, 0],
        [0, 0],
        [0, 0],
        [0, 0],
        [0, 0],
        [0, 120],
      ],
    ],
    [
      'the forty hours end within a day',
      [off, h(8), h(8), h(8), h(8), h(6), h(4)],
      [
        [0, 0],
        [0, 0],
        [0, 0],
        [0, 0],
        [0, 0],
        [0, 120],
      ],
    ],
    [
      'six days of 6:50: one hour over',
      [off, h(6, 50), h(6, 50), h(6, 50), h(6, 50), h(6, 50), h(6, 50)],
      [
        [0, 0],
        [0, 0],
        [0, 0],
        [0, 0],
        [0, 0],
        [0, 60],
      ],
    ],
    [
      '休出 on Saturday is inside: over forty hours',
      [off, h(8), h(8), h(8), h(8), h(8), -h(6)],
      [
        [0, 0],
        [0, 0],
        [0, 0],
        [0, 0],
        [0, 0],
        [0, 360],
      ],
    ],
    [
      '休出 on Saturday in a short week is within forty',
      [off, h(8), h(8), h(8), off, off, -h(6)],
      [
        [0, 0],
        [0, 0],
        [0, 0],
        [0, 0],
      ],
    ],
    ['休出 on Saturday beyond eight hours', [off, off, off, off, off, off, -h(9, 30)], [[90, 0]]],
    [
      '休出 on the statutory holiday is outside, ten hours or not',
      [-h(10), h(8), h(8), h(8), h(8), h(8)],
      [
        [0, 0],
        [0, 0],
        [0, 0],
        [0, 0],
        [0, 0],
        [0, 0],
      ],
    ],
    [
      'work on a Sunday that was not started as 休出 is ordinary work',
      [h(10), h(8), h(8), h(8), h(8), h(8)],
      [
        [120, 0],
        [0, 0],
        [0, 0],
        [0, 0],
        [0, 0],
        [0, 480],
      ],
    ],
    [
      'a holiday in the week makes room',
      [off, h(8), off, h(9), h(9), h(9), h(8)],
      [
        [0, 0],
        [60, 0],
        [60, 0],
        [60, 0],
        [0, 0],
      ],
    ],
    ['a full night of 16 hours on one work date', [off, h(16)], [[480, 0]]],
    [
      'a week begins anew on Sunday',
      [off, off, off, off, h(8), h(8), h(8), h(8), h(8)],
      [
        [0, 0],
        [0, 0],
        [0, 0],
        [0, 0],
        [0, 0],
      ],
    ],
    ['nothing declared', [], []],
  ];
  for (const [name, worked, expected] of cases)
    test(name, () => assert.deepEqual(excess(legalDays(SUNDAY, worked)), expected));
});

test('a week over the end of a month: its excess belongs to the date on which it arises', () => {
  // Sunday 29 March to Saturday 4 April: 10 h on Monday, eight each until Friday 3 April, six on Saturday.
  const days = legalDays('2026-03-29', [off, h(10), h(8), h(8), h(8), h(8), h(6)]);
  const months = sumMonths(statutoryOvertime(days, RULES), ['2026-03', '2026-04']);
  assert.deepEqual(
    months.map((month) => month.overtimeMinutes),
    [120, 360],
  );
});

test('a week over the end of a month that passes forty hours before it: the old month has it all', () => {
  // Sunday 26 April to Saturday 2 May: seven days of eight hours, the first one not a 休出.
  const days = legalDays('2026-04-26', [h(8), h(8), h(8), h(8), h(8), h(8), h(8)]);
  const months = sumMonths(statutoryOvertime(days, RULES), ['2026-04', '2026-05']);
  assert.deepEqual(
    months.map((month) => month.overtimeMinutes),
    [0, 960],
  );
});

test('a week over the start of the agreement year is not cut either', () => {
  const days = legalDays('2026-03-29', [off, h(8), h(8), h(8), h(8), h(8), h(8)]);
  assert.deepEqual(excess(days).at(-1), [0, 480]);
});

test('a week over the end of the calendar year: its sixth day, 2 January, has the excess', () => {
  const days = legalDays('2026-12-27', [off, h(8), h(8), h(8), h(8), h(8), h(8)]);
  const months = sumMonths(statutoryOvertime(days, RULES), ['2026-12', '2027-01']);
  assert.deepEqual(
    months.map((month) => month.overtimeMinutes),
    [0, 480],
  );
});

test('work on the statutory holiday is kept apart', () => {
  const [sunday] = statutoryOvertime(legalDays(SUNDAY, [-h(7, 15)]), RULES);
  assert.equal(sunday?.statutoryHolidayMinutes, h(7, 15));
  assert.equal(sunday?.workedMinutes, h(7, 15));
});

test('another statutory holiday and another start of the week', () => {
  const rules = { weekStartWeekday: 1, statutoryHolidayWeekday: 6 };
  // Monday 2 to Sunday 8 March; 休出 on Saturday is now outside, on Sunday inside.
  const days = legalDays('2026-03-02', [h(8), h(8), h(8), h(8), h(8), -h(8), -h(8)]);
  assert.deepEqual(excess(days, rules).slice(-2), [
    [0, 0],
    [0, 480],
  ]);
  assert.equal(statutoryOvertime(days, rules)[5]?.statutoryHolidayMinutes, 480);
});

test('an unconfirmed day enters no figure, makes no room in the week, and is counted', () => {
  const days = legalDays(SUNDAY, [off, h(8), h(8), h(8), h(8), h(8), h(5)]);
  const [monday] = days;
  assert.ok(monday !== undefined);
  const dates = statutoryOvertime([{ ...monday, workedMinutes: h(20), isConfirmed: false }, ...days.slice(1)], RULES);
  assert.deepEqual([dates[0]?.isLeftOut, dates[0]?.dailyExcessMinutes, dates[0]?.workedMinutes], [true, 0, 0]);
  assert.equal(dates.at(-1)?.weeklyExcessMinutes, 0);
  assert.equal(sumMonths(dates, ['2026-03'])[0]?.leftOutDays, 1);
});

test('late night of an unconfirmed day is left out too, of 休出 it is not', () => {
  const dates = statutoryOvertime(
    [
      legalDay('2026-03-01', h(8), { isHolidayWork: true, lateNightMinutes: 60 }),
      legalDay('2026-03-02', h(8), { isConfirmed: false, lateNightMinutes: 120 }),
    ],
    RULES,
  );
  assert.deepEqual(
    dates.map((date) => date.lateNightMinutes),
    [60, 0],
  );
});

/** Days of ten weeks from a Sunday, some missing, with 休出 and unconfirmed ones among them. */
const anyDays = fc
  .array(
    fc.option(
      fc.record({
        workedMinutes: fc.integer({ min: 0, max: 1440 }),
        isHolidayWork: fc.boolean(),
        isConfirmed: fc.boolean(),
      }),
    ),
    { maxLength: 70 },
  )
  .map((list) =>
    list.flatMap((day, index) =>
      day === null ? [] : [legalDay(addDays(SUNDAY as WorkDate, index), day.workedMinutes, day)],
    ),
  );
const anyRules = fc.record({
  weekStartWeekday: fc.integer({ min: 0, max: 6 }),
  statutoryHolidayWeekday: fc.integer({ min: 0, max: 6 }),
});
const sum = (amounts: readonly number[]): number => amounts.reduce((total, amount) => total + amount, 0);

test('daily and weekly excess of a week are its minutes less the smaller of both allowances', () => {
  fc.assert(
    fc.property(anyDays, anyRules, (days, rules) => {
      const dates = statutoryOvertime(days, rules);
      const weeks = Map.groupBy(dates, (date) => weekStartOf(date.workDate, rules.weekStartWeekday));
      for (const week of weeks.values()) {
        const inside = week.map((date) => date.workedMinutes - date.statutoryHolidayMinutes);
        const allowed = Math.min(h(40), sum(inside.map((minutes) => Math.min(minutes, h(8)))));
        assert.equal(sum(week.map(overtimeOf)), sum(inside) - allowed);
      }
    }),
  );
});

test('wherever the year is cut, a part that begins with its week gives what the whole gives', () => {
  fc.assert(
    fc.property(anyDays, anyRules, fc.integer({ min: 0, max: 69 }), (days, rules, at) => {
      const cut = addDays(SUNDAY as WorkDate, at);
      const fromWeek = days.filter((day) => day.workDate >= weekStartOf(cut, rules.weekStartWeekday));
      const later = (list: readonly LegalDay[]) =>
        statutoryOvertime(list, rules).filter((date) => date.workDate >= cut);
      const earlier = days.filter((day) => day.workDate < cut);
      assert.deepEqual(later(fromWeek), later(days));
      assert.deepEqual(
        statutoryOvertime(earlier, rules),
        statutoryOvertime(days, rules).filter((date) => date.workDate < cut),
      );
    }),
  );
});

test('the order of the days changes nothing, and the months add up to the whole', () => {
  fc.assert(
    fc.property(anyDays, anyRules, (days, rules) => {
      const dates = statutoryOvertime(days, rules);
      assert.deepEqual(statutoryOvertime([...days].reverse(), rules), dates);
      const months = [...new Set(dates.map((date) => monthOf(date.workDate)))];
      assert.equal(sum(sumMonths(dates, months).map((month) => month.overtimeMinutes)), sum(dates.map(overtimeOf)));
    }),
  );
});

test('no date has more overtime than work, and one minute more never brings less', () => {
  fc.assert(
    fc.property(anyDays, anyRules, fc.nat(), (days, rules, pick) => {
      const dates = statutoryOvertime(days, rules);
      for (const date of dates) assert.ok(overtimeOf(date) + date.statutoryHolidayMinutes <= date.workedMinutes);
      const index = pick % Math.max(1, days.length);
      const more = days.map((day, at) => (at === index ? { ...day, workedMinutes: day.workedMinutes + 1 } : day));
      const growth = sum(statutoryOvertime(more, rules).map(overtimeOf)) - sum(dates.map(overtimeOf));
      assert.ok(growth === 0 || growth === 1);
    }),
  );
});
