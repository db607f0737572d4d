import type { Clock, WorkDate } from '#domain/time/types.ts';
import { clockOf, endClockOf, minuteOfClock } from '#domain/time/wall-clock.ts';
import { workDateInterval, workDateOf } from '#domain/time/work-date.ts';
import type { Viewer } from '../access/viewer.ts';
import { refuse } from '../http/refusal.ts';
import { sendRequest } from './own-request.ts';
import { nowMinuteOf } from '../requests/request-deps.ts';
import type { RequestDeps } from '../requests/request-deps.ts';

export interface OvertimeWish {
  readonly requestId: string;
  readonly workDate: WorkDate;
  readonly expectedEndClock: Clock;
  readonly reason: string;
}

/** 残業申請: for today or a coming date, up to the end of that work date. Always decided by a person, and so is that day's end (G:731-732). */
export const createOvertimeRequest = (deps: RequestDeps, viewer: Viewer, wish: OvertimeWish, httpRequestId: string) =>
  sendRequest(deps, viewer, wish.requestId, httpRequestId, async (rules) => {
    const { workDate, expectedEndClock, reason } = wish;
    const wrong = (path: string, message: string) =>
      refuse('invalid_input', { places: [{ path: `body.${path}`, message }] });
    if (workDate < workDateOf(nowMinuteOf(deps), rules)) return wrong('workDate', 'today or later');
    if (!isWithinDate(expectedEndClock, workDate, rules)) return wrong('expectedEndClock', 'within the work date');
    const expectedEndMinute = minuteOfClock(expectedEndClock, workDate, rules.zone);
    return { kind: 'overtime', workDate, reason, body: { expectedEndMinute } };
  });

/** Whether a reading lies in a work date, its end included. */
export function isWithinDate(clock: Clock, workDate: WorkDate, rules: Parameters<typeof workDateInterval>[1]): boolean {
  const day = workDateInterval(workDate, rules);
  return clockOf(day.start, workDate, rules.zone) < clock && clock <= endClockOf(day, workDate, rules.zone);
}
