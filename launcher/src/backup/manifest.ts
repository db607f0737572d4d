import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { readIfPresent, replaceFile } from '#platform/files.ts';

const tableSchema = z.object({
  name: z.string(),
  columns: z.array(z.string()),
  rows: z.int(),
  /** Path below the backup's folder. */
  file: z.string(),
});
export type BackupTable = z.infer<typeof tableSchema>;
const analyticsTableSchema = tableSchema.extend({ structure: z.string() });
export type AnalyticsTable = z.infer<typeof analyticsTableSchema>;

const fileSchema = z.object({ path: z.string(), bytes: z.int(), sha256: z.string() });
export type BackupFile = z.infer<typeof fileSchema>;

/**
 * What a backup holds. It is written last: a folder with a manifest is whole. `recordsAt` is the instant of PostgreSQL's snapshot: what people pressed,
 * sent and approved later is not in here.
 */
const manifestSchema = z.object({
  format: z.literal(1),
  product: z.string(),
  startedAt: z.iso.datetime(),
  recordsAt: z.iso.datetime(),
  finishedAt: z.iso.datetime(),
  storeId: z.string(),
  records: z.object({
    migrations: z.array(z.string()),
    tables: z.array(tableSchema),
    /** The last number that each sequence has given. */
    sequences: z.record(z.string(), z.int()),
  }),
  analytics: z.object({ migrations: z.array(z.string()), tables: z.array(analyticsTableSchema) }),
  deadLetters: z.object({ count: z.int(), file: z.string() }),
  /** What was in the streams and not yet in the store, by consumer: it is not copied, collectors and the outbox send it again. */
  inFlight: z.record(z.string(), z.int()),
  files: z.array(fileSchema),
});
export type Manifest = z.infer<typeof manifestSchema>;

export const MANIFEST_FILE = 'manifest.json';
/** The manifest's own sum, so that a damaged manifest is not believed. */
export const MANIFEST_SUM_FILE = 'manifest.json.sha256';

/** A backup cannot be made, read or restored; the message says why and what to do. */
export class BackupProblem extends Error {
  override name = 'BackupProblem';
}

export async function writeManifest(dir: string, manifest: Manifest, sumOf: (text: string) => string): Promise<void> {
  const text = `${JSON.stringify(manifest, undefined, 2)}\n`;
  await replaceFile(join(dir, MANIFEST_SUM_FILE), `${sumOf(text)}\n`);
  await replaceFile(join(dir, MANIFEST_FILE), text);
}

/** @throws BackupProblem */
export async function readManifest(dir: string, sumOf: (text: string) => string): Promise<Manifest> {
  const text = await readFile(join(dir, MANIFEST_FILE), 'utf8').catch((error: unknown) => {
    throw new BackupProblem(`${dir} is no finished backup: it has no ${MANIFEST_FILE}`, { cause: error });
  });
  const sum = (await readIfPresent(join(dir, MANIFEST_SUM_FILE)))?.trim();
  if (sum !== sumOf(text)) throw new BackupProblem(`${dir} is damaged: ${MANIFEST_FILE} differs from its sum`);
  const parsed = manifestSchema.safeParse(JSON.parse(text));
  if (!parsed.success)
    throw new BackupProblem(`${dir} was made by another version: its ${MANIFEST_FILE} cannot be read`, {
      cause: parsed.error,
    });
  return parsed.data;
}
