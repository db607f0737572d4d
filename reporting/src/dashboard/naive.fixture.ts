import type { ComputedDay } from '#domain/contract/computed-day.ts';
import { DAY_FIGURES } from '#domain/contract/dashboard-figures.ts';
import type { FigureMinutes } from '#domain/contract/dashboard-figures.ts';
import { DEFAULT_LEGAL_SETTINGS } from '#domain/contract/legal.ts';
import { legalDayOf } from '#domain/legal/legal-day-of.ts';
import { overtimeOf, statutoryOvertime } from '#domain/legal/statutory-overtime.ts';
import { sumDays } from '#domain/worktime/sum-days.ts';

export interface StoredDay {
  readonly personId: string;
  readonly day: ComputedDay;
}

/** The figures of chosen days, one by one from the whole days: what the dashboard must say, written as simply as it goes. */
export function naiveTotals(all: readonly StoredDay[], isChosen: (stored: StoredDay) => boolean) {
  const chosen = all.filter(isChosen);
  const days = chosen.map(({ day }) => day);
  const { declaredDays, leftOutDays, provisionalDays, holidayWorkDays, pcDays, ...sums } = sumDays(days);
  const sum = (amountOf: (day: ComputedDay) => number) => days.reduce((total, day) => total + amountOf(day), 0);
  const minutes: FigureMinutes = {
    ...(Object.fromEntries(DAY_FIGURES.map((figure) => [figure, sum((day) => day[figure])])) as FigureMinutes),
    workedMinutes: sums.workedMinutes,
    overtimeMinutes: sums.overtimeMinutes,
    unrequestedMinutes: sums.unrequestedMinutes,
    holidayWorkMinutes: sums.holidayWorkMinutes,
    lateNightMinutes: sums.lateNightMinutes,
    pcActiveMinutes: sums.pcActiveMinutes,
    statutoryOvertimeMinutes: naiveOvertime(all, isChosen),
  };
  return {
    people: new Set(chosen.map(({ personId }) => personId)).size,
    ...{ declaredDays, leftOutDays, provisionalDays, holidayWorkDays, pcDays },
    deviatingDays: days.filter((day) => day.deviationMinutes > 30).length,
    minutes,
  };
}

/** Each person's whole past by the rule of the week; only the chosen dates are summed. */
export function naiveOvertime(all: readonly StoredDay[], isChosen: (stored: StoredDay) => boolean): number {
  let total = 0;
  for (const [, own] of Map.groupBy(all, ({ personId }) => personId)) {
    const declared = own.filter(({ day }) => day.hasDeclaration);
    const chosen = new Set(declared.filter(isChosen).map(({ day }) => day.workDate));
    for (const date of statutoryOvertime(
      declared.map(({ day }) => legalDayOf(day)),
      DEFAULT_LEGAL_SETTINGS,
    ))
      if (chosen.has(date.workDate)) total += overtimeOf(date);
  }
  return total;
}
