import { readdir, rm } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { MANIFEST_FILE } from './manifest.ts';

const NAME = /^kinmu-\d{8}T\d{9}Z$/;
const UNFINISHED = /^kinmu-\d{8}T\d{9}Z\.unfinished-(\d+)$/;

/** In UTC, so that names sort by time. */
export const nameOfBackup = (at: Date): string => `kinmu-${at.toISOString().replaceAll(/[-:.]/g, '')}`;

/** Removes what killed runs have left; a run that is at work is left alone. */
export async function removeUnfinished(toDir: string): Promise<void> {
  for (const name of await readdir(toDir)) {
    const pid = UNFINISHED.exec(name)?.[1];
    if (pid !== undefined && !isRunning(Number(pid))) await rm(join(toDir, name), { recursive: true, force: true });
  }
}

/** Removes all finished backups of this folder but the newest `keep`; gives the names of those removed. Nothing else in the folder is touched. */
export async function keepNewest(toDir: string, keep: number): Promise<string[]> {
  const finished = (await readdir(toDir))
    .filter((name) => NAME.test(name) && existsSync(join(toDir, name, MANIFEST_FILE)))
    .sort();
  const old = finished.slice(0, Math.max(0, finished.length - keep));
  for (const name of old) {
    // Without its manifest it is no backup any more, also if the removal is killed half-way.
    await rm(join(toDir, name, MANIFEST_FILE));
    await rm(join(toDir, name), { recursive: true, force: true });
  }
  return old;
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
