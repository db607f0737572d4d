import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import type { CapState, LegalCap } from '../contract/legal.ts';
import { averagesOf } from './averages.ts';
import { capAverage } from './cap-average.ts';
import { capMonth } from './cap-month.ts';
import { capMonthsOver } from './cap-months-over.ts';
import { capSingleMonth } from './cap-single-month.ts';
import { capSpecialYear } from './cap-special-year.ts';
import { capYear } from './cap-year.ts';
import type { CapsInput } from './caps-input.ts';
import { capStateOf } from './judge-cap.ts';
import { h, monthFigures, RULES } from './legal-test-kit.ts';

/** Overtime of the months that end with the asked one; `holiday` is the asked month's work on statutory holidays. */
function input(overtime: readonly number[], holiday = 0, expectedMinutes: number | null = null): CapsInput {
  const months = overtime.map((overtimeMinutes, index) =>
    monthFigures(`2026-${String(index + 1).padStart(2, '0')}`, {
      overtimeMinutes,
      statutoryHolidayMinutes: index === overtime.length - 1 ? holiday : 0,
    }),
  );
  return { yearToDate: months, lastSix: months.slice(-6), expectedMinutes, settings: RULES };
}
const brief = (cap: LegalCap): [number, number, CapState] => [cap.used, cap.left, cap.state];
const times = (count: number, minutes: number): number[] => Array.from({ length: count }, () => minutes);

describe('45 h a month', () => {
  test('44:59 leaves a minute', () => assert.deepEqual(brief(capMonth(input([h(44, 59)]))), [2699, 1, 'near']));
  test('exactly 45:00 is within', () => assert.deepEqual(brief(capMonth(input([h(45)]))), [2700, 0, 'near']));
  test('45:01 is over by one', () => assert.deepEqual(brief(capMonth(input([h(45, 1)]))), [2701, -1, 'over']));
  test('35:59 is not near yet', () => assert.equal(capMonth(input([h(35, 59)])).state, 'ok'));
  test('36:00 is 80 percent', () => assert.equal(capMonth(input([h(36)])).state, 'near'));
  test('work on the statutory holiday does not count', () =>
    assert.deepEqual(brief(capMonth(input([h(10)], h(90)))), [600, 2100, 'ok']));
});

describe('360 h and 720 h a year', () => {
  test('twelve months of 30:00 are exactly 360', () =>
    assert.deepEqual(brief(capYear(input(times(12, h(30))))), [21_600, 0, 'near']));
  test('one minute more is over the ordinary limit, far from the special one', () => {
    const over = input([...times(11, h(30)), h(30, 1)]);
    assert.deepEqual(brief(capYear(over)), [21_601, -1, 'over']);
    assert.deepEqual(brief(capSpecialYear(over)), [21_601, 21_599, 'ok']);
  });
  test('twelve months of 60:00 are exactly 720', () =>
    assert.deepEqual(brief(capSpecialYear(input(times(12, h(60))))), [43_200, 0, 'near']));
  test('720:01 is over', () => assert.equal(capSpecialYear(input([...times(11, h(60)), h(60, 1)])).state, 'over'));
  test('work on statutory holidays is in none of both', () => assert.equal(capYear(input([h(1)], h(500))).used, 60));
});

describe('at most six months over 45 h', () => {
  test('six of them use it up', () =>
    assert.deepEqual(brief(capMonthsOver(input([...times(6, h(46)), h(45)]))), [6, 0, 'near']));
  test('the seventh is over from 45:01 on', () =>
    assert.deepEqual(brief(capMonthsOver(input([...times(6, h(46)), h(45, 1)]))), [7, -1, 'over']));
  test('months of exactly 45:00 are none', () =>
    assert.deepEqual(brief(capMonthsOver(input(times(12, h(45))))), [0, 6, 'ok']));
  test('a limit of 0 is not near before the first month', () => {
    const none = { ...RULES, limits: { ...RULES.limits, monthsOver: 0 } };
    assert.equal(capMonthsOver({ ...input([h(45)]), settings: none }).state, 'ok');
    assert.equal(capMonthsOver({ ...input([h(46)]), settings: none }).state, 'over');
  });
  test('the forecast counts the running month once', () => {
    assert.equal(capMonthsOver(input([h(46), h(44)], 0, 61)).forecast, 2);
    assert.equal(capMonthsOver(input([h(46), h(44)], 0, 60)).forecast, 1);
    assert.equal(capMonthsOver(input([h(46), h(46)], 0, 600)).forecast, 2);
  });
});

describe('under 100 h a month', () => {
  test('99:59 leaves nothing and is within', () =>
    assert.deepEqual(brief(capSingleMonth(input([h(90)], h(9, 59)))), [5999, 0, 'near']));
  test('exactly 100:00 is over', () =>
    assert.deepEqual(brief(capSingleMonth(input([h(90)], h(10)))), [6000, -1, 'over']));
  test('holiday work alone can pass it', () => assert.equal(capSingleMonth(input([0], h(101))).state, 'over'));
  test('the forecast adds no holiday work', () =>
    assert.equal(capSingleMonth(input([h(40)], h(20), h(30))).forecast, h(90)));
});

describe('80 h in the mean of two to six months', () => {
  test('160:00 in two months is within', () =>
    assert.deepEqual(brief(capAverage(input([h(75), h(85)]))), [4800, 0, 'near']));
  test('160:01 in two months is over, shown as 80:01', () =>
    assert.deepEqual(brief(capAverage(input([h(75), h(85, 1)]))), [4801, -1, 'over']));
  test('a mean of three can be over where that of two is not', () => {
    const averages = averagesOf([0, 0, 0, h(90), h(75), h(85)], RULES);
    assert.deepEqual(
      averages.map((average) => [average.months, average.leftMinutes, average.state]),
      [
        [2, 0, 'near'],
        [3, -h(10), 'over'],
        [4, h(70), 'ok'],
        [5, h(150), 'ok'],
        [6, h(230), 'ok'],
      ],
    );
  });
  test('six months of exactly 80:00 are within in every mean', () =>
    assert.deepEqual(
      averagesOf(times(6, h(80)), RULES).map((average) => average.leftMinutes),
      [0, 0, 0, 0, 0],
    ));
  test('480:01 in six months is over in that mean alone', () =>
    assert.deepEqual(
      averagesOf([h(90, 1), ...times(5, h(78))], RULES).map((average) => average.state),
      ['near', 'near', 'near', 'near', 'over'],
    ));
  test('a single month of 100 h with an idle one before is within', () =>
    assert.equal(capAverage(input([0, h(99)])).state, 'ok'));
  test('work on statutory holidays counts', () =>
    assert.deepEqual(brief(capAverage(input([h(80), h(70)], h(11)))), [4830, -60, 'over']));
  test('left says what this month may still bring', () => {
    const before = input([h(60), h(70), h(80), h(90), h(80), h(30)]);
    const { left } = capAverage(before);
    assert.equal(left, h(40));
    assert.equal(capAverage(input([h(60), h(70), h(80), h(90), h(80), h(30) + left])).state, 'near');
    assert.equal(capAverage(input([h(60), h(70), h(80), h(90), h(80), h(30) + left + 1])).state, 'over');
  });
});

test('without a forecast a cap says so and is calm about it', () => {
  const cap = capMonth(input([h(44)]));
  assert.deepEqual([cap.forecast, cap.forecastState], [null, 'ok']);
});

test('a forecast is judged like the amount itself', () => {
  assert.deepEqual(
    [capMonth(input([h(44)], 0, 60)).forecastState, capMonth(input([h(44)], 0, 61)).forecastState],
    ['near', 'over'],
  );
});

test('a state never becomes better with a minute more', () => {
  const order: CapState[] = ['ok', 'near', 'over'];
  fc.assert(
    fc.property(
      fc.nat(10_000),
      fc.nat(10_000),
      fc.integer({ min: 1, max: 100 }),
      fc.boolean(),
      (used, limit, warnAtPercent, isLimitOver) => {
        const at = (minutes: number) => order.indexOf(capStateOf({ used: minutes, limit, warnAtPercent, isLimitOver }));
        assert.ok(at(used) <= at(used + 1));
        assert.equal(at(used) === 2, isLimitOver ? used >= limit : used > limit);
      },
    ),
  );
});

test('each mean compares like the exact fraction', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(8_000), { minLength: 6, maxLength: 6 }), (totals) => {
      for (const average of averagesOf(totals, RULES)) {
        const mean = totals.slice(-average.months).reduce((sum, total) => sum + total, 0) / average.months;
        assert.equal(average.state === 'over', mean > 4800);
      }
    }),
  );
});
