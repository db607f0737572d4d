import { copyFile, readdir, stat, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { hasCode } from '#platform/files.ts';
import type { Logger } from '#platform/log.ts';

/** A log and its one predecessor: twice this is the most that it takes, and what is written within one look more. */
const MAX_BYTES = 10 * 1024 * 1024;
const LOOK_EVERY_MS = 60_000;

/**
 * Copies each log of these folders that has become too long to `<name>.1` and empties it. Its writers hold it open for appending, so they go on at its
 * new end; a line written between the two steps may be lost, which a log can bear and a restarted service could not.
 */
export async function boundLogs(dirs: readonly string[], maxBytes = MAX_BYTES): Promise<void> {
  for (const dir of dirs) {
    for (const name of await namesIn(dir)) {
      if (!name.endsWith('.log')) continue;
      const file = join(dir, name);
      if ((await stat(file)).size <= maxBytes) continue;
      await copyFile(file, `${file}.1`);
      await truncate(file);
    }
  }
}

async function namesIn(dir: string): Promise<string[]> {
  try {
    return await readdir(dir);
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return [];
    throw error;
  }
}

/** Looks again and again; gives how to stop it. A full disk is no reason to stop the product. */
export function keepLogsBounded(dirs: readonly string[], log: Logger): () => void {
  const timer = setInterval(() => {
    boundLogs(dirs).catch((err: unknown) => log.warn({ err }, 'a log could not be cut'));
  }, LOOK_EVERY_MS);
  return () => clearInterval(timer);
}
