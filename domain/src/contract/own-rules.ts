import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { APPROVAL_MODES, REQUIREMENT_MODES } from './roster.ts';
import { workDateSchema, workPatternSchema } from './work-rules.ts';

/** 勤務の設定 of the signed-in person: what an administrator has set for them (G:181: 個人設定 shows it). */
export const ownRulesSchema = z.object({
  /** The work date that runs now: what follows holds on it. */
  workDate: workDateSchema,
  employeeNumber: z.string(),
  mail: z.string(),
  groupName: z.string(),
  /** Approvers of that group who may sign in: whom a request reaches. Senior ones get none (G:101-111). */
  approverNames: z.array(z.string()),
  pattern: workPatternSchema.pick({
    name: true,
    breaks: true,
    scheduledMinutes: true,
    morningMinutes: true,
    autoEndClock: true,
  }),
  /** データの自動登録 on that date. */
  isAutoRecording: z.boolean(),
  startApproval: z.enum(APPROVAL_MODES),
  endApproval: z.enum(APPROVAL_MODES),
  taskAtStart: z.enum(REQUIREMENT_MODES),
  reportAtEnd: z.enum(REQUIREMENT_MODES),
  breakNotice: z.boolean(),
  beforeEndNotice: z.boolean(),
  endNotice: z.boolean(),
  afterHoursNotice: z.boolean(),
  overtimeManagement: z.boolean(),
});
export type OwnRules = z.infer<typeof ownRulesSchema>;

export const readOwnRules = endpoint({
  name: 'readOwnRules',
  method: 'GET',
  path: '/api/people/me/rules',
  summary: 'Pattern, approval and requirement modes, notices and approvers of the signed-in person, as they hold now.',
  access: 'signedIn',
  answer: ownRulesSchema,
});
