import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { groupIdParam, groupScopeQuery } from './legal.ts';
import { workDateSchema } from './work-rules.ts';

/** 上位5位までをグラフ表示 (G:382). */
export const TOP_APPLICATIONS = 5;
/** A month: it bounds what the engine reads. */
export const MAX_APPLICATION_USE_DAYS = 31;
/** Of fewer people with data a sum is a look at one of them. */
export const MIN_GROUP_PEOPLE = 5;

/** First and last work date, both included. */
const rangeQuery = z.object({ from: workDateSchema, to: workDateSchema });

/** `plan`: the tenant's plan has no application use (guide table 5-1). `fewPeople`: fewer than MIN_GROUP_PEOPLE of the group have data. */
export const APPLICATION_USE_OBSTACLES = ['plan', 'fewPeople'] as const;

const secondsByName = z.array(z.object({ name: z.string(), seconds: z.int() }));
export const applicationUseSchema = z.object({
  /** Null: here it is. Otherwise both lists are empty. */
  obstacle: z.enum(APPLICATION_USE_OBSTACLES).nullable(),
  /** Seconds in front by process over all windows and devices, the longest first, at most TOP_APPLICATIONS. */
  applications: secondsByName,
  /** The same by HP 名称; pages without one are in no row. */
  sites: secondsByName,
});
export type ApplicationUse = z.infer<typeof applicationUseSchema>;

export const readApplicationUse = endpoint({
  name: 'readApplicationUse',
  method: 'GET',
  path: '/api/people/:personId/application-use',
  summary: `The applications and sites that a person used longest; at most ${MAX_APPLICATION_USE_DAYS} work dates.`,
  access: 'signedIn',
  params: z.object({ personId: z.union([z.uuid(), z.literal('me')]) }),
  query: rangeQuery,
  answer: applicationUseSchema,
});

export const readGroupApplicationUse = endpoint({
  name: 'readGroupApplicationUse',
  method: 'GET',
  path: '/api/groups/:groupId/application-use',
  summary: `The same of the people who are in a group today; nothing where fewer than ${MIN_GROUP_PEOPLE} of them have data.`,
  access: 'signedIn',
  params: z.object({ groupId: groupIdParam }),
  query: rangeQuery.extend(groupScopeQuery.shape),
  answer: applicationUseSchema,
});
