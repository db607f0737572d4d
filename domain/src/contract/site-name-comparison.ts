import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { MAX_SITE_NAME_FILE_BYTES, siteNameProblemsSchema } from './settings.ts';

/** How many changed names an answer lists, the longest used ones; the sums are over all. */
export const LISTED_SITE_NAME_CHANGES = 200;

const amountShape = {
  /** Stored records: a window in front in a minute. */
  records: z.int().min(0),
  seconds: z.int().min(0),
};

/** Null: no name. */
const changeSchema = z.object({ before: z.string().nullable(), after: z.string().nullable(), ...amountShape });
export type SiteNameChange = z.infer<typeof changeSchema>;

/**
 * What is stored gets its names when it is read, so a new mapping has nothing to rewrite. What it would change is counted: part by part, so that the
 * screen can say how far it is, and nothing goes on when nobody waits for it.
 */
export const compareSiteNames = endpoint({
  name: 'compareSiteNames',
  method: 'POST',
  path: '/api/tenant-settings/site-names/comparison',
  summary:
    'Dry run of a mapping file: which stored records would change their site name, for some of the people. Ask again with `next` until it is null and add up.',
  access: 'signedIn',
  rawBody: { maxBytes: MAX_SITE_NAME_FILE_BYTES },
  /** `next` of the answer before; absent: from the beginning. */
  query: z.object({ after: z.uuid().optional() }),
  answer: z.object({
    problems: siteNameProblemsSchema,
    /** Rows of the file against the registered ones. */
    mapping: z.object({ rows: z.int(), added: z.int(), removed: z.int(), renamed: z.int() }),
    people: z.object({ done: z.int(), total: z.int() }),
    next: z.uuid().nullable(),
    ...amountShape,
    /** First and last minute of the records, epoch ms. */
    firstAt: z.int().nullable(),
    lastAt: z.int().nullable(),
    changes: z.array(changeSchema).max(LISTED_SITE_NAME_CHANGES),
  }),
});
