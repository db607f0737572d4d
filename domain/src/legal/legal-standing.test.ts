import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { LEGAL_CAPS } from '../contract/legal.ts';
import type { LegalCapName } from '../contract/legal.ts';
import { addDays } from '../time/calendar.ts';
import type { WorkDate } from '../time/types.ts';
import { firstDateNeeded, legalFiguresOf } from './legal-standing.ts';
import { h, legalDay, legalDays, RULES } from './legal-test-kit.ts';
import { summariseStanding } from './summarise-standing.ts';
import type { LegalDay } from './types.ts';
import { weeksOf } from './weeks-of.ts';

const standingOf = (days: readonly LegalDay[], month = '2026-03', currentWorkDate = '2026-06-30') =>
  legalFiguresOf({ month, days, settings: RULES, holidays: new Set(), currentWorkDate: currentWorkDate as WorkDate })
    .standing;
const capOf = (days: readonly LegalDay[], name: LegalCapName, month = '2026-03') =>
  standingOf(days, month).caps.find((each) => each.cap === name);

/** Overtime of so many hours in a month, as days of 8 h and more from its first Monday on, Monday to Friday. */
const monthOf = (firstMonday: string, hours: number): LegalDay[] => {
  const days = Array.from({ length: 15 }, (_, index) =>
    addDays(firstMonday as WorkDate, index + 2 * Math.floor(index / 5)),
  );
  const each = Math.floor(h(hours) / 15);
  return days.map((workDate, index) => legalDay(workDate, h(8) + each + (index === 0 ? h(hours) - each * 15 : 0)));
};

describe('the standing of a person as of a month', () => {
  test('has the six caps in their order and five means', () => {
    const standing = standingOf([]);
    assert.deepEqual(
      standing.caps.map((cap) => cap.cap),
      LEGAL_CAPS,
    );
    assert.deepEqual(
      standing.averages.map((average) => average.months),
      [2, 3, 4, 5, 6],
    );
    assert.ok(standing.caps.every((cap) => cap.used === 0 && cap.state === 'ok'));
  });
  test('adds the agreement year from April to the asked month and nothing else', () => {
    const days = [
      ...monthOf('2025-03-03', 40),
      ...monthOf('2025-04-07', 10),
      ...monthOf('2026-03-02', 20),
      ...monthOf('2026-04-06', 30),
    ];
    assert.equal(capOf(days, 'year')?.used, h(30));
    assert.equal(capOf(days, 'month')?.used, h(20));
    assert.equal(capOf(days, 'year', '2026-04')?.used, h(30));
    assert.equal(standingOf(days).yearStartMonth, '202504');
  });
  test('the means look over the start of the year', () => {
    const days = [...monthOf('2026-03-02', 90), ...monthOf('2026-04-06', 75)];
    assert.equal(capOf(days, 'average', '2026-04')?.left, -h(5));
    assert.equal(capOf(days, 'year', '2026-04')?.used, h(75));
  });
  test('names the months over 45 h', () => {
    const days = [...monthOf('2026-01-05', 46), ...monthOf('2026-02-02', 45), ...monthOf('2026-03-02', 50)];
    assert.deepEqual(standingOf(days).monthsOver, ['202601', '202603']);
  });
  test('exactly 100:00 h with 休出 on Sunday is over, and the list says so', () => {
    const days = [...monthOf('2026-03-02', 90), legalDay('2026-03-15', h(10), { isHolidayWork: true })];
    const standing = standingOf(days);
    assert.equal(standing.statutoryHolidayMinutes, h(10));
    const summary = summariseStanding(standing);
    assert.equal(summary.monthTotalMinutes, h(100));
    assert.deepEqual(
      summary.warnings.map((warning) => [warning.cap, warning.state]),
      [
        ['month', 'over'],
        ['singleMonth', 'over'],
      ],
    );
    assert.equal(summary.state, 'over');
  });
  test('20 days of 10:15 are exactly 45:00, one minute more names the month', () => {
    const workdays = Array.from({ length: 20 }, (_, index) =>
      addDays('2026-06-01' as WorkDate, index + 2 * Math.floor(index / 5)),
    );
    const [first, ...days] = workdays.map((workDate) => legalDay(workDate, h(10, 15)));
    assert.ok(first !== undefined);
    const within = standingOf([first, ...days], '2026-06', '2026-08-31');
    assert.deepEqual([within.caps[0]?.used, within.caps[0]?.left, within.monthsOver], [h(45), 0, []]);
    const over = standingOf([{ ...first, workedMinutes: h(10, 16) }, ...days], '2026-06', '2026-08-31');
    assert.deepEqual([over.caps[0]?.used, over.caps[0]?.state, over.monthsOver], [h(45, 1), 'over', ['202606']]);
  });
  test('the seventh month over 45 h is over, and April begins anew', () => {
    const mondays = ['2025-04-07', '2025-05-05', '2025-06-02', '2025-07-07', '2025-08-04', '2025-09-01', '2026-03-02'];
    const days = mondays.flatMap((monday) => monthOf(monday, 46));
    const brief = (month: string) => {
      const cap = capOf(days, 'monthsOver', month);
      return [cap?.used, cap?.left, cap?.state];
    };
    assert.deepEqual(brief('2025-09'), [6, 0, 'near']);
    assert.deepEqual(brief('2026-03'), [7, -1, 'over']);
    assert.deepEqual(brief('2026-04'), [0, 6, 'ok']);
  });
  test('only the present month has a forecast and a next start', () => {
    const ended = legalDay('2026-03-02', h(9), { startedMinute: 100, endedMinute: 700 });
    const past = standingOf([ended]);
    assert.deepEqual([past.forecast, past.rest.nextStartFrom], [null, null]);
    const present = standingOf([ended], '2026-03', '2026-03-03');
    assert.equal(present.rest.nextStartFrom, (700 + h(11)) * 60_000);
    assert.equal(present.forecast?.doneDays, 1);
  });
  test('a forecast over a limit is a warning of its own kind, and less grave than being over', () => {
    // Five days of 10:15: 11:15 in a week; the month would end beyond 45 h.
    const days = legalDays('2026-03-02', [h(10, 15), h(10, 15), h(10, 15), h(10, 15), h(10, 15)]);
    const summary = summariseStanding(standingOf(days, '2026-03', '2026-03-09'));
    assert.deepEqual(summary.warnings, [{ cap: 'month', state: 'over', isForecast: true }]);
    assert.equal(summary.state, 'near');
  });
  test('a short rest belongs to the month of its second day', () => {
    const days = [
      legalDay('2026-02-28', h(8), { startedMinute: 0, endedMinute: 1000 }),
      legalDay('2026-03-01', h(8), { startedMinute: 1600, endedMinute: 2100 }),
    ];
    assert.equal(standingOf(days).rest.violations.length, 1);
    assert.equal(standingOf(days, '2026-02').rest.violations.length, 0);
    assert.equal(standingOf(days).rest.violations[0]?.endedAt, 60_000_000);
  });
  test('unconfirmed and provisional days are counted', () => {
    const days = [
      legalDay('2026-03-02', h(20), { isConfirmed: false }),
      legalDay('2026-03-03', h(9), { isProvisional: true, lateNightMinutes: 30 }),
    ];
    const standing = standingOf(days);
    assert.deepEqual([standing.leftOutDays, standing.provisionalDays, standing.lateNightDays], [1, 1, 1]);
  });
});

test('what is needed reaches back to the week in which the year, or the sixth month before, begins', () => {
  assert.equal(firstDateNeeded('2026-03', RULES), '2025-03-30');
  // Six months up to April begin in November; the year begins in April.
  assert.equal(firstDateNeeded('2026-04', RULES), '2025-10-26');
});

test('the weeks of a month are whole, with dates of its neighbours', () => {
  const days = legalDays('2026-03-29', [undefined, h(10), h(8), h(8), h(8), h(8), h(6)]);
  const { dates } = legalFiguresOf({
    ...{ month: '2026-04', days, settings: RULES, holidays: new Set() },
    currentWorkDate: '2026-06-30' as WorkDate,
  });
  assert.deepEqual(weeksOf(dates, '2026-04', 0), [
    { startsOn: '2026-03-29', countedMinutes: h(46), weeklyExcessMinutes: h(6), dailyExcessMinutes: h(2) },
  ]);
  assert.deepEqual(weeksOf(dates, '2026-05', 0), []);
});

test('days outside what is needed, before or after, change nothing', () => {
  const anyYear = fc.array(fc.integer({ min: 0, max: h(14) }), { minLength: 500, maxLength: 500 });
  fc.assert(
    fc.property(anyYear, (worked) => {
      const days = legalDays('2025-02-01', worked);
      const needed = days.filter(
        (day) => day.workDate >= firstDateNeeded('2026-03', RULES) && day.workDate <= '2026-03-31',
      );
      assert.deepEqual(standingOf(needed), standingOf(days));
    }),
    { numRuns: 20 },
  );
});
