import { endRequestMode, isRequired, startRequestMode } from '#domain/approval/approval-mode.ts';
import { hasOvertimeRequest } from '#domain/approval/request-transitions.ts';
import type { DayState } from '#domain/contract/computed-day.ts';
import type { RequestMode, WorkRequest } from '#domain/contract/requests.ts';
import type { DeclaredDay, Operation, PersonRules, WorkStyle } from '#domain/contract/work-rules.ts';
import type { UnixMinute, WorkDate } from '#domain/time/types.ts';
import { workDateInterval } from '#domain/time/work-date.ts';
import { dayStateOf } from '#domain/worktime/allowed-operations.ts';
import { isDeclaredStart, workSpans } from '#domain/worktime/declared-spans.ts';
import type { WorkSpan } from '#domain/worktime/declared-spans.ts';
import { effectiveCorrection, effectiveOperations } from '#domain/worktime/effective-operations.ts';
import { taskStyleOf } from '#domain/worktime/task-minutes.ts';
import { workStyleOf } from '#domain/worktime/work-style.ts';
import type { Records } from '../records/schema.ts';
import { readDeclaredNow } from '../work-days/read-day-facts.ts';
import { describeRequest, selectRequests } from '../requests/request-rows.ts';
import { readTodayTasks, readWorkModes } from './queries.ts';
import type { TodayTask, WorkModes } from './queries.ts';

/** Everything that decides about the buttons of a person and date: from PostgreSQL alone, so that they are right at once. */
export interface PressDay {
  readonly workDate: WorkDate;
  readonly rules: PersonRules;
  readonly declared: DeclaredDay;
  readonly modes: WorkModes;
  readonly requests: readonly WorkRequest[];
  readonly tasks: readonly TodayTask[];
}

export async function readPressDay(records: Records, rules: PersonRules, workDate: WorkDate): Promise<PressDay> {
  const { tenantId, personId } = rules;
  const [declared, modes, requests, tasks] = await Promise.all([
    readDeclaredNow(records, rules, workDate),
    readWorkModes(records, tenantId, personId, workDate),
    selectRequests(records, tenantId)
      .where('r.person_id', '=', personId)
      .where('r.work_date', '=', workDate)
      .orderBy('r.created_at')
      .orderBy('r.request_id')
      .execute(),
    readTodayTasks(records, tenantId, personId, workDate),
  ]);
  return { workDate, rules, declared, modes, requests: requests.map(describeRequest), tasks };
}

/** The spans of a date at a minute, as pressed or corrected. */
export const spansAt = ({ declared, workDate, rules }: PressDay, minute: UnixMinute): WorkSpan[] =>
  workSpans(effectiveOperations(declared), workDateInterval(workDate, rules), minute);

export const dayStateAt = (day: PressDay, minute: UnixMinute): DayState => dayStateOf(spansAt(day, minute));

/** 勤務修正 holds in place of the presses: the buttons of that date rest. */
export const isCorrected = ({ declared }: PressDay): boolean => effectiveCorrection(declared) !== undefined;

/** Only the day's first declared start offers 休日出勤, 半休 and 業務時間. */
export const isFirstStart = ({ declared }: PressDay): boolean =>
  !effectiveOperations(declared).some((operation) => operation.kind === 'start' && isDeclaredStart(operation));

/** 勤務形態 of the day as it is now: its tasks decide, with none its starts that were not withdrawn. */
export function workStyleNow({ declared }: PressDay): WorkStyle {
  const starts = effectiveOperations(declared).filter(
    ({ kind, requestState }) => kind === 'start' && requestState !== 'withdrawn',
  );
  return workStyleOf(
    declared.tasks.map(taskStyleOf),
    starts.map((start) => start.workStyle),
  );
}

/** Whether this press makes a request that waits; null: 休憩 and 再開 make none. */
export function requestModeOf(day: PressDay, kind: Operation['kind'], startStyle: WorkStyle): RequestMode | null {
  const { modes, declared, requests } = day;
  const isDayApproved = declared.approval !== null;
  if (kind === 'start') return startRequestMode({ mode: modes.startApproval, workStyle: startStyle, isDayApproved });
  if (kind !== 'end') return null;
  const overtime = hasOvertimeRequest(requests.map(({ content, state }) => ({ kind: content.kind, state })));
  const workStyle = workStyleNow(day);
  return endRequestMode({ mode: modes.endApproval, workStyle, isDayApproved, hasOvertimeRequest: overtime });
}

export const isTaskRequired = ({ modes }: PressDay, startStyle: WorkStyle): boolean =>
  isRequired(modes.taskAtStart, startStyle);

export const isReportRequired = (day: PressDay): boolean => isRequired(day.modes.reportAtEnd, workStyleNow(day));
