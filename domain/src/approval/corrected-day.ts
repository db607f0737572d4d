import type { CorrectedDay, DayBefore } from '../contract/requests.ts';
import type { Operation } from '../contract/work-rules.ts';
import type { Clock, UnixMinute, WorkDate } from '../time/types.ts';
import { clockOf, endClockOf, minuteOfClock } from '../time/wall-clock.ts';
import { declaredSpans } from '../worktime/declared-spans.ts';
import type { WorkSpan } from '../worktime/declared-spans.ts';

interface Place {
  readonly workDate: WorkDate;
  readonly zone: string;
}

/**
 * A corrected day as the presses that would have made it.
 *
 *   9:00-18:00, break 15:00-15:20   →   9:00 開始, 15:00 休憩, 15:20 再開, 18:00 終了
 *
 * 休日出勤, 半休 and 業務時間 are the day's; they go to its first start, which decides (SPEC 4, settled edges). `newId` gives each press its identity.
 */
export function operationsOfCorrection(day: CorrectedDay, { workDate, zone }: Place, newId: () => string): Operation[] {
  const press = (kind: Operation['kind'], clock: Clock, more: Partial<Operation> = {}): Operation => ({
    operationId: newId(),
    kind,
    atMinute: minuteOfClock(clock, workDate, zone),
    isHolidayWork: false,
    workStyle: 'regular',
    scheduledMinutes: null,
    requestState: 'submitted',
    halfDay: null,
    origin: 'pressed',
    ...more,
  });
  return day.spans.flatMap(({ startClock, endClock, workStyle, breaks }, index) => {
    const { isHolidayWork, halfDay, scheduledMinutes } = day;
    const ofDay = index === 0 ? { isHolidayWork, halfDay, scheduledMinutes } : {};
    return [
      press('start', startClock, { workStyle, ...ofDay }),
      ...breaks.flatMap((each) => [press('break', each.startClock), press('resume', each.endClock)]),
      press('end', endClock),
    ];
  });
}

/**
 * What counts of a day, as a correction would write it: the place to begin one from, and its `before`. A span that was closed at the boundary,
 * or still runs, has no end: nobody named one.
 */
export function dayBeforeOf(spans: readonly WorkSpan[], { workDate, zone }: Place): DayBefore {
  const declared = declaredSpans(spans);
  const first = declared[0]?.startOperation;
  const isNamed = ({ endSource }: WorkSpan): boolean => endSource === 'operation' || endSource === 'recorded';
  const clock = (minute: UnixMinute): Clock => clockOf(minute, workDate, zone);
  return {
    spans: declared.map((span) => ({
      startClock: clock(span.start),
      endClock: isNamed(span) ? endClockOf(span, workDate, zone) : null,
      workStyle: span.startOperation?.workStyle ?? 'regular',
      breaks: span.breaks.map((each) => ({
        startClock: clock(each.start),
        endClock: !isNamed(span) && each.end === span.end ? null : endClockOf(each, workDate, zone),
      })),
    })),
    isHolidayWork: first?.isHolidayWork ?? false,
    halfDay: first?.halfDay ?? null,
    scheduledMinutes: first?.scheduledMinutes ?? null,
  };
}
