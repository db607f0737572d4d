import type { ComputedDay, LedgerRun } from '#domain/contract/computed-day.ts';
import type { WorkDate } from '#domain/time/types.ts';
import { formatClock } from '#domain/time/format.ts';
import { weekdayOf } from '#domain/time/calendar.ts';
import type { Messages } from '../messages/ja.ts';
import { amountOf, type Figure } from './figures.ts';
import { isDataMissing } from './runs.ts';

/** A day with its weekday, as a heading and in sentences. */
export const nameOfDate = (workDate: WorkDate, m: Messages): string =>
  m.dated(workDate.replaceAll('-', '/'), m.weekdays[weekdayOf(workDate)] ?? '');

export const speakAmount = (minutes: number, m: Messages): string =>
  m.spokenAmount(Math.floor(minutes / 60), minutes % 60);

/** A reading as people say it: 翌1:30 instead of 25:30. */
export const nameOfClock = (clock: number, m: Messages): string =>
  clock >= 1440 ? m.nextDayClock(formatClock(clock - 1440)) : formatClock(clock);

/** What the PC did in a run: missing data is called so only where data was expected; elsewhere the PC may just have been off. */
export const nameOfPc = (run: Pick<LedgerRun, 'pc' | 'state'>, m: Messages): string =>
  isDataMissing(run) ? m.bar.noData : m.pcStates[run.pc];

const amounts = (day: ComputedDay, figures: readonly Figure[], m: Messages): string[] =>
  figures
    .filter((figure) => amountOf(day, figure) > 0)
    .map((figure) => m.bar.amount(m.figures[figure].name, speakAmount(amountOf(day, figure), m)));

function describeDeclared(day: ComputedDay, m: Messages): string {
  if (day.clockInClock === null) return m.bar.noDeclaration;
  const start = nameOfClock(day.clockInClock, m);
  const span =
    day.clockOutClock === null ? m.bar.fromOpen(start) : m.bar.from(start, nameOfClock(day.clockOutClock, m));
  return [
    span,
    m.bar.amount(m.figures.worked.name, speakAmount(day.workedMinutes, m)),
    ...amounts(day, ['overtime', 'holidayWork', 'break'], m),
  ].join(m.bar.separator);
}

function describePc(day: ComputedDay, m: Messages): string {
  if (day.firstActiveClock === null || day.lastActiveClock === null)
    return day.hasDeclaration ? m.bar.noData : m.bar.noPc;
  const span = m.bar.from(nameOfClock(day.firstActiveClock, m), nameOfClock(day.lastActiveClock, m));
  return [span, ...amounts(day, ['pcActive', 'unrequested'], m)].join(m.bar.separator);
}

/** The picture of a day as one sentence, for `role="img"`: what the bar shows, in the order in which it is read. */
export function describeDay(workDate: WorkDate, day: ComputedDay | null, m: Messages): string {
  if (day === null) return `${nameOfDate(workDate, m)} ${m.bar.noRecord}`;
  return m.bar.sentence(nameOfDate(workDate, m), describeDeclared(day, m), describePc(day, m));
}
