import type { MonthTotals } from '#domain/contract/months.ts';
import { sumDays } from '#domain/worktime/sum-days.ts';
import type { SummedDay } from '#domain/worktime/sum-days.ts';

/** The sums of a month as every list and report shows them. */
export function monthTotalsOf(days: readonly SummedDay[]): MonthTotals {
  const totals = sumDays(days);
  return {
    workedMinutes: totals.workedMinutes,
    breakMinutes: totals.breakMinutes,
    overtimeMinutes: totals.overtimeMinutes,
    unrequestedMinutes: totals.unrequestedMinutes,
    holidayWorkMinutes: totals.holidayWorkMinutes,
    lateNightMinutes: totals.lateNightMinutes,
    pcActiveMinutes: totals.pcActiveMinutes,
    scheduledMinutes: totals.scheduledMinutes,
    workedDays: totals.declaredDays,
    leftOutDays: totals.leftOutDays,
    provisionalDays: totals.provisionalDays,
  };
}
