import type { DeclarationSource } from '../contract/computed-day.ts';
import type { PersonRules } from '../contract/work-rules.ts';
import { interval, isEmpty } from '../time/interval.ts';
import type { Interval, UnixMinute, WorkDate } from '../time/types.ts';
import type { WorkSpan } from './declared-spans.ts';

/** データの自動登録 on a work date: the latest period that began on or before it; off before the first. */
export const isAutoRecordingOn = (rules: Pick<PersonRules, 'autoRecording'>, workDate: WorkDate): boolean =>
  rules.autoRecording.findLast((period) => period.from <= workDate)?.isOn ?? false;

export interface RecordedSpans {
  readonly spans: readonly WorkSpan[];
  /** What the PC log gave; undefined: nothing. */
  readonly source: Extract<DeclarationSource, 'autoRecorded' | 'autoRecordedEnd'> | undefined;
}

/**
 * データの自動登録: what the PC log declares when its person did not. Only for a work date that has ended; what was pressed wins.
 *
 *   nothing pressed    active     |##|   |####|      |#|
 *                      recorded   |────────────────────|           autoRecorded, its idle gaps stay in it
 *   only 開始          active  |#|       |####|      |#|
 *                      recorded       開始───────────────|          autoRecordedEnd, no auto-end
 *   only 開始          active  |#|
 *                      recorded       開始─────────────────────|    boundary: no activity from 開始 on, so auto-end
 *
 * - A withdrawn start was never pressed. A returned one was: nothing is recorded in its place, its person has to correct it.
 * - The recorded end never lies before the last press of its span: whoever pressed 休憩 was still there.
 * - A day with a declared span that was ended keeps what was pressed; its other activity is 申請外.
 *
 * Source: SPEC 4 with its settled edges; G:351-363.
 */
export function recordSpans(spans: readonly WorkSpan[], activity: readonly Interval[]): RecordedSpans {
  const last = spans.findLast((span) => span.isDeclared);
  const first = activity[0]?.start;
  const end = activity.at(-1)?.end;
  if (first === undefined || end === undefined) return { spans, source: undefined };
  if (last === undefined) {
    const isReturned = spans.some((span) => span.startOperation?.requestState === 'returned');
    if (isReturned) return { spans, source: undefined };
    return { spans: [...spans, recordedSpan(interval(first, end))], source: 'autoRecorded' };
  }
  if (last.endSource !== 'auto' || end <= last.start) return { spans, source: undefined };
  const ended = endedAt(last, Math.max(end, last.lastPress));
  return { spans: spans.map((span) => (span === last ? ended : span)), source: 'autoRecordedEnd' };
}

const recordedSpan = (span: Interval): WorkSpan => ({
  ...span,
  startOperation: undefined,
  endOperation: undefined,
  endSource: 'recorded',
  breaks: [],
  isOnBreak: false,
  lastPress: span.start,
  isDeclared: true,
});

/** A break ends with its span. */
function endedAt(span: WorkSpan, end: UnixMinute): WorkSpan {
  const breaks = span.breaks.map((each) => interval(each.start, Math.min(each.end, end)));
  return { ...span, end, endSource: 'recorded', breaks: breaks.filter((each) => !isEmpty(each)) };
}
