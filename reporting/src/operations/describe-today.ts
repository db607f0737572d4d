import type { DayState } from '#domain/contract/computed-day.ts';
import type { Today } from '#domain/contract/operations.ts';
import type { WorkOperation, WorkStyle } from '#domain/contract/work-rules.ts';
import type { UnixMinute, WorkDate } from '#domain/time/types.ts';
import { clockOf, endClockOf } from '#domain/time/wall-clock.ts';
import { assignmentOn } from '#domain/time/work-date.ts';
import { allowedOperations, dayStateOf } from '#domain/worktime/allowed-operations.ts';
import { declaredSpans } from '#domain/worktime/declared-spans.ts';
import type { WorkSpan } from '#domain/worktime/declared-spans.ts';
import { effectiveOperations } from '#domain/worktime/effective-operations.ts';
import {
  isCorrected,
  isFirstStart,
  isReportRequired,
  isTaskRequired,
  requestModeOf,
  spansAt,
  workStyleNow,
} from '../work-days/press-day.ts';
import type { PressDay } from '../work-days/press-day.ts';

/** The button that most people press next: whoever works ends, whoever rests resumes. */
const NEXT: Readonly<Record<DayState, WorkOperation | null>> = {
  notStarted: 'start',
  working: 'end',
  onBreak: 'resume',
  ended: 'start',
  autoEnded: null,
};

/** Today as the buttons and the home screen show it. `autoEndedDate`: the date before, if it was closed for want of 終了 and not corrected. */
export function describeToday(day: PressDay, autoEndedDate: WorkDate | undefined, nowMinute: UnixMinute): Today {
  const { workDate, rules, declared, requests, tasks } = day;
  const spans = spansAt(day, nowMinute);
  const dayState = dayStateOf(spans);
  const rests = isCorrected(day);
  const first = declaredSpans(spans)[0]?.startOperation ?? spans[0]?.startOperation;
  const last = effectiveOperations(declared).at(-1);
  const style = (of: (workStyle: WorkStyle) => boolean) => ({
    regular: of('regular'),
    offsite: of('offsite'),
    remote: of('remote'),
  });
  const { name, breaks, scheduledMinutes, morningMinutes, autoEndClock } = assignmentOn(rules, workDate).pattern;
  return {
    workDate,
    dayState,
    allowed: rests ? [] : [...allowedOperations(dayState)],
    nextOperation: rests ? null : NEXT[dayState],
    workVersion: declared.version,
    isHolidayWork: first?.isHolidayWork ?? false,
    workStyle: workStyleNow(day),
    halfDay: first?.halfDay ?? null,
    scheduledMinutes: first?.scheduledMinutes ?? null,
    isFirstStart: isFirstStart(day),
    lastOperationClock: last === undefined ? null : clockOf(last.atMinute, workDate, rules.zone),
    nowClock: clockOf(nowMinute, workDate, rules.zone),
    spans: spans.map((span) => describeSpan(span, workDate, rules.zone)),
    requests: [...requests],
    warnings: warningsOf(day, autoEndedDate),
    pattern: { name, breaks, scheduledMinutes, morningMinutes, autoEndClock },
    needsApproval: {
      start: style((workStyle) => requestModeOf(day, 'start', workStyle) === 'manual'),
      end: requestModeOf(day, 'end', 'regular') === 'manual',
    },
    isTaskRequired: style((workStyle) => isTaskRequired(day, workStyle)),
    isReportRequired: isReportRequired(day),
    missingReports: tasks.filter((task) => task.lacksReport).map(({ taskId, title }) => ({ taskId, title })),
    hasTaskToday: tasks.length > 0,
  };
}

function describeSpan(span: WorkSpan, workDate: WorkDate, zone: string): Today['spans'][number] {
  const isOpen = span.endSource === 'open';
  return {
    startClock: clockOf(span.start, workDate, zone),
    endClock: isOpen ? null : endClockOf(span, workDate, zone),
    workStyle: span.startOperation?.workStyle ?? 'regular',
    isDeclared: span.isDeclared,
    breaks: span.breaks.map((each, index) => ({
      startClock: clockOf(each.start, workDate, zone),
      endClock: span.isOnBreak && index === span.breaks.length - 1 ? null : endClockOf(each, workDate, zone),
    })),
  };
}

/** What the person should see to, the most urgent first (the order of TODAY_WARNINGS). */
function warningsOf(day: PressDay, autoEndedDate: WorkDate | undefined): Today['warnings'] {
  const { workDate, requests, tasks } = day;
  const about = { workDate, requestId: null, taskId: null };
  const returned = requests.filter(({ state }) => state === 'returned');
  const missing = isReportRequired(day) ? tasks.filter((task) => task.lacksReport) : [];
  return [
    ...returned
      .filter(({ content }) => content.kind === 'start')
      .map(({ requestId }) => ({ kind: 'startReturned' as const, ...about, requestId })),
    ...returned
      .filter(({ content }) => content.kind !== 'start')
      .map(({ requestId }) => ({ kind: 'requestReturned' as const, ...about, requestId })),
    ...(autoEndedDate === undefined
      ? []
      : [{ kind: 'autoEndedNotCorrected' as const, ...about, workDate: autoEndedDate }]),
    ...(isCorrected(day) ? [{ kind: 'dayIsCorrected' as const, ...about }] : []),
    ...missing.map(({ taskId }) => ({ kind: 'reportMissing' as const, ...about, taskId })),
  ];
}
