import type { CorrectedDay, DayBefore } from '#domain/contract/requests.ts';
import type { HalfDay, WorkStyle } from '#domain/contract/work-rules.ts';
import type { Clock } from '#domain/time/types.ts';
import { formatClock, parseClock } from '../../base/format.ts';

/** A pair of readings as they are typed. `key` lives as long as its row on the screen. */
export interface PairFields {
  readonly key: number;
  start: string;
  end: string;
}
export interface SpanFields extends PairFields {
  workStyle: WorkStyle;
  breaks: PairFields[];
}
/** A whole day as the person types it: what a 勤務修正 puts in place of what was pressed. */
export interface DayFields {
  spans: SpanFields[];
  isHolidayWork: boolean;
  halfDay: HalfDay | '';
  /** 業務時間 of this day; empty: the pattern's. */
  scheduled: string;
}

/** The readings between which a work date lies. */
export interface DayBounds {
  readonly firstClock: Clock;
  readonly lastClock: Clock;
}

let lastKey = 0;
const textOf = (clock: Clock | null | undefined): string => (clock == null ? '' : formatClock(clock));
export const pairOf = (start?: Clock | null, end?: Clock | null): PairFields => ({
  key: (lastKey += 1),
  start: textOf(start),
  end: textOf(end),
});
export const spanOf = (start?: Clock | null, end?: Clock | null, workStyle: WorkStyle = 'regular'): SpanFields => ({
  ...pairOf(start, end),
  workStyle,
  breaks: [],
});

/** The fields that stand for a day. What nobody ended stays empty, so that the person fills it in. */
export const fieldsOf = (day: DayBefore | CorrectedDay): DayFields => ({
  spans: day.spans.map((span) => ({
    ...spanOf(span.startClock, span.endClock, span.workStyle),
    breaks: span.breaks.map((pause) => pairOf(pause.startClock, pause.endClock)),
  })),
  isHolidayWork: day.isHolidayWork,
  halfDay: day.halfDay ?? '',
  scheduled: textOf(day.scheduledMinutes),
});

/** A day with one more stretch of work: joined to the span it touches or that nobody ended, else a span of its own, in order. */
export function withStretch(fields: DayFields, start: Clock, end: Clock): DayFields {
  const touched = fields.spans.find((span) => {
    const from = parseClock(span.start);
    return from !== undefined && start <= (parseClock(span.end) ?? end) && from <= end;
  });
  if (touched === undefined) {
    const before = (span: SpanFields): number => parseClock(span.start) ?? 0;
    const added = spanOf(start, end, fields.spans[0]?.workStyle);
    return { ...fields, spans: [...fields.spans, added].toSorted((a, b) => before(a) - before(b)) };
  }
  const widened = {
    ...touched,
    start: formatClock(Math.min(start, parseClock(touched.start) ?? start)),
    end: formatClock(Math.max(end, parseClock(touched.end) ?? end)),
  };
  return { ...fields, spans: fields.spans.map((span) => (span === touched ? widened : span)) };
}

export type FieldProblem =
  'notAClock' | 'endsBeforeStart' | 'overlaps' | 'outsideDay' | 'outsideSpan' | 'notAnAmount' | 'noEndOfBreak';
/** Problems by field: `start-<key>`, `end-<key>`, `scheduled`. */
export type FieldProblems = ReadonlyMap<string, FieldProblem>;

function checkPair(pair: PairFields, within: DayBounds, outside: FieldProblem, problems: Map<string, FieldProblem>) {
  const start = parseClock(pair.start);
  const end = parseClock(pair.end);
  const judge = (name: 'start' | 'end', clock: Clock | undefined): void => {
    if (clock === undefined) problems.set(`${name}-${pair.key}`, 'notAClock');
    else if (clock < within.firstClock || clock > within.lastClock) problems.set(`${name}-${pair.key}`, outside);
  };
  judge('start', start);
  judge('end', end);
  if (start === undefined || end === undefined) return undefined;
  if (end < start) problems.set(`end-${pair.key}`, 'endsBeforeStart');
  return { firstClock: start, lastClock: end };
}

function checkOrder(pairs: readonly PairFields[], problems: Map<string, FieldProblem>): void {
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
  const problems = new Map<string, FieldProblem>();
  for (const span of fields.spans) {
    const own = checkPair(span, bounds, 'outsideDay', problems);
    for (const pause of span.breaks) {
      const length = checkPair(pause, own ?? bounds, own ? 'outsideSpan' : 'outsideDay', problems);
      if (length && length.firstClock === length.lastClock) problems.set(`end-${pause.key}`, 'noEndOfBreak');
    }
    checkOrder(span.breaks, problems);
  }
  checkOrder(fields.spans, problems);
  if (scheduledOf(fields.scheduled) === undefined) problems.set('scheduled', 'notAnAmount');
  return problems;
}

/** The day that the fields stand for, in order; only for fields without problems. No span: nothing was worked. */
export function correctedDayOf(fields: DayFields): CorrectedDay {
  const clockOf = (text: string): Clock => parseClock(text) ?? 0;
  const inOrder = <Pair extends PairFields>(pairs: readonly Pair[]): Pair[] =>
    pairs.toSorted((a, b) => clockOf(a.start) - clockOf(b.start));
  return {
    spans: inOrder(fields.spans).map((span) => ({
      startClock: clockOf(span.start),
      endClock: clockOf(span.end),
      workStyle: span.workStyle,
      breaks: inOrder(span.breaks).map((pause) => ({ startClock: clockOf(pause.start), endClock: clockOf(pause.end) })),
    })),
    isHolidayWork: fields.isHolidayWork,
    halfDay: fields.halfDay === '' ? null : fields.halfDay,
    scheduledMinutes: scheduledOf(fields.scheduled) ?? null,
  };
}
