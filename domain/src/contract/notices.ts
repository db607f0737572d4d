import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { clockSchema, workDateSchema } from './work-rules.ts';

/** An auto-ended day that waits for its correction. */
const autoEndedDaySchema = z.object({ workDate: workDateSchema, startClock: clockSchema });

/** Auto-ended days older than this many days are not named at home any more; the work list still shows them. */
export const AUTO_ENDED_NOTICE_DAYS = 62;

export const LOST_TIME_NOTICE_DAYS = 31;

export const readOwnNotices = endpoint({
  name: 'readOwnNotices',
  method: 'GET',
  path: '/api/people/me/notices',
  summary:
    'インフォメーション of the signed-in person: days that were ended automatically and not corrected, the newest first.',
  access: 'signedIn',
  answer: z.object({
    autoEndedDays: z.array(autoEndedDaySchema),
    /** The data comes from a backup: what was pressed, sent and approved between these instants is missing. Told for LOST_TIME_NOTICE_DAYS. */
    lostTime: z.object({ from: z.int(), to: z.int(), zone: z.string() }).nullable(),
  }),
});
