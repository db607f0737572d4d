import type { ComputedDay } from '../contract/computed-day.ts';
import type { LegalDay } from './types.ts';

type ReadDay = Pick<
  ComputedDay,
  | 'workDate'
  | 'workedMinutes'
  | 'lateNightMinutes'
  | 'isHolidayWork'
  | 'isConfirmed'
  | 'isProvisional'
  | 'spans'
  | 'clockOutClock'
>;

/** A whole computed day as the legal rules read it: for a preview of a day that is not stored. */
export const legalDayOf = (day: ReadDay): LegalDay => ({
  workDate: day.workDate,
  workedMinutes: day.workedMinutes,
  lateNightMinutes: day.lateNightMinutes,
  isHolidayWork: day.isHolidayWork,
  isConfirmed: day.isConfirmed,
  isProvisional: day.isProvisional,
  startedMinute: day.spans[0]?.start ?? null,
  endedMinute: day.clockOutClock === null ? null : (day.spans.at(-1)?.end ?? null),
});
