import type { Operation } from '../contract/work-rules.ts';
import { interval, union } from '../time/interval.ts';
import type { Interval, UnixMinute } from '../time/types.ts';

/**
 * `operation`: ended by a press. `auto`: closed at the boundary of the work date. `open`: still running, counted up to asOf. `recorded`: its end is
 * the last activity of the PC log (データの自動登録).
 */
export type EndSource = 'operation' | 'auto' | 'open' | 'recorded';

/** One 開始 with what followed it. A span that is not declared is kept for the buttons and for the reason of its minutes. */
export interface WorkSpan extends Interval {
  /** Undefined: the whole span was recorded from the PC log. */
  readonly startOperation: Operation | undefined;
  readonly endOperation: Operation | undefined;
  readonly endSource: EndSource;
  /** Pressed breaks within the span, a normal list. */
  readonly breaks: readonly Interval[];
  /** An open break at the end of an open span: 休憩中. */
  readonly isOnBreak: boolean;
  /** The last 開始, 休憩 or 再開 in it that had an effect, also where its break lasted no minute. */
  readonly lastPress: UnixMinute;
  readonly isDeclared: boolean;
}

/** A start whose request was returned or withdrawn is not declared until it is corrected; one that waits does count (SPEC 4). */
export const isDeclaredStart = (start: Operation): boolean =>
  start.requestState !== 'returned' && start.requestState !== 'withdrawn';

interface RunningSpan {
  readonly startOperation: Operation;
  readonly start: UnixMinute;
  readonly breaks: Interval[];
  breakStart: UnixMinute | undefined;
  lastPress: UnixMinute;
}

/** By minute, presses of one minute in press order, each press once, none outside its work date. */
function inPressOrder(operations: readonly Operation[], day: Interval): Operation[] {
  const byId = new Map(operations.map((operation) => [operation.operationId, operation]));
  return [...byId.values()]
    .map((operation) => ({ ...operation, atMinute: Math.max(day.start, Math.min(day.end, operation.atMinute)) }))
    .sort((a, b) => a.atMinute - b.atMinute);
}

function close(
  running: RunningSpan,
  end: UnixMinute,
  endSource: EndSource,
  endOperation: Operation | undefined,
): WorkSpan {
  const { startOperation, start, breakStart, lastPress } = running;
  const lastBreak = breakStart === undefined ? [] : [interval(breakStart, end)];
  return {
    start,
    end,
    startOperation,
    endOperation,
    endSource,
    breaks: union(running.breaks, lastBreak),
    isOnBreak: endSource === 'open' && breakStart !== undefined,
    lastPress,
    isDeclared: isDeclaredStart(startOperation),
  };
}

/**
 * The spans that a day's presses of 開始 / 休憩 / 再開 / 終了 make.
 *
 *   press     開始      休憩   再開       終了        開始     (no 終了)
 *   span      |─────────|~~~~~~|──────────|           |───────────────| boundary: auto
 *                        break                                        or asOf: open
 *
 * What does not fit is tolerated, because a phone repeats and a screen may be old:
 * - start while a declared span runs, break in a break, resume outside one, break or end while nothing runs: without effect;
 * - start while a span runs whose start is returned or withdrawn: closes that one and begins its own;
 * - end in a break ends both; presses of one minute keep their order, so 開始 and 終了 of one minute are a declared span of 0 minutes;
 * - a press outside the work date is taken at its edge, one exactly at the boundary ends the old date;
 * - an end counts whatever became of its request, and so do 休憩 and 再開.
 *
 * `asOf` at the end of the day closes what is open (`auto`); before it the span is open and counts to asOf.
 * Source: SPEC 4 and its settled edges; G:165-166, 787-797.
 */
export function workSpans(operations: readonly Operation[], day: Interval, asOf: UnixMinute): WorkSpan[] {
  const spans: WorkSpan[] = [];
  let running: RunningSpan | undefined;
  for (const operation of inPressOrder(operations, day)) {
    const { kind, atMinute } = operation;
    if (kind === 'start' && (running === undefined || !isDeclaredStart(running.startOperation))) {
      if (running !== undefined) spans.push(close(running, atMinute, 'operation', undefined));
      running = { startOperation: operation, start: atMinute, breaks: [], breakStart: undefined, lastPress: atMinute };
    } else if (running === undefined) {
      continue;
    } else if (kind === 'break' && running.breakStart === undefined) {
      running.breakStart = atMinute;
      running.lastPress = atMinute;
    } else if (kind === 'resume' && running.breakStart !== undefined) {
      running.breaks.push(interval(running.breakStart, atMinute));
      running.breakStart = undefined;
      running.lastPress = atMinute;
    } else if (kind === 'end') {
      spans.push(close(running, atMinute, 'operation', operation));
      running = undefined;
    }
  }
  if (running !== undefined) {
    const isOver = asOf >= day.end;
    spans.push(close(running, isOver ? day.end : Math.max(asOf, running.start), isOver ? 'auto' : 'open', undefined));
  }
  return spans;
}

/** The spans that count: 勤務時間 is made of these. */
export const declaredSpans = (spans: readonly WorkSpan[]): WorkSpan[] => spans.filter((span) => span.isDeclared);
