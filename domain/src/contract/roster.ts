import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { fileKindSchema, ROSTER_ACTIONS, ROSTER_FILE_KINDS, rosterDeedSchema } from './roster-deed.ts';
import type { RosterAction, RosterDeed, RosterFileKind } from './roster-deed.ts';
import { workDateSchema } from './work-rules.ts';

export { ROSTER_ACTIONS, ROSTER_FILE_KINDS };
export type { RosterAction, RosterDeed, RosterFileKind };

/** `active`; `suspended`: ログイン不可, not counted against the licences; `removed`: deleted logically, can be registered again by code 4. */
export const ROSTER_STATUSES = ['active', 'suspended', 'removed'] as const;
export type RosterStatus = (typeof ROSTER_STATUSES)[number];

/** The person's code for approval: 0 by work style, 1 automatic, 2 manual. */
export const APPROVAL_MODES = ['byWorkStyle', 'automatic', 'manual'] as const;
/** Tasks at the start, report at the end: 0 by work style, 1 optional, 2 mandatory. */
export const REQUIREMENT_MODES = ['byWorkStyle', 'optional', 'mandatory'] as const;

/** How many problems and changes an answer holds; their number is always the whole one. */
export const SHOWN_ROSTER_ROWS = 500;

/** One thing wrong (or doubtful) in a file. `text` is the whole sentence in Japanese, as the CSV of problems has it. */
export const rosterProblemViewSchema = z.object({
  severity: z.enum(['error', 'warning']),
  kind: fileKindSchema.nullable(),
  line: z.int().nullable(),
  /** Name of the column as in the guide. */
  column: z.string().nullable(),
  cell: z.string().nullable(),
  code: z.string(),
  text: z.string(),
});
export type RosterProblemView = z.infer<typeof rosterProblemViewSchema>;

export const rosterChangeViewSchema = z.object({
  kind: fileKindSchema,
  /** Null: the change comes from a screen, or follows from another row. */
  line: z.int().nullable(),
  /** User id, group id or pattern id as people write it. */
  id: z.string(),
  name: z.string(),
  action: z.enum(ROSTER_ACTIONS),
  /** The cells that differ, by the guide's column names, as a download would show them. */
  fields: z.array(z.object({ column: z.string(), before: z.string(), after: z.string() })),
});
export type RosterChangeView = z.infer<typeof rosterChangeViewSchema>;

const licencesSchema = z.object({
  used: z.int(),
  /** Null: no limit is set. */
  limit: z.int().nullable(),
});

export const readRosterState = endpoint({
  name: 'readRosterState',
  method: 'GET',
  path: '/api/roster',
  summary: 'Version of the roster, its last upload and whether that can be undone, licences used.',
  access: 'signedIn',
  answer: z.object({
    version: z.int(),
    lastUpload: z.object({ at: z.int(), byName: z.string(), changes: z.int(), isUndone: z.boolean() }).nullable(),
    canUndo: z.boolean(),
    licences: licencesSchema,
    groups: z.int(),
    patterns: z.int(),
  }),
});

export const downloadRosterFile = endpoint({
  name: 'downloadRosterFile',
  method: 'GET',
  path: '/api/roster/files/:kind',
  summary:
    'One roster file (Windows-31J, CRLF) with update code 0 in every row and a stamp; `template=1`: the header and comments alone.',
  access: 'signedIn',
  params: z.object({ kind: fileKindSchema }),
  query: z.object({ template: z.literal('1').optional() }),
  answerMediaType: 'text/csv',
});

export const createRosterDraft = endpoint({
  name: 'createRosterDraft',
  method: 'POST',
  path: '/api/roster/drafts',
  summary: 'Begin an upload: an empty draft that takes one to three files and is forgotten after a day.',
  access: 'signedIn',
  answer: z.object({ draftId: z.uuid(), expiresAt: z.int() }),
});

const draftParams = z.object({ draftId: z.uuid() });

/** Header with the file's own name, percent-encoded; shown back, never used as a path. */
export const FILE_NAME_HEADER = 'x-kinmu-file-name';
export const MAX_ROSTER_FILE_BYTES = 5 * 1024 * 1024;
export const MAX_ROSTER_FILE_ROWS = 20_000;

export const putRosterFile = endpoint({
  name: 'putRosterFile',
  method: 'PUT',
  path: '/api/roster/drafts/:draftId/files/:kind',
  summary:
    'Put a file into a draft as it is (raw bytes, at most 5 MB); a second one of the same kind replaces the first.',
  access: 'signedIn',
  params: draftParams.extend({ kind: fileKindSchema }),
  rawBody: { maxBytes: MAX_ROSTER_FILE_BYTES },
  answer: z.object({ kind: fileKindSchema, fileName: z.string(), bytes: z.int() }),
});

const actionCountsSchema = z.record(z.enum(ROSTER_ACTIONS), z.int());

/** 試行: what the files of a draft would do to the present roster. Nothing is written. */
export const readRosterDraft = endpoint({
  name: 'readRosterDraft',
  method: 'GET',
  path: '/api/roster/drafts/:draftId',
  summary:
    'Dry run: problems, changes with old and new values, what changed since the files were downloaded, whether it can be applied.',
  access: 'signedIn',
  params: draftParams,
  answer: z.object({
    draftId: z.uuid(),
    expiresAt: z.int(),
    files: z.array(
      z.object({
        kind: fileKindSchema,
        fileName: z.string(),
        bytes: z.int(),
        /** Of the download it was made from; null: without a stamp. */
        stampVersion: z.int().nullable(),
      }),
    ),
    /** The roster the dry run was computed from; sent back when applying. */
    rosterVersion: z.int(),
    problems: z.object({ errors: z.int(), warnings: z.int(), first: z.array(rosterProblemViewSchema) }),
    changes: z.object({ total: z.int(), counts: actionCountsSchema, first: z.array(rosterChangeViewSchema) }),
    /** Not empty: a file was made from an older download, and these rows of its kind have changed since. */
    outdatedBy: z.array(rosterDeedSchema),
    /** People who would get a mail with a one-time password. */
    passwordMails: z.int(),
    licences: licencesSchema.extend({ usedAfter: z.int() }),
    canApply: z.boolean(),
  }),
});

export const downloadRosterProblems = endpoint({
  name: 'downloadRosterProblems',
  method: 'GET',
  path: '/api/roster/drafts/:draftId/problems.csv',
  summary: 'All problems of a draft as CSV (Windows-31J, CRLF).',
  access: 'signedIn',
  params: draftParams,
  answerMediaType: 'text/csv',
});

/**
 * Refusals: `roster_changed` (with `conflict`), `roster_refused` (the draft has problems, or somebody would stay until `effectiveFrom` in a group or
 * pattern that it removes now).
 */
export const applyRosterDraft = endpoint({
  name: 'applyRosterDraft',
  method: 'POST',
  path: '/api/roster/drafts/:draftId/applications',
  summary:
    'Apply all files of a draft in one transaction, if the roster is still the one of the dry run. Groups, patterns and approval modes of people hold from `effectiveFrom` (today unless told).',
  access: 'signedIn',
  params: draftParams,
  body: z.strictObject({ rosterVersion: z.int().min(0), effectiveFrom: workDateSchema.optional() }),
  answer: z.object({ version: z.int(), changes: z.int(), counts: actionCountsSchema, passwordMails: z.int() }),
});

/** Refusals: `roster_cannot_be_undone` (nothing to undo, undone already), `roster_changed` (rows of it have changed since). */
export const undoLastUpload = endpoint({
  name: 'undoLastUpload',
  method: 'POST',
  path: '/api/roster/undo',
  summary: 'Undo the last upload, once: rows get their former values. Mailed passwords stay mailed.',
  access: 'signedIn',
  body: z.strictObject({ rosterVersion: z.int().min(0) }),
  answer: z.object({ version: z.int(), changes: z.int() }),
});

export const rosterUserRowSchema = z.object({
  personId: z.uuid(),
  loginId: z.string(),
  employeeNumber: z.string(),
  name: z.string(),
  kana: z.string(),
  mail: z.string(),
  groupId: z.uuid().nullable(),
  groupCode: z.string(),
  groupName: z.string(),
  patternCode: z.string(),
  patternName: z.string(),
  isAdministrator: z.boolean(),
  mayViewDashboard: z.boolean(),
  status: z.enum(ROSTER_STATUSES),
});
export type RosterUserRow = z.infer<typeof rosterUserRowSchema>;

export const ROSTER_USER_SORTS = ['loginId', 'employeeNumber', 'name', 'kana', 'group', 'pattern', 'status'] as const;

export const listRosterUsers = endpoint({
  name: 'listRosterUsers',
  method: 'GET',
  path: '/api/roster/users',
  summary: 'ユーザ一覧: a page of the people, searched, filtered and sorted, with the number of all that fit.',
  access: 'signedIn',
  query: z.object({
    /** In id, number, name, reading and address, whatever the case; words separated by spaces must all occur. */
    search: z.string().max(100).default(''),
    group: z.uuid().optional(),
    status: z.enum(ROSTER_STATUSES).optional(),
    sort: z.enum(ROSTER_USER_SORTS).default('loginId'),
    order: z.enum(['asc', 'desc']).default('asc'),
    offset: z.coerce.number().int().min(0).max(1_000_000).default(0),
    limit: z.coerce.number().int().min(1).max(200).default(100),
  }),
  answer: z.object({ total: z.int(), users: z.array(rosterUserRowSchema) }),
});

/** What the edit screen of a person holds. Ids of groups and patterns are the server's. */
const userFields = {
  employeeNumber: z.string().max(256),
  name: z.string().max(256),
  kana: z.string().max(256),
  groupId: z.uuid(),
  isAdministrator: z.boolean(),
  mayViewDashboard: z.boolean(),
  mail: z.string().max(1024),
  startApproval: z.enum(APPROVAL_MODES),
  endApproval: z.enum(APPROVAL_MODES),
  taskAtStart: z.enum(REQUIREMENT_MODES),
  reportAtEnd: z.enum(REQUIREMENT_MODES),
  breakNotice: z.boolean(),
  beforeEndNotice: z.boolean(),
  endNotice: z.boolean(),
  afterHoursNotice: z.boolean(),
  overtimeManagement: z.boolean(),
  patternId: z.uuid().nullable(),
};
/** The rules (lengths, characters, 100 a group, last administrator) are the roster's own; their refusal is `roster_refused` with places. */
const userBodySchema = z.strictObject(userFields);
export type RosterUserFields = z.infer<typeof userBodySchema>;

const personParams = z.object({ personId: z.uuid() });

export const readRosterUser = endpoint({
  name: 'readRosterUser',
  method: 'GET',
  path: '/api/roster/users/:personId',
  summary: 'One person for the edit screen, with what holds from later dates on.',
  access: 'signedIn',
  params: personParams,
  answer: z.object({
    ...userFields,
    groupId: z.uuid().nullable(),
    personId: z.uuid(),
    loginId: z.string(),
    status: z.enum(ROSTER_STATUSES),
    /** Sent back when saving. */
    rosterVersion: z.int(),
    /** All dates from which another group, pattern or approval mode holds, the past ones too, ascending. */
    periods: z.array(
      z.object({
        from: workDateSchema,
        groupCode: z.string(),
        groupName: z.string(),
        patternCode: z.string(),
        patternName: z.string(),
        startApproval: z.enum(APPROVAL_MODES),
        endApproval: z.enum(APPROVAL_MODES),
      }),
    ),
  }),
});

const savedSchema = z.object({ version: z.int(), changes: z.int() });

export const addRosterUser = endpoint({
  name: 'addRosterUser',
  method: 'POST',
  path: '/api/roster/users',
  summary: 'ユーザ追加: register a person; a mail with a one-time password goes out.',
  access: 'signedIn',
  body: userBodySchema.extend({ loginId: z.string().max(256) }),
  answer: savedSchema.extend({ personId: z.uuid() }),
});

export const saveRosterUser = endpoint({
  name: 'saveRosterUser',
  method: 'PUT',
  path: '/api/roster/users/:personId',
  summary:
    'Change a person. Group, pattern and approval modes hold from `effectiveFrom` (today unless told); earlier days keep theirs.',
  access: 'signedIn',
  params: personParams,
  body: userBodySchema.extend({ rosterVersion: z.int().min(0), effectiveFrom: workDateSchema.optional() }),
  answer: savedSchema,
});

/** 利用停止, 利用者再開, パスワード再発行, 削除. */
/** `deletions`: 完全削除, from the screen without an undo. */
export const ROSTER_USER_DEEDS = ['suspensions', 'restorations', 'reissues', 'removals', 'deletions'] as const;

export const actOnRosterUser = endpoint({
  name: 'actOnRosterUser',
  method: 'POST',
  path: '/api/roster/users/:personId/:deed',
  summary: 'Suspend, restore, remove or delete a person for good, or mail them a new one-time password.',
  access: 'signedIn',
  params: personParams.extend({ deed: z.enum(ROSTER_USER_DEEDS) }),
  body: z.strictObject({
    rosterVersion: z.int().min(0),
    /** `deletions` only: what was recorded and computed of the person goes too. Absent: it stays (G:1784). */
    erasesData: z.boolean().optional(),
  }),
  answer: savedSchema,
});

const approverSchema = z.object({ personId: z.uuid(), loginId: z.string(), name: z.string() });

export const rosterGroupSchema = z.object({
  groupId: z.uuid(),
  code: z.string(),
  name: z.string(),
  parentGroupId: z.uuid().nullable(),
  depth: z.int(),
  approvers: z.array(approverSchema),
  seniorApprovers: z.array(approverSchema),
  /** People who are in it today, suspended ones too; not those of the groups below. */
  people: z.int(),
});
export type RosterGroup = z.infer<typeof rosterGroupSchema>;

export const listRosterGroups = endpoint({
  name: 'listRosterGroups',
  method: 'GET',
  path: '/api/roster/groups',
  summary: 'グループ一覧: all groups in tree order with approvers and numbers of people.',
  access: 'signedIn',
  answer: z.object({ rosterVersion: z.int(), groups: z.array(rosterGroupSchema) }),
});

const groupBodySchema = z.strictObject({
  name: z.string().max(256),
  parentGroupId: z.uuid().nullable(),
  /** Ids of people, in the order of the screen. */
  approvers: z.array(z.uuid()).max(100),
  seniorApprovers: z.array(z.uuid()).max(100),
});

export const addRosterGroup = endpoint({
  name: 'addRosterGroup',
  method: 'POST',
  path: '/api/roster/groups',
  summary: 'グループ追加: register a group.',
  access: 'signedIn',
  body: groupBodySchema.extend({ code: z.string().max(256) }),
  answer: savedSchema.extend({ groupId: z.uuid() }),
});

export const saveRosterGroup = endpoint({
  name: 'saveRosterGroup',
  method: 'PUT',
  path: '/api/roster/groups/:groupId',
  summary: 'Change name, approvers, senior approvers and parent of a group.',
  access: 'signedIn',
  params: z.object({ groupId: z.uuid() }),
  body: groupBodySchema.extend({ rosterVersion: z.int().min(0) }),
  answer: savedSchema,
});

export const listRosterPatterns = endpoint({
  name: 'listRosterPatterns',
  method: 'GET',
  path: '/api/roster/patterns',
  summary: 'The work patterns that people can have.',
  access: 'signedIn',
  answer: z.object({
    patterns: z.array(z.object({ patternId: z.uuid(), code: z.string(), name: z.string() })),
  }),
});
