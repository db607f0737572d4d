import { MS_PER_MINUTE } from '#domain/time/types.ts';
import type { WorkDate } from '#domain/time/types.ts';
import { calendarDateOf } from '#domain/time/wall-clock.ts';

/** The tenant's calendar day: what an administrator changes holds from it on, or from a later one. */
export const todayIn = (zone: string, nowMs: number): WorkDate =>
  calendarDateOf(Math.floor(nowMs / MS_PER_MINUTE), zone);
