import type { DeclaredFigures } from '../contract/work-rules.ts';

/** The declared figures of a computed day: what an approval fixes, a difference names and a change tells. */
export const declaredFiguresOf = (day: DeclaredFigures): DeclaredFigures => ({
  clockInClock: day.clockInClock,
  clockOutClock: day.clockOutClock,
  scheduledMinutes: day.scheduledMinutes,
  workedMinutes: day.workedMinutes,
  breakMinutes: day.breakMinutes,
  overtimeMinutes: day.overtimeMinutes,
  holidayWorkMinutes: day.holidayWorkMinutes,
  lateNightMinutes: day.lateNightMinutes,
});

/** Whether two days have the same declared figures. */
export const sameFigures = (a: DeclaredFigures, b: DeclaredFigures): boolean =>
  (Object.keys(declaredFiguresOf(a)) as (keyof DeclaredFigures)[]).every((figure) => a[figure] === b[figure]);
