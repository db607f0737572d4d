import type { DayState } from '#domain/contract/computed-day.ts';
import type { Today } from '#domain/contract/operations.ts';
import type { Operation } from '#domain/contract/work-rules.ts';
import type { UnixMinute, WorkDate } from '#domain/time/types.ts';
import { clockOf } from '#domain/time/wall-clock.ts';
import { workDateInterval } from '#domain/time/work-date.ts';
import type { DayRules } from '#domain/time/work-date.ts';
import { allowedOperations, dayStateOf } from '#domain/worktime/allowed-operations.ts';
import { workSpans } from '#domain/worktime/declared-spans.ts';

/** Where the day of these presses stands at a minute. */
export function dayStateAt(
  operations: readonly Operation[],
  workDate: WorkDate,
  rules: DayRules,
  minute: UnixMinute,
): DayState {
  return dayStateOf(workSpans(operations, workDateInterval(workDate, rules), minute));
}

/** The first start's choice of 休日出勤 and the last start's 勤務形態, as the buttons show them. */
export function describeToday(
  operations: readonly Operation[],
  workVersion: number,
  workDate: WorkDate,
  rules: DayRules,
  nowMinute: UnixMinute,
): Today {
  const dayState = dayStateAt(operations, workDate, rules, nowMinute);
  const starts = operations.filter((operation) => operation.kind === 'start');
  const last = operations.at(-1);
  return {
    workDate,
    dayState,
    allowed: [...allowedOperations(dayState)],
    workVersion,
    isHolidayWork: starts[0]?.isHolidayWork ?? false,
    workStyle: starts.at(-1)?.workStyle ?? 'regular',
    lastOperationClock: last === undefined ? null : clockOf(last.atMinute, workDate, rules.zone),
    nowClock: clockOf(nowMinute, workDate, rules.zone),
  };
}
