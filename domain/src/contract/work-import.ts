import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { workDateSchema } from './work-rules.ts';

/** The two files of 過去の勤務の取り込み: declared work (勤務) and tasks (業務). */
export const WORK_IMPORT_FILE_KINDS = ['work', 'tasks'] as const;
export type WorkImportFileKind = (typeof WORK_IMPORT_FILE_KINDS)[number];
const fileKindSchema = z.enum(WORK_IMPORT_FILE_KINDS);

export const MAX_WORK_IMPORT_FILE_BYTES = 5 * 1024 * 1024;
export const MAX_WORK_IMPORT_ROWS = 20_000;
/** How many problems, and how many person-days as a sample, an answer holds; their number is always the whole one. */
export const SHOWN_WORK_IMPORT_PROBLEMS = 500;
export const SHOWN_WORK_IMPORT_DAYS = 100;

/** One thing wrong (or doubtful) in a file. `text` is the whole sentence in Japanese, as the CSV of problems has it. */
export const workImportProblemSchema = z.object({
  severity: z.enum(['error', 'warning']),
  kind: fileKindSchema,
  line: z.int().nullable(),
  /** Name of the column as in the header. */
  column: z.string().nullable(),
  cell: z.string().nullable(),
  text: z.string(),
});
export type WorkImportProblem = z.infer<typeof workImportProblemSchema>;

/** What an import does to one person and work date. `unchanged`: imported before with the same content. */
export const WORK_IMPORT_ACTIONS = ['added', 'replaced', 'unchanged'] as const;
export type WorkImportAction = (typeof WORK_IMPORT_ACTIONS)[number];
const countsSchema = z.object({ added: z.int(), replaced: z.int(), unchanged: z.int() });

/** A person-day of one file as it would be. */
export const workImportDaySchema = z.object({
  kind: fileKindSchema,
  line: z.int(),
  loginId: z.string(),
  name: z.string(),
  workDate: workDateSchema,
  action: z.enum(WORK_IMPORT_ACTIONS),
  /** `9:00-18:00`, on the work date's 48-hour clock; of tasks with the title. */
  entries: z.array(z.string()),
});
export type WorkImportDay = z.infer<typeof workImportDaySchema>;

export const downloadWorkImportTemplate = endpoint({
  name: 'downloadWorkImportTemplate',
  method: 'GET',
  path: '/api/work-imports/templates/:kind',
  summary: 'The header of a file with examples as comments. CRLF.',
  access: 'signedIn',
  params: z.object({ kind: fileKindSchema }),
  query: z.object({
    /** Shift_JIS cannot hold every character; `utf8` comes with a BOM. */
    encoding: z.enum(['sjis', 'utf8']).default('sjis'),
  }),
  answerMediaType: 'text/csv',
});

export const createWorkImportDraft = endpoint({
  name: 'createWorkImportDraft',
  method: 'POST',
  path: '/api/work-imports/drafts',
  summary: 'Begin an import: an empty draft that takes one or two files and is forgotten after a day.',
  access: 'signedIn',
  answer: z.object({ draftId: z.uuid(), expiresAt: z.int() }),
});

const draftParams = z.object({ draftId: z.uuid() });

/** The file's own name comes in the header `x-kinmu-file-name` (FILE_NAME_HEADER of roster.ts). */
export const putWorkImportFile = endpoint({
  name: 'putWorkImportFile',
  method: 'PUT',
  path: '/api/work-imports/drafts/:draftId/files/:kind',
  summary: 'Put a file into a draft (raw bytes, Shift_JIS or UTF-8, at most 5 MB); a second one of a kind replaces it.',
  access: 'signedIn',
  params: draftParams.extend({ kind: fileKindSchema }),
  rawBody: { maxBytes: MAX_WORK_IMPORT_FILE_BYTES },
  answer: z.object({ kind: fileKindSchema, fileName: z.string(), bytes: z.int() }),
});

/** 試行: what the files of a draft would do to the present days. Nothing is written. */
export const readWorkImportDraft = endpoint({
  name: 'readWorkImportDraft',
  method: 'GET',
  path: '/api/work-imports/drafts/:draftId',
  summary: 'Dry run: problems, how many person-days would be added, replaced or stay, a sample of them.',
  access: 'signedIn',
  params: draftParams,
  query: z.object({
    /** `1`: days that an earlier import brought, and nobody has touched since, are replaced; otherwise they are errors. */
    replace: z.enum(['0', '1']).default('0'),
  }),
  answer: z.object({
    draftId: z.uuid(),
    expiresAt: z.int(),
    files: z.array(z.object({ kind: fileKindSchema, fileName: z.string(), bytes: z.int(), rows: z.int() })),
    problems: z.object({ errors: z.int(), warnings: z.int(), first: z.array(workImportProblemSchema) }),
    /** Person-days by file. */
    counts: z.object({ work: countsSchema, tasks: countsSchema }),
    people: z.int(),
    /** First and last date of the files; null: no sound row. */
    firstDate: workDateSchema.nullable(),
    lastDate: workDateSchema.nullable(),
    /** Person-days before the person's first group and pattern: those hold there too. */
    daysBeforeRoster: z.int(),
    sample: z.array(workImportDaySchema),
    /** What the dry run was computed from and gives; sent back when applying. */
    fingerprint: z.string(),
    canApply: z.boolean(),
  }),
});

export const downloadWorkImportProblems = endpoint({
  name: 'downloadWorkImportProblems',
  method: 'GET',
  path: '/api/work-imports/drafts/:draftId/problems.csv',
  summary: 'All problems of a draft as CSV (Windows-31J, CRLF).',
  access: 'signedIn',
  params: draftParams,
  query: z.object({ replace: z.enum(['0', '1']).default('0') }),
  answerMediaType: 'text/csv',
});

/** Refusals: `import_changed` (the days or the roster are not those of the dry run any more), `import_refused` (the files have problems). */
export const applyWorkImportDraft = endpoint({
  name: 'applyWorkImportDraft',
  method: 'POST',
  path: '/api/work-imports/drafts/:draftId/applications',
  summary: 'Bring in all days of a draft in one transaction, if they would still do what the dry run showed.',
  access: 'signedIn',
  params: draftParams,
  body: z.strictObject({ fingerprint: z.string().max(64), replaces: z.boolean() }),
  answer: z.object({ importId: z.uuid(), work: countsSchema, tasks: countsSchema }),
});

export const workImportSchema = z.object({
  importId: z.uuid(),
  at: z.int(),
  byName: z.string(),
  /** Rows of the two files. */
  workRows: z.int(),
  taskRows: z.int(),
  /** Person-days. */
  addedDays: z.int(),
  replacedDays: z.int(),
  people: z.int(),
  firstDate: workDateSchema.nullable(),
  lastDate: workDateSchema.nullable(),
  /** `keptDays`: changed or replaced since, so the undo left them. */
  undone: z.object({ at: z.int(), byName: z.string(), removedDays: z.int(), keptDays: z.int() }).nullable(),
});
export type WorkImport = z.infer<typeof workImportSchema>;

export const listWorkImports = endpoint({
  name: 'listWorkImports',
  method: 'GET',
  path: '/api/work-imports',
  summary: 'The last 100 imports, the newest first: when, by whom, how many rows and days, whether undone.',
  access: 'signedIn',
  answer: z.object({ imports: z.array(workImportSchema) }),
});

/** Refusals: `not_found`, `import_cannot_be_undone` (undone already). */
export const undoWorkImport = endpoint({
  name: 'undoWorkImport',
  method: 'POST',
  path: '/api/work-imports/:importId/undo',
  summary:
    'Take back what an import brought, where nobody has touched it since; replaced days get their former content.',
  access: 'signedIn',
  params: z.object({ importId: z.uuid() }),
  answer: z.object({ removedDays: z.int(), keptDays: z.int() }),
});
