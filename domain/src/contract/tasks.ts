import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { clockSchema, TASK_KINDS, workDateSchema, WORK_STYLES } from './work-rules.ts';

/** 件名: in UTF-16 units, as the roster counts them. */
export const MAX_TASK_TITLE = 256;
export const MAX_TASK_TEXT = 4_000;
/** People of one task, its owner included. */
export const MAX_TASK_MEMBERS = 50;
/** Days that one list may span: two months. */
export const MAX_TASK_LIST_DAYS = 62;

export const TASK_SOURCES = ['screen', 'calendar', 'import'] as const;

/** Who takes part. Each person has a row of their own with their own report and progress. */
const taskMemberSchema = z.object({
  personId: z.uuid(),
  name: z.string(),
  isOwner: z.boolean(),
  progress: z.int(),
});

/** 業務 as one person has it: what is shared, and this person's own report, progress and work style. */
export const taskSchema = z.object({
  taskId: z.uuid(),
  /** Whose row it is. */
  personId: z.uuid(),
  workDate: workDateSchema,
  kind: z.enum(TASK_KINDS),
  title: z.string(),
  detail: z.string(),
  isAllDay: z.boolean(),
  /** Readings of `workDate`; all-day: 0:00 and 24:00. */
  startClock: z.int(),
  endClock: z.int(),
  startMinute: z.int(),
  endMinute: z.int(),
  workStyle: z.enum(WORK_STYLES),
  report: z.string(),
  progress: z.int(),
  source: z.enum(TASK_SOURCES),
  /** The calendar no longer has it; it stays for what the person wrote. */
  isDropped: z.boolean(),
  /** May change the shared parts. */
  isOwner: z.boolean(),
  /** The owner first, the others by name. */
  members: z.array(taskMemberSchema),
  version: z.int(),
});
export type Task = z.infer<typeof taskSchema>;

const titleSchema = z.string().trim().min(1).max(MAX_TASK_TITLE);
const textSchema = z.string().max(MAX_TASK_TEXT);
const progressSchema = z.int().min(0).max(100);

/** What the owner decides for everyone. Clocks are readings of `workDate`; for an all-day task they say nothing and may be left out. */
const sharedParts = {
  workDate: workDateSchema,
  kind: z.enum(TASK_KINDS),
  title: titleSchema,
  detail: textSchema.default(''),
  isAllDay: z.boolean().default(false),
  startClock: clockSchema.optional(),
  endClock: clockSchema.optional(),
  /** The other people; who is left out leaves. The owner need not be named. */
  memberIds: z.array(z.uuid()).max(MAX_TASK_MEMBERS).default([]),
};
/** Each person's own. */
const ownParts = {
  workStyle: z.enum(WORK_STYLES),
  report: textSchema,
  progress: progressSchema,
};

export const listTasks = endpoint({
  name: 'listTasks',
  method: 'GET',
  path: '/api/people/:personId/tasks',
  summary: '業務 of a person between two work dates, both included, in order of start. One own, or as approver.',
  access: 'signedIn',
  params: z.object({ personId: z.union([z.uuid(), z.literal('me')]) }),
  query: z.strictObject({ from: workDateSchema, to: workDateSchema }),
  answer: z.object({ tasks: z.array(taskSchema) }),
});

export const createTask = endpoint({
  name: 'createTask',
  method: 'POST',
  path: '/api/tasks',
  summary: 'A new 業務 of the signed-in person, who owns it. A repeat with the same taskId answers the first result.',
  access: 'signedIn',
  body: z.strictObject({
    taskId: z.uuid(),
    ...sharedParts,
    workStyle: ownParts.workStyle.default('regular'),
    report: ownParts.report.default(''),
    progress: ownParts.progress.default(0),
  }),
  answer: taskSchema,
});

export const saveTask = endpoint({
  name: 'saveTask',
  method: 'PUT',
  path: '/api/tasks/:taskId',
  summary: 'Change a 業務 for everyone in it (owner), and the own work style, report and progress. 409 task_changed.',
  access: 'signedIn',
  params: z.object({ taskId: z.uuid() }),
  body: z.strictObject({ version: z.int(), ...sharedParts, ...ownParts }),
  answer: taskSchema,
});

export const saveTaskReport = endpoint({
  name: 'saveTaskReport',
  method: 'PUT',
  path: '/api/tasks/:taskId/report',
  summary: '業務報告, 進捗 and 勤務形態 of the signed-in person in a 業務, of their own or of somebody else.',
  access: 'signedIn',
  params: z.object({ taskId: z.uuid() }),
  body: z.strictObject({ version: z.int(), ...ownParts }),
  answer: taskSchema,
});

export const deleteTask = endpoint({
  name: 'deleteTask',
  method: 'DELETE',
  path: '/api/tasks/:taskId',
  summary: 'Owner: remove a 業務 for everyone; who has reported keeps it as their own. Anyone else: leave it.',
  access: 'signedIn',
  params: z.object({ taskId: z.uuid() }),
  query: z.strictObject({ version: z.coerce.number().int() }),
  answer: z.object({ deleted: z.literal(true) }),
});

export const copyTasks = endpoint({
  name: 'copyTasks',
  method: 'POST',
  path: '/api/task-copies',
  summary:
    'Copy own 業務 of a former day to another, without report and other people. What is there already is skipped.',
  access: 'signedIn',
  body: z.strictObject({
    from: workDateSchema,
    to: workDateSchema,
    /** Absent: all of that day. */
    taskIds: z.array(z.uuid()).max(200).optional(),
  }),
  answer: z.object({ copied: z.int(), skipped: z.int(), tasks: z.array(taskSchema) }),
});

/** How many people a search shows. */
export const MAX_FOUND_MEMBERS = 20;
export const searchMembers = endpoint({
  name: 'searchMembers',
  method: 'GET',
  path: '/api/task-members',
  summary: 'People of the own company whose name, kana or employee number holds a text: for choosing who takes part.',
  access: 'signedIn',
  query: z.strictObject({ text: z.string().trim().min(1).max(64) }),
  answer: z.object({
    people: z.array(z.object({ personId: z.uuid(), name: z.string(), kana: z.string(), groupName: z.string() })),
    /** There are more than are shown. */
    hasMore: z.boolean(),
  }),
});
