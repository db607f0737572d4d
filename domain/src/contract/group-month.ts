import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { groupIdParam, groupScopeQuery, legalSettingsSchema, legalSummarySchema, listedGroupSchema } from './legal.ts';
import { monthSchema, monthTotalsSchema } from './months.ts';

/** A person's month in one line: the same sums as 勤務一覧, the same legal figures as グループの勤務状況. */
const groupMonthRowSchema = z.object({
  personId: z.uuid(),
  employeeNumber: z.string(),
  name: z.string(),
  /** Of today. */
  groupName: z.string(),
  totals: monthTotalsSchema,
  legal: legalSummarySchema,
});

export const readGroupMonth = endpoint({
  name: 'readGroupMonth',
  method: 'GET',
  path: '/api/groups/:groupId/months/:month',
  summary:
    '勤務レポート of a group: the sums of a month and the legal figures, one row a person. Access as for グループの勤務状況.',
  access: 'signedIn',
  params: z.object({ groupId: groupIdParam, month: monthSchema }),
  query: groupScopeQuery,
  answer: z.object({
    group: listedGroupSchema,
    month: monthSchema,
    limits: legalSettingsSchema.shape.limits,
    /** All of them; `people` holds the first MAX_GROUP_ROWS. */
    total: z.int(),
    people: z.array(groupMonthRowSchema),
    /** Over the days of `people`. */
    totals: monthTotalsSchema,
  }),
});
export type GroupMonthAnswer = z.infer<NonNullable<(typeof readGroupMonth)['answer']>>;
