import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { clockSchema, workDateSchema } from './work-rules.ts';

/** 申請外の回答: it was work (and is to be added), private, the PC's own doing (automatic update), or something else with a reason. */
export const UNREQUESTED_ANSWERS = ['work', 'private', 'automatic', 'other'] as const;
export type UnrequestedAnswerKind = (typeof UNREQUESTED_ANSWERS)[number];

const span = { startMinute: z.int(), endMinute: z.int() };

export const unrequestedAnswerSchema = z.object({
  ...span,
  answer: z.enum(UNREQUESTED_ANSWERS),
  reason: z.string(),
  /** Epoch ms. */
  answeredAt: z.int(),
});
export type UnrequestedAnswer = z.infer<typeof unrequestedAnswerSchema>;

/** 申請外 in one piece: activity outside every declared span, with pauses of a few minutes inside. See domain/src/tasks/unrequested-blocks.ts. */
export const unrequestedBlockSchema = z.object({
  ...span,
  startClock: clockSchema,
  endClock: clockSchema,
  /** Active minutes in it: these count, the pauses do not. The sum over the blocks is the day's 申請外勤務時間. */
  unrequestedMinutes: z.int(),
  /** Every active minute of it has an answer. */
  isAnswered: z.boolean(),
  /** That touch it, the latest first. More data of an offline PC can make a block longer than its answer. */
  answers: z.array(unrequestedAnswerSchema),
  /** In front within it, the longest first. */
  applications: z.array(
    z.object({
      process: z.string(),
      title: z.string(),
      url: z.string(),
      siteName: z.string().optional(),
      seconds: z.int(),
    }),
  ),
});
export type UnrequestedBlock = z.infer<typeof unrequestedBlockSchema>;
/** So many applications of a block are shown. */
export const MAX_BLOCK_APPLICATIONS = 5;

export const answerBlock = endpoint({
  name: 'answerBlock',
  method: 'PUT',
  path: '/api/unrequested-answers',
  summary:
    'Say what own 申請外 was. A later answer replaces an earlier one where they touch; 「work」 changes no figure itself.',
  access: 'signedIn',
  body: z
    .strictObject({
      workDate: workDateSchema,
      ...span,
      answer: z.enum(UNREQUESTED_ANSWERS),
      reason: z.string().trim().max(1_000).default(''),
    })
    .refine(({ answer, reason }) => answer !== 'other' || reason !== '', {
      path: ['reason'],
      message: 'other needs a reason',
    }),
  answer: z.object({ blocks: z.array(unrequestedBlockSchema) }),
});

export const readUnrequestedBlocks = endpoint({
  name: 'readUnrequestedBlocks',
  method: 'GET',
  path: '/api/people/:personId/days/:workDate/unrequested-blocks',
  summary: '申請外 of a day by block, with the applications in front and the answers. The own, or as approver.',
  access: 'signedIn',
  params: z.object({ personId: z.union([z.uuid(), z.literal('me')]), workDate: workDateSchema }),
  answer: z.object({ blocks: z.array(unrequestedBlockSchema) }),
});
