import { mkdir, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Msg, NatsConnection } from '@nats-io/nats-core';
import { z } from 'zod';
import type { Analytics } from '#platform/clickhouse.ts';
import type { Logger } from '#platform/log.ts';
import { noteOperationRun } from '#sql/operation-runs.ts';
import { parseJson } from '../broker/parse-json.ts';
import { dumpTable, listTables } from './tables.ts';

/** Asks the running processor for files of its store: an embedded store has one owner, and that is it. */
export const BACKUP_SUBJECT = 'control.v1.backup';

/** Names only, never paths: the processor writes into the one folder that its environment names. */
const nameSchema = z.string().regex(/^[A-Za-z0-9_-]{1,80}$/);

export const backupRequestSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('list') }),
  z.object({ kind: z.literal('dump'), run: nameSchema, table: nameSchema }),
  z.object({
    kind: z.literal('note'),
    startedAt: z.iso.datetime(),
    finishedAt: z.iso.datetime(),
    figures: z.record(z.string(), z.union([z.number(), z.string()])),
  }),
]);
export type BackupRequest = z.infer<typeof backupRequestSchema>;

/** Answers come one after another to the reply subject; any but `working` is the last. */
export const backupAnswerSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('working') }),
  z.object({
    kind: z.literal('list'),
    folder: z.string(),
    storeId: z.string(),
    migrations: z.array(z.string()),
    tables: z.array(z.object({ name: z.string(), columns: z.array(z.string()), structure: z.string() })),
  }),
  z.object({ kind: z.literal('dumped'), file: z.string(), rows: z.number(), bytes: z.number() }),
  z.object({ kind: z.literal('noted') }),
  z.object({ kind: z.literal('failed'), message: z.string() }),
]);
export type BackupAnswer = z.infer<typeof backupAnswerSchema>;

export interface BackupControlDeps {
  analytics: Analytics;
  log: Logger;
  signal: AbortSignal;
  /** Where files for a backup are laid down; absent: this processor gives none. */
  folder: string | undefined;
}

/** A tool that hears nothing for longer takes the processor for gone. */
const WORKING_EVERY_MS = 5_000;

/** Answers requests one at a time until the signal; of several instances one answers each (queue group). */
export async function answerBackup(nc: NatsConnection, deps: BackupControlDeps): Promise<void> {
  const subscription = nc.subscribe(BACKUP_SUBJECT, { queue: 'processor' });
  deps.signal.addEventListener('abort', () => subscription.unsubscribe(), { once: true });
  for await (const msg of subscription) await answerOne(msg, deps);
}

async function answerOne(msg: Msg, deps: BackupControlDeps): Promise<void> {
  const answer = (body: BackupAnswer): void => void msg.respond(JSON.stringify(body));
  const request = backupRequestSchema.safeParse(parseJson(msg.data));
  if (!request.success) return answer({ kind: 'failed', message: 'the request cannot be read' });
  const working = setInterval(() => answer({ kind: 'working' }), WORKING_EVERY_MS);
  try {
    answer(await answerTo(request.data, deps));
  } catch (err) {
    deps.log.error({ err }, 'a part of a backup failed');
    answer({ kind: 'failed', message: err instanceof Error ? err.message : String(err) });
  } finally {
    clearInterval(working);
  }
}

async function answerTo(request: BackupRequest, deps: BackupControlDeps): Promise<BackupAnswer> {
  if (request.kind === 'note') {
    await noteOperationRun(deps.analytics, { ...request, kind: 'backup' });
    return { kind: 'noted' };
  }
  if (deps.folder === undefined)
    return { kind: 'failed', message: 'its store is a ClickHouse server: back that up by itself (docs/operations.md)' };
  const shapes = await listTables(deps.analytics);
  if (request.kind === 'list') return { kind: 'list', folder: deps.folder, ...shapes };
  const table = shapes.tables.find((each) => each.name === request.table);
  if (table === undefined) return { kind: 'failed', message: `there is no table ${request.table}` };
  const runFolder = path.join(deps.folder, request.run);
  await mkdir(runFolder, { recursive: true, mode: 0o700 });
  const file = path.join(runFolder, `${request.table}.native.zst`);
  const rows = await dumpTable(deps.analytics, table, file);
  return { kind: 'dumped', file, rows, bytes: (await stat(file)).size };
}
