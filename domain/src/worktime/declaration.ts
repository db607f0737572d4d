import type { Declaration, DeclaredFigures } from '../contract/work-rules.ts';
import { totalLength } from '../time/interval.ts';
import type { Interval, WorkDate } from '../time/types.ts';
import { clockInOutOf } from './clock-in-out.ts';
import { lateNightWork } from './late-night-minutes.ts';
import { workedIntervals } from './worked-minutes.ts';

/** A declaration with its worked minutes by kind: what the ledger shows and the declared figures count. */
export interface DividedDeclaration extends Declaration {
  /** The last span still runs: no clock-out yet. */
  readonly isOpen: boolean;
  readonly worked: readonly Interval[];
  readonly holidayWork: readonly Interval[];
  readonly lateNight: readonly Interval[];
  readonly figures: DeclaredFigures;
}

/** Where a declaration lies: its date, the zone of its readings, the late-night minutes of the date. */
export interface DeclarationPlace {
  readonly workDate: WorkDate;
  readonly zone: string;
  readonly nights: readonly Interval[];
}

/**
 * The declared figures of a day from its declared minutes. The one way from minutes to figures, for what the rules give now and for what an approval
 * fixed: so the two can be compared, and the ledger always adds up to the totals.
 *
 *   spans − breaks = worked ─┬─ holiday work (all of it) or none
 *                            ├─ ∩ 22:00-05:00 = late night
 *   overtime ────────────────┴─ as given
 */
export function divideDeclaration(
  declaration: Declaration,
  isOpen: boolean,
  { workDate, zone, nights }: DeclarationPlace,
): DividedDeclaration {
  const { spans, breaks, overtime, scheduledMinutes, isHolidayWork } = declaration;
  const worked = workedIntervals(spans, breaks);
  const holidayWork = isHolidayWork ? worked : [];
  const lateNight = lateNightWork(worked, nights);
  return {
    ...declaration,
    isOpen,
    worked,
    holidayWork,
    lateNight,
    figures: {
      ...clockInOutOf(spans, isOpen, workDate, zone),
      scheduledMinutes,
      workedMinutes: totalLength(worked),
      breakMinutes: totalLength(breaks),
      overtimeMinutes: totalLength(overtime),
      holidayWorkMinutes: totalLength(holidayWork),
      lateNightMinutes: totalLength(lateNight),
    },
  };
}
