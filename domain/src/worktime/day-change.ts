import type { DifferenceReason } from '../contract/computed-day.ts';
import type { DayChange } from '../contract/months.ts';
import { declaredFiguresOf, sameFigures } from './declared-figures.ts';

type ChangedFigures = DayChange['before'];

/** What the rule reads of a computed day, from the day itself or from the columns of its row. */
export interface ChangedDay extends ChangedFigures {
  readonly isConfirmed: boolean;
  readonly firstActiveClock: number | null;
  readonly lastActiveClock: number | null;
  readonly workVersion: number;
  readonly rosterVersion: number;
  readonly rulesVersion: number;
}

const changedFiguresOf = (day: ChangedDay): ChangedFigures => ({
  ...declaredFiguresOf(day),
  unrequestedMinutes: day.unrequestedMinutes,
  pcActiveMinutes: day.pcActiveMinutes,
});

/**
 * What changed of a day that was over, and which inputs moved; undefined where its person would see the same figures.
 *
 *   as of its end   worked 480, PC 300
 *   late PC         worked 480, PC 355, unrequested 40     → pcData, before and after
 *   task edited     the same figures                       → no change
 *
 * While a day runs its figures move with the clock: that is no change. Source: SPEC 4 (late facts: "it never changes silently").
 */
export function dayChangeOf(
  before: ChangedDay,
  after: ChangedDay,
): Pick<DayChange, 'reasons' | 'before' | 'after'> | undefined {
  const isPcSame =
    before.pcActiveMinutes === after.pcActiveMinutes &&
    before.firstActiveClock === after.firstActiveClock &&
    before.lastActiveClock === after.lastActiveClock;
  const isSame =
    isPcSame &&
    sameFigures(before, after) &&
    before.isConfirmed === after.isConfirmed &&
    before.unrequestedMinutes === after.unrequestedMinutes;
  if (isSame) return undefined;
  const reasons: DifferenceReason[] = [];
  if (before.workVersion !== after.workVersion) reasons.push('declaration');
  if (before.rosterVersion !== after.rosterVersion) reasons.push('roster');
  if (before.rulesVersion !== after.rulesVersion) reasons.push('rules');
  // Activity that moved within the same bounds leaves no other trace than the figures themselves.
  if (!isPcSame || reasons.length === 0) reasons.unshift('pcData');
  return { reasons, before: changedFiguresOf(before), after: changedFiguresOf(after) };
}
