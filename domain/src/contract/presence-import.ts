import { z } from 'zod';
import { endpoint } from './endpoint.ts';

export const MAX_PRESENCE_FILE_BYTES = 5 * 1024 * 1024;
export const MAX_PRESENCE_ROWS = 50_000;
/** How many problems an answer holds; their number is always the whole one. */
export const SHOWN_PRESENCE_PROBLEMS = 200;

/** One thing wrong (or doubtful) in the file. `text` is the whole sentence in Japanese. */
const presenceProblemSchema = z.object({
  severity: z.enum(['error', 'warning']),
  line: z.int().nullable(),
  /** Name of the column as in the header. */
  column: z.string().nullable(),
  cell: z.string().nullable(),
  text: z.string(),
});

export const presenceImportSchema = z.object({
  /** False: only looked at, or refused. */
  isApplied: z.boolean(),
  people: z.int(),
  /** `unchanged`: imported before with the same value; `replaced`: with another one. */
  counts: z.object({ added: z.int(), replaced: z.int(), unchanged: z.int() }),
  /** First and last change, epoch ms; null without any. */
  span: z.object({ from: z.int(), to: z.int() }).nullable(),
  problems: z.object({ errors: z.int(), total: z.int(), first: z.array(presenceProblemSchema) }),
});
export type PresenceImport = z.infer<typeof presenceImportSchema>;

export const downloadPresenceTemplate = endpoint({
  name: 'downloadPresenceTemplate',
  method: 'GET',
  path: '/api/presence-imports/template',
  summary: 'The header of a file of presence with examples as comments. Shift_JIS, CRLF.',
  access: 'signedIn',
  answerMediaType: 'text/csv',
});

/** What the same person has at the same instant is one change, however often it is imported. */
export const importPresence = endpoint({
  name: 'importPresence',
  method: 'POST',
  path: '/api/presence-imports',
  summary:
    'Presence of another system (raw CSV, Shift_JIS or UTF-8) for <userID>_presence.csv: looked at, and with apply=1 and no error stored. A file may be sent again.',
  access: 'signedIn',
  rawBody: { maxBytes: MAX_PRESENCE_FILE_BYTES },
  query: z.object({ apply: z.enum(['0', '1']).default('0') }),
  answer: presenceImportSchema,
});
