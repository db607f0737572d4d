import type { ComputedDay, LedgerRun } from '#domain/contract/computed-day.ts';
import type { Clock } from '#domain/time/types.ts';
import { xOf, type Axis } from './axis.ts';
import { isDataMissing, joinRuns } from './runs.ts';

/** What a painted piece means; the styles give each a colour and a pattern, the legend a word. */
export const MARKS = ['work', 'overtime', 'holidayWork', 'break', 'active', 'idle', 'unrequested', 'noData'] as const;
export type Mark = (typeof MARKS)[number];

/** One painted piece: all rectangles of a mark in one path, so that a month of bars stays a few hundred nodes. */
export interface Painted {
  readonly mark: Mark;
  readonly d: string;
}

/** Where a lane lies, in pixels. */
export interface Lane {
  readonly top: number;
  readonly height: number;
}

interface Box {
  readonly start: Clock;
  readonly end: Clock;
  /** Share of the lane's height, from its foot. */
  readonly share: number;
}

const round = (value: number): number => Math.round(value * 100) / 100;

function pathOf(boxes: readonly Box[], axis: Axis, lane: Lane): string {
  let d = '';
  for (const box of boxes) {
    const left = xOf(axis, box.start);
    const width = round(xOf(axis, box.end) - left);
    if (width <= 0) continue;
    const height = round(lane.height * box.share);
    d += `M${left} ${round(lane.top + lane.height - height)}h${width}v${height}h${-width}z`;
  }
  return d;
}

const paint = (mark: Mark, boxes: readonly Box[], axis: Axis, lane: Lane): Painted => ({
  mark,
  d: pathOf(boxes, axis, lane),
});
const isPainted = (painted: Painted): boolean => painted.d !== '';

const boxesWhere = (runs: readonly LedgerRun[], isWanted: (run: LedgerRun) => boolean): Box[] =>
  joinRuns(runs.filter(isWanted), () => '').map((run) => ({ start: run.startClock, end: run.endClock, share: 1 }));

/** Lane 申告: declared work by its state, with its breaks. */
export function paintDeclared(day: ComputedDay, axis: Axis, lane: Lane): Painted[] {
  const state = (mark: Mark, wanted: LedgerRun['state']): Painted =>
    paint(
      mark,
      boxesWhere(day.ledger, (run) => run.state === wanted),
      axis,
      lane,
    );
  return [
    state('work', 'scheduledWork'),
    state('overtime', 'overtime'),
    state('holidayWork', 'holidayWork'),
    state('break', 'break'),
  ].filter(isPainted);
}

/** Lane 申請外 of the day's picture. */
export const paintUnrequested = (day: ComputedDay, axis: Axis, lane: Lane): Painted[] =>
  [
    paint(
      'unrequested',
      boxesWhere(day.ledger, (run) => run.state === 'unrequested'),
      axis,
      lane,
    ),
  ].filter(isPainted);

/** Minutes per column of a month's bar: five, as activity is read at a glance, or more where a pixel holds more. */
const GRID_MINUTES = 5;
const gridOf = (axis: Axis): number =>
  Math.max(GRID_MINUTES, Math.ceil(((axis.toClock - axis.fromClock) / axis.width) * 1.5));

/** Shorter columns would vanish beside the thin line of 「操作なし」. */
const MIN_SHARE = 0.3;

function columnsOf(runs: readonly LedgerRun[], grid: number): Box[] {
  const active = new Map<number, number>();
  for (const run of runs) {
    for (let clock = run.startClock; clock < run.endClock; clock += 1) {
      const column = Math.floor(clock / grid);
      active.set(column, (active.get(column) ?? 0) + 1);
    }
  }
  return [...active].map(([column, count]) => ({
    start: column * grid,
    end: (column + 1) * grid,
    share: Math.max(MIN_SHARE, count / grid),
  }));
}

/** Lane PC操作 of a month's bar: active minutes per column as height; three kinds of nothing look different. */
export function paintPc(day: ComputedDay, axis: Axis, lane: Lane): Painted[] {
  const grid = gridOf(axis);
  const active = day.ledger.filter((run) => run.pc === 'active');
  const foot: Lane = { top: lane.top + lane.height - 1, height: 1 };
  return [
    paint(
      'noData',
      boxesWhere(day.ledger, (run) => isDataMissing(run) || run.pc === 'sensorLost'),
      axis,
      lane,
    ),
    paint(
      'idle',
      boxesWhere(day.ledger, (run) => run.pc === 'idle' && run.state !== 'future'),
      axis,
      foot,
    ),
    paint(
      'active',
      columnsOf(
        active.filter((run) => run.state !== 'unrequested'),
        grid,
      ),
      axis,
      lane,
    ),
    paint(
      'unrequested',
      columnsOf(
        active.filter((run) => run.state === 'unrequested'),
        grid,
      ),
      axis,
      lane,
    ),
  ].filter(isPainted);
}

/** Input of a minute as a height: logarithmic, because one hour of typing must not flatten the rest of the day. */
const FULL_INPUT = 300;
const shareOfInput = (input: number): number => Math.min(1, Math.max(0.12, Math.log1p(input) / Math.log1p(FULL_INPUT)));

export interface InputPoint {
  readonly clock: Clock;
  readonly input: number;
}

/** Lane PC操作 of the day's picture: input per minute (mean per column where a pixel holds several minutes). */
export function paintInput(points: readonly InputPoint[], axis: Axis, lane: Lane): Painted[] {
  const grid = Math.max(1, Math.ceil(((axis.toClock - axis.fromClock) / axis.width) * 1.5));
  const columns = new Map<number, number>();
  for (const point of points) {
    if (point.input === 0 || point.clock < axis.fromClock || point.clock >= axis.toClock) continue;
    const column = Math.floor(point.clock / grid);
    columns.set(column, (columns.get(column) ?? 0) + point.input);
  }
  const boxes = [...columns].map(([column, input]) => ({
    start: column * grid,
    end: (column + 1) * grid,
    share: shareOfInput(input / grid),
  }));
  return [paint('active', boxes, axis, lane)].filter(isPainted);
}

/** What stands behind the input in the day's picture: running without input, and data that did not arrive. */
export const paintPcGround = (day: ComputedDay, axis: Axis, lane: Lane): Painted[] =>
  [
    paint(
      'noData',
      boxesWhere(day.ledger, (run) => isDataMissing(run) || run.pc === 'sensorLost'),
      axis,
      lane,
    ),
    paint(
      'idle',
      boxesWhere(day.ledger, (run) => run.pc === 'idle' && run.state !== 'future'),
      axis,
      {
        top: lane.top + lane.height - 1.5,
        height: 1.5,
      },
    ),
  ].filter(isPainted);

/** The dark band of 深夜 on an axis, before 5:00 and from 22:00 to 29:00. */
export const LATE_NIGHT_BANDS: readonly (readonly [Clock, Clock])[] = [
  [0, 300],
  [1320, 1740],
  [2760, 2880],
];
export const paintLateNight = (axis: Axis, lane: Lane): string =>
  pathOf(
    LATE_NIGHT_BANDS.map(([start, end]) => ({ start, end, share: 1 })),
    axis,
    lane,
  );

/** The runs of a figure, as frames drawn over the bar. */
export const paintSelection = (
  runs: readonly { readonly startClock: Clock; readonly endClock: Clock }[],
  axis: Axis,
  lane: Lane,
): string =>
  pathOf(
    runs.map((run) => ({ start: run.startClock, end: run.endClock, share: 1 })),
    axis,
    lane,
  );
