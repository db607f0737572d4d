import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { DAY_STATES } from './computed-day.ts';
import { WORK_OPERATIONS, WORK_STYLES, workDateSchema } from './work-rules.ts';

/** Today of the signed-in person, from Postgres alone: the buttons are right at once, the figures follow from the processor. */
export const todaySchema = z.object({
  workDate: workDateSchema,
  dayState: z.enum(DAY_STATES),
  allowed: z.array(z.enum(WORK_OPERATIONS)),
  /** Revision of the declared work; the computed day has caught up when its workVersion is at least this. */
  workVersion: z.int(),
  isHolidayWork: z.boolean(),
  workStyle: z.enum(WORK_STYLES),
  /** Clock of the last operation, null before the first. */
  lastOperationClock: z.int().nullable(),
  nowClock: z.int(),
});
export type Today = z.infer<typeof todaySchema>;

export const readToday = endpoint({
  name: 'readToday',
  method: 'GET',
  path: '/api/today',
  summary: 'The current work date of the signed-in person and the operations that are possible now.',
  access: 'signedIn',
  answer: todaySchema,
});
export const recordOperation = endpoint({
  name: 'recordOperation',
  method: 'POST',
  path: '/api/operations',
  summary: '開始 / 休憩 / 再開 / 終了 now. A repeat with the same operationId answers the first result.',
  access: 'signedIn',
  body: z.strictObject({
    operationId: z.uuid(),
    kind: z.enum(WORK_OPERATIONS),
    isHolidayWork: z.boolean().optional(),
    workStyle: z.enum(WORK_STYLES).optional(),
  }),
  answer: todaySchema,
});
