import type { ComputedDay } from '../contract/computed-day.ts';
import type { Minutes } from '../time/types.ts';

/** The figures of a period. Declared ones leave unconfirmed days out and say how many; PC ones never do. */
export interface DayTotals {
  /** Days with a declaration whose figures are in the sums. */
  readonly declaredDays: number;
  /** Auto-ended days not yet corrected: their declared figures are in no sum. */
  readonly leftOutDays: number;
  /** Days in the sums that are open or wait for a decision. */
  readonly provisionalDays: number;
  readonly holidayWorkDays: number;
  readonly pcDays: number;
  /** 業務時間 of the declared days; a holiday-work day schedules nothing. */
  readonly scheduledMinutes: Minutes;
  readonly workedMinutes: Minutes;
  readonly breakMinutes: Minutes;
  readonly overtimeMinutes: Minutes;
  readonly holidayWorkMinutes: Minutes;
  readonly lateNightMinutes: Minutes;
  readonly unrequestedMinutes: Minutes;
  readonly pcInBreakMinutes: Minutes;
  readonly pcSpanMinutes: Minutes;
  readonly pcActiveMinutes: Minutes;
}

/** What the sums read of a day: a list of days may leave the ledger behind. */
export type SummedDay = Pick<
  ComputedDay,
  | 'isConfirmed'
  | 'isProvisional'
  | 'isHolidayWork'
  | 'hasDeclaration'
  | 'hasPcData'
  | 'scheduledMinutes'
  | 'workedMinutes'
  | 'breakMinutes'
  | 'overtimeMinutes'
  | 'holidayWorkMinutes'
  | 'lateNightMinutes'
  | 'unrequestedMinutes'
  | 'pcInBreakMinutes'
  | 'pcSpanMinutes'
  | 'pcActiveMinutes'
>;

/**
 * Totals of a list of days, in any order.
 *
 *   day        1 ended   2 auto-ended   3 PC only    sum
 *   worked     480       (1140)         0            480     leftOutDays 1
 *   unrequested 10       (0)            50           60      a declared figure: it depends on what is declared
 *   PC active  400       300            50           750
 *
 * Source: SPEC 4, settled edges ("auto-ended day not yet corrected"); G:1105.
 */
export function sumDays(days: readonly SummedDay[]): DayTotals {
  const confirmed = days.filter((day) => day.isConfirmed);
  const declared = confirmed.filter((day) => day.hasDeclaration);
  const sum = (list: readonly SummedDay[], amountOf: (day: SummedDay) => Minutes): Minutes =>
    list.reduce((total, day) => total + amountOf(day), 0);
  return {
    declaredDays: declared.length,
    leftOutDays: days.length - confirmed.length,
    provisionalDays: confirmed.filter((day) => day.isProvisional).length,
    holidayWorkDays: declared.filter((day) => day.isHolidayWork).length,
    pcDays: days.filter((day) => day.hasPcData).length,
    scheduledMinutes: sum(declared, (day) => (day.isHolidayWork ? 0 : day.scheduledMinutes)),
    workedMinutes: sum(confirmed, (day) => day.workedMinutes),
    breakMinutes: sum(confirmed, (day) => day.breakMinutes),
    overtimeMinutes: sum(confirmed, (day) => day.overtimeMinutes),
    holidayWorkMinutes: sum(confirmed, (day) => day.holidayWorkMinutes),
    lateNightMinutes: sum(confirmed, (day) => day.lateNightMinutes),
    unrequestedMinutes: sum(confirmed, (day) => day.unrequestedMinutes),
    pcInBreakMinutes: sum(confirmed, (day) => day.pcInBreakMinutes),
    pcSpanMinutes: sum(days, (day) => day.pcSpanMinutes),
    pcActiveMinutes: sum(days, (day) => day.pcActiveMinutes),
  };
}
