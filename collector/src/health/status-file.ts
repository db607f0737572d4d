import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { readIfPresent } from '../files.ts';
import { HEALTH_STATES } from './health.ts';

/** What `status` shows, also after the agent ended. No title, no count of a key: states, numbers of facts, instants. */
export const statusSchema = z.object({
  v: z.literal(1),
  pid: z.int(),
  startedAt: z.int(),
  writtenAt: z.int(),
  health: z.array(z.enum(HEALTH_STATES)).min(1),
  sensorReasons: z.array(z.string()),
  lastMinuteAt: z.int().nullable(),
  lastAnswerAt: z.int().nullable(),
  lastFailure: z.string().nullable(),
  skewMs: z.int().nullable(),
  outbox: z.object({ pending: z.int(), accepted: z.int(), committed: z.int(), quarantined: z.int() }),
  /** Outbox files that were found corrupt and set aside, ever. */
  corruptFiles: z.int(),
  /** Facts that could not be written to disk and were given up. */
  lostInMemory: z.int(),
});
export type CollectorStatus = z.infer<typeof statusSchema>;

const statusPath = (dir: string): string => join(dir, 'status.json');

/** Replaced whole, without fsync: it is written often and worth nothing after a power cut. */
export function writeStatus(dir: string, status: CollectorStatus): void {
  const temporary = `${statusPath(dir)}.tmp`;
  writeFileSync(temporary, `${JSON.stringify(status, null, 2)}\n`, { mode: 0o600 });
  renameSync(temporary, statusPath(dir));
}

/** undefined: never written, or not readable as a status. */
export function readStatus(dir: string): CollectorStatus | undefined {
  const text = readIfPresent(statusPath(dir));
  if (text === undefined) return undefined;
  try {
    return statusSchema.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}
