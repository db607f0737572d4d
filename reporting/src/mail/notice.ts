import { z } from 'zod';
import { DECISIONS } from '#domain/contract/approvals.ts';
import { REQUEST_KINDS } from '#domain/contract/requests.ts';
import { workDateSchema } from '#domain/contract/work-rules.ts';

/** What a mail of requests tells, as of its deed; the addressee's name and the portal's URL are read when it is sent. */
export const noticeSchema = z.discriminatedUnion('kind', [
  /** To the approvers of the person's group: a request waits for them. */
  z.object({
    kind: z.literal('requestWaiting'),
    requesterName: z.string(),
    workDate: workDateSchema,
    request: z.enum(REQUEST_KINDS),
    reason: z.string(),
    isSentAgain: z.boolean(),
  }),
  /** To the person: what became of the requests of a date. */
  z.object({
    kind: z.literal('requestDecided'),
    deciderName: z.string(),
    workDate: workDateSchema,
    decisions: z.array(z.object({ request: z.enum(REQUEST_KINDS), decision: z.enum(DECISIONS), comment: z.string() })),
  }),
  /** To the approvers: a day was closed for want of 終了 (G:369). */
  z.object({ kind: z.literal('autoEnded'), requesterName: z.string(), workDate: workDateSchema }),
]);
export type Notice = z.infer<typeof noticeSchema>;
export type NoticeKind = Notice['kind'];
