import type { ComputedDay, LedgerRun, MinuteState, PcState } from '#domain/contract/computed-day.ts';
import type { TaskKind } from '#domain/contract/work-rules.ts';
import type { UnrequestedBlock } from '#domain/contract/unrequested-answers.ts';
import type { Lane } from '../../charts/day-bar.ts';
import { isDataMissing, isWorked, joinRuns, minutesOf } from '../../charts/runs.ts';
import { placeTasks } from '../../charts/task-lane.ts';

export const LANE_NAMES = ['declared', 'tasks', 'pc', 'unrequested'] as const;
export type LaneName = (typeof LANE_NAMES)[number];

/** One stretch of a lane that can be chosen. Its minutes are those of the ledger between its ends. */
export interface Segment {
  readonly id: string;
  readonly lane: LaneName;
  readonly startMinute: number;
  readonly endMinute: number;
  readonly startClock: number;
  readonly endClock: number;
  readonly what:
    | { readonly kind: 'state'; readonly state: MinuteState }
    | { readonly kind: 'pc'; readonly run: { readonly pc: PcState; readonly state: MinuteState } }
    | { readonly kind: 'task'; readonly task: TaskKind; readonly title: string };
  /** Tasks that overlap stand in rows. */
  readonly row: number;
}

/** Pauses shorter than this are no gap of one stretch of PC use: the idle limit of the display (the figures know none). */
const IDLE_LIMIT_MINUTES = 5;

type Bounds = Pick<Segment, 'startMinute' | 'endMinute' | 'startClock' | 'endClock'>;
const boundsOf = ({ startMinute, endMinute, startClock, endClock }: Bounds): Bounds => ({
  startMinute,
  endMinute,
  startClock,
  endClock,
});
const segment = (lane: LaneName, bounds: Bounds, what: Segment['what'], row = 0): Segment => ({
  id: `${lane}-${bounds.startMinute}-${row}`,
  lane,
  ...boundsOf(bounds),
  what,
  row,
});

const declaredSegments = (day: ComputedDay): Segment[] =>
  joinRuns(
    day.ledger.filter((run) => isWorked(run) || run.state === 'break'),
    (run) => run.state,
  ).map((run) => segment('declared', run, { kind: 'state', state: run.state }));

/** Stretches of use across short pauses, and of data that is missing or could not be measured. */
function pcSegments(day: ComputedDay): Segment[] {
  const found: LedgerRun[] = [];
  for (const run of joinRuns(day.ledger, (each) => (isDataMissing(each) ? 'missing' : each.pc))) {
    if (run.pc !== 'active' && run.pc !== 'sensorLost' && !isDataMissing(run)) continue;
    const last = found.at(-1);
    const isOneUse =
      last?.pc === 'active' && run.pc === 'active' && run.startMinute - last.endMinute < IDLE_LIMIT_MINUTES;
    if (last && isOneUse) found[found.length - 1] = { ...last, endMinute: run.endMinute, endClock: run.endClock };
    else found.push(run);
  }
  return found.map((run) => segment('pc', run, { kind: 'pc', run: { pc: run.pc, state: run.state } }));
}

/** Everything that can be chosen in the picture of a day, lane by lane, each in order of time. */
export function segmentsOf(
  day: ComputedDay,
  blocks: readonly UnrequestedBlock[],
  titleOf: (taskId: string) => string,
): Segment[] {
  const tasks = placeTasks(day).map((task) =>
    segment('tasks', task, { kind: 'task', task: task.kind, title: titleOf(task.taskId) }, task.row),
  );
  const unrequested = blocks.map((block) => segment('unrequested', block, { kind: 'state', state: 'unrequested' }));
  return [...declaredSegments(day), ...tasks, ...pcSegments(day), ...unrequested];
}

/** The minutes of a stretch as the ledger has them: clipped at its ends, never classified anew. They add up to its length. */
export function ledgerWithin(ledger: readonly LedgerRun[], bounds: Bounds): LedgerRun[] {
  const clipped = ledger.flatMap((run) => {
    const startMinute = Math.max(run.startMinute, bounds.startMinute);
    const endMinute = Math.min(run.endMinute, bounds.endMinute);
    if (endMinute <= startMinute) return [];
    const startClock = run.startClock + startMinute - run.startMinute;
    return [{ ...run, startMinute, endMinute, startClock, endClock: startClock + endMinute - startMinute }];
  });
  return joinRuns(clipped, (run) => [run.state, run.pc, run.rule].join());
}

export const activeWithin = (ledger: readonly LedgerRun[], bounds: Bounds): number =>
  ledgerWithin(ledger, bounds).reduce((sum, run) => sum + (run.pc === 'active' ? minutesOf(run) : 0), 0);

/** Where a lane of the picture lies; the lane of tasks is as high as its rows, and absent where there are none. */
export type Lanes = Readonly<Record<LaneName, Lane>> & { readonly height: number };
const TASK_ROW = 20;
export function lanesOf(taskRows: number): Lanes {
  const declared = { top: 6, height: 30 };
  const tasks = { top: 44, height: taskRows * TASK_ROW };
  const pc = { top: tasks.top + tasks.height + (taskRows > 0 ? 8 : 2), height: 44 };
  const unrequested = { top: pc.top + pc.height + 10, height: 20 };
  return { declared, tasks, pc, unrequested, height: unrequested.top + unrequested.height + 6 };
}
/** The part of its lane that a segment takes. */
export const placeOf = ({ lane, row }: Pick<Segment, 'lane' | 'row'>, lanes: Lanes): Lane =>
  lane === 'tasks' ? { top: lanes.tasks.top + row * TASK_ROW, height: TASK_ROW } : lanes[lane];

const overlapOf = (a: Bounds, b: Bounds): number =>
  Math.min(a.endMinute, b.endMinute) - Math.max(a.startMinute, b.startMinute);

/**
 * What a key does to the chosen segment: ← → within its lane, ↑ ↓ to the segment of the next lane that is nearest in time, Home and End.
 * Undefined: the key does nothing here.
 */
export function segmentForKey(key: string, segments: readonly Segment[], chosen: Segment | undefined) {
  if (chosen === undefined) return ['ArrowRight', 'ArrowDown', 'Home'].includes(key) ? segments[0] : undefined;
  const inLane = segments.filter((each) => each.lane === chosen.lane);
  const at = inLane.findIndex((each) => each.id === chosen.id);
  const step: Readonly<Record<string, number>> = {
    ArrowLeft: at - 1,
    ArrowRight: at + 1,
    Home: 0,
    End: inLane.length - 1,
  };
  if (step[key] !== undefined) return inLane[step[key]] ?? chosen;
  if (key !== 'ArrowUp' && key !== 'ArrowDown') return undefined;
  const lanes = LANE_NAMES.filter((lane) => segments.some((each) => each.lane === lane));
  const lane = lanes[lanes.indexOf(chosen.lane) + (key === 'ArrowDown' ? 1 : -1)];
  const candidates = segments.filter((each) => each.lane === lane);
  return candidates.toSorted((a, b) => overlapOf(b, chosen) - overlapOf(a, chosen))[0] ?? chosen;
}

/** The segment under a point of the picture. */
export const segmentAt = (segments: readonly Segment[], lanes: Lanes, clock: number, y: number): Segment | undefined =>
  segments.find((each) => {
    const { top, height } = placeOf(each, lanes);
    return each.startClock <= clock && clock < each.endClock && top <= y && y < top + height;
  });
