import type { Today } from '#domain/contract/operations.ts';
import type { HalfDay, WorkOperation, WorkStyle } from '#domain/contract/work-rules.ts';
import type { FailureCode } from '../../base/call.ts';
import { parseClock } from '../../base/format.ts';

/** What has to be entered before an operation: the flow asks for it instead of letting the press fail. */
export type PressNeed = 'task' | 'report';

export function needOf(
  kind: WorkOperation,
  today: Pick<Today, 'isTaskRequired' | 'hasTaskToday' | 'isReportRequired' | 'missingReports'>,
  workStyle: WorkStyle,
): PressNeed | undefined {
  if (kind === 'start' && today.isTaskRequired[workStyle] && !today.hasTaskToday) return 'task';
  if (kind === 'end' && today.isReportRequired && (today.missingReports.length > 0 || !today.hasTaskToday))
    return 'report';
  return undefined;
}

/** The portal knew better than the screen what is missing. */
export const needOfFailure = (code: FailureCode): PressNeed | undefined =>
  code === 'task_required' ? 'task' : code === 'report_required' ? 'report' : undefined;

/** No answer came, or none that says whether the press was taken: the same press is sent again, never a second one. */
export const isOutcomeUnknown = (code: FailureCode): boolean =>
  code === 'offline' || code === 'unavailable' || code === 'internal';

/** 開始 as it is chosen. `other`: another 業務時間. */
export interface StartForm {
  workStyle: WorkStyle;
  isHolidayWork: boolean;
  day: 'usual' | HalfDay | 'other';
  amount: string;
  reason: string;
}
export const newStartForm = (workStyle: WorkStyle): StartForm => ({
  workStyle,
  isHolidayWork: false,
  day: 'usual',
  amount: '',
  reason: '',
});

const DAY_MINUTES = 1440;
/** An amount up to a day, typed like a reading; undefined where it is none. */
export function parseScheduled(text: string): number | undefined {
  const minutes = parseClock(text);
  return minutes === undefined || minutes > DAY_MINUTES ? undefined : minutes;
}

export const isStartWrong = (form: StartForm, isFirstStart: boolean): boolean =>
  isFirstStart && form.day === 'other' && parseScheduled(form.amount) === undefined;

/** What a start sends. 休日出勤, 半休 and 業務時間 are choices of the day's first start alone. */
export function startBody(form: StartForm, isFirstStart: boolean) {
  const { workStyle, reason } = form;
  if (!isFirstStart) return { workStyle, reason };
  return {
    workStyle,
    reason,
    isHolidayWork: form.isHolidayWork,
    halfDay: form.day === 'morning' || form.day === 'afternoon' ? form.day : null,
    scheduledMinutes: form.day === 'other' ? (parseScheduled(form.amount) ?? null) : null,
  };
}

const SLOT = 30;
/** 残業: an expected end that needs no typing, at the next full half hour. */
export const offeredEnd = (nowClock: number, laterMinutes: number): number =>
  Math.min(Math.ceil((nowClock + laterMinutes) / SLOT) * SLOT, 2 * DAY_MINUTES);
