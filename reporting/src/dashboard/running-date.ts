import { MS_PER_MINUTE } from '#domain/time/types.ts';
import type { WorkDate } from '#domain/time/types.ts';
import { todayIn } from '../access/today-in.ts';

/** Where a work date begins unless a pattern says otherwise (SPEC 2). */
const DAY_STARTS_MS = 5 * 60 * MS_PER_MINUTE;

/** The work date that runs now in a zone, for most of a company. */
export const runningDate = (zone: string, nowMs: number): WorkDate => todayIn(zone, nowMs - DAY_STARTS_MS);
