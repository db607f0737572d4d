import { isDiskLow, type WatermarkSpec } from '#platform/disk.ts';
import type { Logger } from '#platform/log.ts';

const CHECK_EVERY_MS = 1_000;

/** Watches the disks of the stores. Below the watermark batches are refused (507) before anything behind can break on ENOSPC. */
export interface DiskGuard {
  isLow(): boolean;
  stop(): void;
}

export async function startDiskGuard(
  dirs: readonly string[],
  watermark: WatermarkSpec,
  log: Logger,
): Promise<DiskGuard> {
  if (dirs.length === 0) return { isLow: () => false, stop: () => undefined };
  const findLow = async (): Promise<string | undefined> => {
    const low = await Promise.all(dirs.map((dir) => isDirLow(dir, watermark)));
    return dirs.find((_, index) => low[index]);
  };
  let low = await findLow();
  const check = async () => {
    const now = await findLow();
    if (now !== low)
      log.warn({ low: now }, now === undefined ? 'disk has space again' : 'disk is low: batches are refused');
    low = now;
  };
  const timer = setInterval(
    () => void check().catch((err: unknown) => log.error({ err }, 'disk not readable')),
    CHECK_EVERY_MS,
  );
  timer.unref();
  return { isLow: () => low !== undefined, stop: () => clearInterval(timer) };
}

/** A folder that is made later takes no room yet. */
const isDirLow = (dir: string, watermark: WatermarkSpec): Promise<boolean> =>
  isDiskLow(dir, watermark).catch((err: NodeJS.ErrnoException) => {
    if (err.code === 'ENOENT') return false;
    throw err;
  });
