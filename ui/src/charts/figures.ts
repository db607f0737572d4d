import type { ComputedDay, LedgerRun, MinuteState, PcState } from '#domain/contract/computed-day.ts';
import { isWorked, joinRuns, minutesOf } from './runs.ts';

/** The figures of a day, in the order in which the screens show them. */
export const FIGURES = [
  'worked',
  'overtime',
  'unrequested',
  'break',
  'holidayWork',
  'lateNight',
  'pcActive',
  'pcSpan',
  'pcInBreak',
  'scheduled',
] as const;
export type Figure = (typeof FIGURES)[number];

/** Where a figure stands, in a day and, under the same name, in the totals of a month. */
export const FIGURE_FIELDS = {
  worked: 'workedMinutes',
  overtime: 'overtimeMinutes',
  unrequested: 'unrequestedMinutes',
  break: 'breakMinutes',
  holidayWork: 'holidayWorkMinutes',
  lateNight: 'lateNightMinutes',
  pcActive: 'pcActiveMinutes',
  pcSpan: 'pcSpanMinutes',
  pcInBreak: 'pcInBreakMinutes',
  scheduled: 'scheduledMinutes',
} as const satisfies Readonly<Record<Figure, keyof ComputedDay>>;
/** The computed amount, as it stands in the day: never added up again here. */
export const amountOf = (day: ComputedDay, figure: Figure): number => day[FIGURE_FIELDS[figure]];

/** One row of the list behind a figure. */
export interface FigureRun {
  readonly startMinute: number;
  readonly startClock: number;
  readonly endClock: number;
  readonly minutes: number;
  readonly state: MinuteState | undefined;
  readonly pc: PcState | undefined;
  readonly rule: string | undefined;
}

const SELECT: Readonly<Record<Exclude<Figure, 'pcSpan' | 'scheduled'>, (run: LedgerRun) => boolean>> = {
  worked: isWorked,
  overtime: (run) => run.isOvertime,
  unrequested: (run) => run.state === 'unrequested',
  break: (run) => run.state === 'break',
  holidayWork: (run) => run.state === 'holidayWork',
  lateNight: (run) => isWorked(run) && run.isLateNight,
  pcActive: (run) => run.pc === 'active',
  pcInBreak: (run) => run.state === 'break' && run.pc === 'active',
};
/** Figures about the PC keep its state in the list; for the others it would only cut the spans into pieces. */
const byPc = (figure: Figure): boolean => figure === 'pcActive' || figure === 'pcInBreak' || figure === 'unrequested';

/** A run of the ledger as a row of a list. */
export const rowOf = (run: LedgerRun, withPc: boolean): FigureRun => ({
  startMinute: run.startMinute,
  startClock: run.startClock,
  endClock: run.endClock,
  minutes: minutesOf(run),
  state: run.state,
  pc: withPc ? run.pc : undefined,
  rule: run.rule,
});

function spanRow(day: ComputedDay): FigureRun[] {
  if (day.firstActiveClock === null || day.lastActiveClock === null) return [];
  const first = day.ledger.find((run) => run.pc === 'active');
  return [
    {
      startMinute: first?.startMinute ?? day.startMinute,
      startClock: day.firstActiveClock,
      endClock: day.lastActiveClock,
      minutes: day.pcSpanMinutes,
      state: undefined,
      pc: undefined,
      rule: undefined,
    },
  ];
}

/** The runs of minutes that a figure is made of. Their amounts add up to the figure (a test holds this for every sample day). */
export function runsOfFigure(day: ComputedDay, figure: Figure): FigureRun[] {
  if (figure === 'scheduled') return [];
  if (figure === 'pcSpan') return spanRow(day);
  const withPc = byPc(figure);
  const runs = joinRuns(day.ledger.filter(SELECT[figure]), (run) => [run.state, run.rule, withPc ? run.pc : ''].join());
  return runs.map((run) => rowOf(run, withPc));
}

/** The whole day in one list, 「表で見る」 of the bar. Minutes still to come are not part of it. */
export const runsOfDay = (day: ComputedDay): FigureRun[] =>
  joinRuns(
    day.ledger.filter((run) => run.state !== 'future'),
    (run) => [run.state, run.pc, run.rule].join(),
  ).map((run) => rowOf(run, true));
