import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { computedDaySchema } from './computed-day.ts';

/** A person of the groups that the viewer may see, with today's state for the list. */
export const visiblePersonSchema = z.object({
  personId: z.uuid(),
  employeeNumber: z.string(),
  name: z.string(),
  kana: z.string(),
  groupId: z.uuid(),
  today: computedDaySchema
    .pick({
      workDate: true,
      dayState: true,
      workStyle: true,
      workedMinutes: true,
      overtimeMinutes: true,
      unrequestedMinutes: true,
      clockInClock: true,
      clockOutClock: true,
      lastActiveClock: true,
    })
    .nullable(),
});
export type VisiblePerson = z.infer<typeof visiblePersonSchema>;
/** Groups in tree order (a parent before its children), with their depth. */
export const visibleGroupSchema = z.object({
  groupId: z.uuid(),
  code: z.string(),
  name: z.string(),
  parentGroupId: z.uuid().nullable(),
  depth: z.int(),
});
export type VisibleGroup = z.infer<typeof visibleGroupSchema>;

export const listPeople = endpoint({
  name: 'listPeople',
  method: 'GET',
  path: '/api/people',
  summary: 'The people whose months the viewer may see, by group: own groups and the groups below.',
  access: 'signedIn',
  answer: z.object({ groups: z.array(visibleGroupSchema), people: z.array(visiblePersonSchema) }),
});
