import type { ComputedDay } from '../contract/computed-day.ts';
import type {
  DayApproval,
  DayTask,
  DeclaredDay,
  Operation,
  PersonRules,
  RequestState,
  TaskKind,
  WorkOperation,
  WorkPattern,
} from '../contract/work-rules.ts';
import { parseWorkDate } from '../time/calendar.ts';
import { interval } from '../time/interval.ts';
import type { Clock, Interval, UnixMinute, WorkDate } from '../time/types.ts';
import { minuteOfClock } from '../time/wall-clock.ts';
import { workDateInterval } from '../time/work-date.ts';
import { computeDay } from './compute-day.ts';
import type { DayInput } from './compute-day.ts';

/** Short notation for the tests of days: readings as people write them, everything else by default. Used by tests only. */
export const TENANT = '00000000-0000-4000-8000-000000000001';
export const PERSON = '00000000-0000-4000-8000-000000000002';
export const GROUP = '00000000-0000-4000-8000-000000000003';
export const PATTERN: WorkPattern = {
  patternId: '00000000-0000-4000-8000-000000000004',
  code: 'P00001',
  name: '標準',
  breaks: [{ startClock: 720, endClock: 780 }],
  scheduledMinutes: 480,
  morningMinutes: 180,
  autoEndClock: 300,
};

export function dateOf(text: string): WorkDate {
  const workDate = parseWorkDate(text);
  if (workDate === undefined) throw new Error(`${text} is no work date`);
  return workDate;
}

/** `27:05` → 1625. */
export function clock(text: string): Clock {
  const [hour = '', minute = ''] = text.split(':');
  return Number(hour) * 60 + Number(minute);
}

export function rulesOf(
  patterns: readonly (Partial<WorkPattern> & { from?: string })[] = [{}],
  zone = 'Asia/Tokyo',
): PersonRules {
  const assignments = patterns.map(({ from = '2000-01-01', ...pattern }) => ({
    from: dateOf(from),
    groupId: GROUP,
    pattern: { ...PATTERN, ...pattern },
  }));
  return { tenantId: TENANT, personId: PERSON, version: 7, zone, assignments, autoRecording: [] };
}

let nextOperation = 0;

export function press(kind: WorkOperation, atMinute: UnixMinute, extra: Partial<Operation> = {}): Operation {
  nextOperation += 1;
  return {
    operationId: `00000000-0000-4000-9000-${String(nextOperation).padStart(12, '0')}`,
    kind,
    atMinute,
    isHolidayWork: false,
    workStyle: 'regular',
    scheduledMinutes: null,
    requestState: 'none',
    halfDay: null,
    origin: 'pressed',
    ...extra,
  };
}

const idOf = (block: number, index: number): string =>
  `00000000-0000-4000-${block.toString(16)}-${String(index).padStart(12, '0')}`;

const taskOf = (span: Interval, kind: TaskKind, index: number, extra: Partial<DayTask> = {}): DayTask => ({
  taskId: idOf(0xb000, index),
  kind,
  workStyle: 'regular',
  startMinute: span.start,
  endMinute: span.end,
  isAllDay: false,
  ...extra,
});

/** `['9:00', 'start']`, or with what the press carries. */
export type Pressed = readonly [string, WorkOperation, Partial<Operation>?];

export interface DaySketch {
  readonly workDate?: string;
  readonly patterns?: Parameters<typeof rulesOf>[0];
  readonly zone?: string;
  readonly presses?: readonly Pressed[];
  /** 勤務修正, in the order in which they were first sent. */
  readonly corrections?: readonly { readonly state: RequestState; readonly presses: readonly Pressed[] }[];
  /** `['10:00-11:00', 'meeting']`. */
  readonly tasks?: readonly (readonly [string, TaskKind, Partial<DayTask>?])[];
  /** データの自動登録 on this date. */
  readonly autoRecording?: boolean;
  readonly recordedEndState?: DeclaredDay['recordedEndState'];
  readonly approval?: DayApproval;
  /** `9:00-12:00`, readings of the work date. */
  readonly active?: readonly string[];
  readonly awake?: readonly string[];
  readonly sensorLost?: readonly string[];
  /** A reading; without it the day is over. */
  readonly now?: string;
}

export function inputOf(sketch: DaySketch): DayInput {
  const workDate = dateOf(sketch.workDate ?? '2026-01-05');
  const rules = rulesOf(sketch.patterns, sketch.zone);
  const at = (text: string): UnixMinute => minuteOfClock(clock(text), workDate, rules.zone);
  const spanOf = (text: string): Interval => {
    const [start = '', end = ''] = text.split('-');
    return interval(at(start), at(end));
  };
  const minutesOf = (texts: readonly string[] = []): UnixMinute[] =>
    texts.map(spanOf).flatMap(({ start, end }) => Array.from({ length: end - start }, (_, index) => start + index));
  const pressed = (presses: readonly Pressed[]): Operation[] =>
    presses.map(([text, kind, extra]) => press(kind, at(text), extra));
  const { presses, corrections, tasks, recordedEndState, approval, autoRecording } = sketch;
  const isDeclared = [presses, corrections, tasks, recordedEndState, approval].some((each) => each !== undefined);
  const declared: DeclaredDay | undefined = isDeclared
    ? {
        tenantId: TENANT,
        personId: PERSON,
        workDate,
        version: 3,
        operations: pressed(presses ?? []),
        corrections: (corrections ?? []).map(({ state, presses }, index) => ({
          requestId: idOf(0xa000, index),
          state,
          operations: pressed(presses),
        })),
        tasks: (tasks ?? []).map(([text, kind, extra], index) => taskOf(spanOf(text), kind, index, extra)),
        recordedEndState: recordedEndState ?? 'none',
        approval: approval ?? null,
      }
    : undefined;
  return {
    workDate,
    rules: { ...rules, autoRecording: autoRecording === true ? [{ from: dateOf('2000-01-01'), isOn: true }] : [] },
    declared,
    activeMinutes: minutesOf(sketch.active),
    awakeMinutes: minutesOf(sketch.awake ?? sketch.active),
    sensorLost: (sketch.sensorLost ?? []).map(spanOf),
    nowMinute: sketch.now === undefined ? workDateInterval(workDate, rules).end + 60 : at(sketch.now),
  };
}

export const computeSketch = (sketch: DaySketch): ComputedDay => computeDay(inputOf(sketch));
