import type { HalfDay, WorkOperation, WorkStyle } from '#domain/contract/work-rules.ts';
import type { Clock } from '#domain/time/types.ts';
import { formatClock, parseClock } from '../../base/format.ts';

/** A pair of readings as they are typed. `key` lives as long as its row on the screen. */
export interface PairFields {
  readonly key: number;
  start: string;
  end: string;
}
export interface SpanFields extends PairFields {
  breaks: PairFields[];
}
/** A whole day as the person types it: what a 勤務修正 puts in place of what was pressed. */
export interface DayFields {
  spans: SpanFields[];
  workStyle: WorkStyle;
  isHolidayWork: boolean;
  halfDay: HalfDay | '';
  /** 業務時間 of this day; empty: the pattern's. */
  scheduled: string;
}

/** One operation of a corrected day, on the 48-hour clock of its work date. */
export interface OperationOfDay {
  readonly kind: WorkOperation;
  readonly clock: Clock;
  readonly isHolidayWork: boolean;
  readonly workStyle: WorkStyle;
  readonly halfDay: HalfDay | null;
  readonly scheduledMinutes: number | null;
}
/** The readings between which a work date lies. */
export interface DayBounds {
  readonly startClock: Clock;
  readonly endClock: Clock;
}

let lastKey = 0;
const nextKey = (): number => (lastKey += 1);
export const pairOf = (start?: Clock, end?: Clock): PairFields => ({
  key: nextKey(),
  start: start === undefined ? '' : formatClock(start),
  end: end === undefined ? '' : formatClock(end),
});
export const spanOf = (start?: Clock, end?: Clock): SpanFields => ({ ...pairOf(start, end), breaks: [] });

const START_KIND = { isHolidayWork: false, workStyle: 'regular', halfDay: null, scheduledMinutes: null } as const;

/**
 * The fields that stand for a day's operations.
 *
 *   開始 9:00  休憩 12:10  再開 12:50  終了 18:00   →   9:00–18:00 with the break 12:10–12:50
 *
 * What is open stays empty, so that the person fills it in. The first start decides style, 休出, half day and 業務時間, as in the rules.
 */
export function fieldsOf(operations: readonly OperationOfDay[]): DayFields {
  const spans: SpanFields[] = [];
  let open: SpanFields | undefined;
  let pause: PairFields | undefined;
  for (const { kind, clock } of operations.toSorted((a, b) => a.clock - b.clock)) {
    if (kind === 'start' && open === undefined) spans.push((open = spanOf(clock)));
    else if (open === undefined) continue;
    else if (kind === 'break' && pause === undefined) open.breaks.push((pause = pairOf(clock)));
    else if (kind === 'resume' && pause !== undefined) {
      pause.end = formatClock(clock);
      pause = undefined;
    } else if (kind === 'end') {
      if (pause !== undefined) pause.end = formatClock(clock);
      open.end = formatClock(clock);
      open = pause = undefined;
    }
  }
  const start = operations.find((each) => each.kind === 'start') ?? START_KIND;
  return {
    spans,
    workStyle: start.workStyle,
    isHolidayWork: start.isHolidayWork,
    halfDay: start.halfDay ?? '',
    scheduled: start.scheduledMinutes === null ? '' : formatClock(start.scheduledMinutes),
  };
}

/** A day with one more stretch of work: joined to the span it touches, else a span of its own, in order. */
export function withStretch(fields: DayFields, start: Clock, end: Clock): DayFields {
  const touched = fields.spans.find((span) => {
    const from = parseClock(span.start);
    const to = parseClock(span.end);
    return from !== undefined && to !== undefined && start <= to && from <= end;
  });
  if (touched === undefined) {
    const before = (span: SpanFields): number => parseClock(span.start) ?? 0;
    return { ...fields, spans: [...fields.spans, spanOf(start, end)].toSorted((a, b) => before(a) - before(b)) };
  }
  const widened = {
    ...touched,
    start: formatClock(Math.min(start, parseClock(touched.start) ?? start)),
    end: formatClock(Math.max(end, parseClock(touched.end) ?? end)),
  };
  return { ...fields, spans: fields.spans.map((span) => (span === touched ? widened : span)) };
}

export type FieldProblem = 'notAClock' | 'endsBeforeStart' | 'overlaps' | 'outsideDay' | 'outsideSpan' | 'notAnAmount';
/** Problems by field: `start-<key>`, `end-<key>`, `scheduled`. */
export type FieldProblems = ReadonlyMap<string, FieldProblem>;

interface Checked {
  readonly problems: Map<string, FieldProblem>;
}

function checkPair(pair: PairFields, within: DayBounds, outside: FieldProblem, { problems }: Checked) {
  const start = parseClock(pair.start);
  const end = parseClock(pair.end);
  const judge = (name: 'start' | 'end', clock: Clock | undefined): void => {
    if (clock === undefined) problems.set(`${name}-${pair.key}`, 'notAClock');
    else if (clock < within.startClock || clock > within.endClock) problems.set(`${name}-${pair.key}`, outside);
  };
  judge('start', start);
  judge('end', end);
  if (start === undefined || end === undefined) return undefined;
  if (end < start) problems.set(`end-${pair.key}`, 'endsBeforeStart');
  return { startClock: start, endClock: end };
}

function checkOrder(pairs: readonly PairFields[], { problems }: Checked): void {
  let reached = -1;
  const readings = pairs
    .map((pair) => ({ key: pair.key, start: parseClock(pair.start), end: parseClock(pair.end) }))
    .filter((each) => each.start !== undefined && each.end !== undefined)
    .toSorted((a, b) => (a.start ?? 0) - (b.start ?? 0));
  for (const { key, start = 0, end = 0 } of readings) {
    if (start < reached && !problems.has(`start-${key}`)) problems.set(`start-${key}`, 'overlaps');
    reached = Math.max(reached, end);
  }
}

/** 業務時間 as it is typed: `7:45`, at most a day. Undefined: the text is no amount; null: the pattern's. */
export function scheduledOf(text: string): number | null | undefined {
  if (text.normalize('NFKC').trim() === '') return null;
  const minutes = parseClock(text);
  return minutes !== undefined && minutes <= 1440 ? minutes : undefined;
}

/** What is wrong with the fields; empty: they can be sent. */
export function problemsOf(fields: DayFields, bounds: DayBounds): FieldProblems {
  const checked: Checked = { problems: new Map() };
  for (const span of fields.spans) {
    const own = checkPair(span, bounds, 'outsideDay', checked);
    for (const pause of span.breaks) checkPair(pause, own ?? bounds, own ? 'outsideSpan' : 'outsideDay', checked);
    checkOrder(span.breaks, checked);
  }
  checkOrder(fields.spans, checked);
  if (scheduledOf(fields.scheduled) === undefined) checked.problems.set('scheduled', 'notAnAmount');
  return checked.problems;
}

/** The operations that the fields stand for, in order; only for fields without problems. No span: nothing was worked. */
export function operationsOf(fields: DayFields): OperationOfDay[] {
  const ofDay = {
    isHolidayWork: fields.isHolidayWork,
    workStyle: fields.workStyle,
    halfDay: fields.halfDay === '' ? null : fields.halfDay,
    scheduledMinutes: scheduledOf(fields.scheduled) ?? null,
  };
  const clockOf = (text: string): Clock => parseClock(text) ?? 0;
  const inOrder = <Pair extends PairFields>(pairs: readonly Pair[]): Pair[] =>
    pairs.toSorted((a, b) => clockOf(a.start) - clockOf(b.start));
  const plain = (kind: WorkOperation, text: string): OperationOfDay => ({ kind, clock: clockOf(text), ...START_KIND });
  return inOrder(fields.spans).flatMap((span) => [
    { kind: 'start' as const, clock: clockOf(span.start), ...ofDay },
    ...inOrder(span.breaks).flatMap((pause) => [plain('break', pause.start), plain('resume', pause.end)]),
    plain('end', span.end),
  ]);
}
