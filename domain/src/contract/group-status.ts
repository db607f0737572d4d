import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { groupIdParam, groupScopeQuery, listedGroupSchema } from './legal.ts';
import { visibleGroupSchema } from './people.ts';
import { clockSchema, WORK_STYLES, workDateSchema } from './work-rules.ts';

/** Where a person is now. `working` is at the office; `remote` and `offsite` work too; both `notStarted` and `ended` are out. */
export const PRESENCE_STATES = ['working', 'remote', 'offsite', 'onBreak', 'notStarted', 'ended'] as const;
export type PresenceState = (typeof PRESENCE_STATES)[number];

/** One person of グループの勤務状況: a whole row, so that a later one replaces it. */
export const personStatusSchema = z.object({
  personId: z.uuid(),
  employeeNumber: z.string(),
  name: z.string(),
  groupId: z.uuid(),
  /** The work date that runs now for this person. */
  workDate: workDateSchema,
  /** From PostgreSQL: at once. */
  presence: z.enum(PRESENCE_STATES),
  workStyle: z.enum(WORK_STYLES),
  isHolidayWork: z.boolean(),
  /** First start of the work date, as declared. */
  startClock: clockSchema.nullable(),
  /** Since when `presence` holds: the last press. */
  sinceClock: clockSchema.nullable(),
  /** The task that runs now. */
  taskTitle: z.string().nullable(),
  /** Figures of the computed day; null: none computed yet. They follow the press by a moment. */
  figures: z
    .object({
      workedMinutes: z.int(),
      overtimeMinutes: z.int(),
      unrequestedMinutes: z.int(),
      /** End of the last minute with PC input of this work date. */
      lastActiveClock: clockSchema.nullable(),
    })
    .nullable(),
});
export type PersonStatus = z.infer<typeof personStatusSchema>;

/** The groups to choose from, in tree order. */
export const listStatusGroups = endpoint({
  name: 'listStatusGroups',
  method: 'GET',
  path: '/api/groups',
  summary: 'The groups whose people the viewer may see, in tree order, with the number of their people.',
  access: 'signedIn',
  answer: z.object({ groups: z.array(visibleGroupSchema.extend({ people: z.int() })) }),
});
export type StatusGroup = z.infer<NonNullable<(typeof listStatusGroups)['answer']>>['groups'][number];

const groupParams = z.object({ groupId: groupIdParam });
const statusListSchema = z.object({
  group: listedGroupSchema,
  /** Epoch ms of this answer. */
  asOf: z.int(),
  /** All of them; `people` holds the first MAX_GROUP_ROWS. */
  total: z.int(),
  people: z.array(personStatusSchema),
});
export type StatusList = z.infer<typeof statusListSchema>;

export const readGroupStatus = endpoint({
  name: 'readGroupStatus',
  method: 'GET',
  path: '/api/groups/:groupId/status',
  summary: 'グループの勤務状況: who is working, on break, at home, off-site, out.',
  access: 'signedIn',
  params: groupParams,
  query: groupScopeQuery,
  answer: statusListSchema,
});

/** Why the server ends a stream: the session is over, the right is gone, or the portal stops (then the page comes back by itself). */
export const STREAM_ENDS = ['signedOut', 'notYours', 'stopping'] as const;
export type StreamEnd = (typeof STREAM_ENDS)[number];

/**
 * Events of the stream, by name; `data` is JSON.
 *
 *   list    StatusList      first, and whenever the people of the group change
 *   person  PersonStatus    a whole changed row
 *   end     { reason }      the last event
 *   : comment               heartbeat
 */
export const statusEventSchema = z.discriminatedUnion('event', [
  z.object({ event: z.literal('list'), data: statusListSchema }),
  z.object({ event: z.literal('person'), data: personStatusSchema }),
  z.object({ event: z.literal('end'), data: z.object({ reason: z.enum(STREAM_ENDS) }) }),
]);
export type StatusEvent = z.infer<typeof statusEventSchema>;

export const streamGroupStatus = endpoint({
  name: 'streamGroupStatus',
  method: 'GET',
  path: '/api/groups/:groupId/status/stream',
  summary:
    'The same as it changes (server-sent events). Each event carries a whole row, so nothing has to be caught up on.',
  access: 'signedIn',
  params: groupParams,
  query: groupScopeQuery,
  answerMediaType: 'text/event-stream',
});
