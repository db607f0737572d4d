import { isDiskLow, type WatermarkSpec } from '#platform/disk.ts';
import type { Logger } from '#platform/log.ts';

const CHECK_EVERY_MS = 1_000;

/** Watches the disk that the broker writes to. Below the watermark batches are refused (507) before the broker can wedge on ENOSPC. */
export interface DiskGuard {
  isLow(): boolean;
  stop(): void;
}

export async function startDiskGuard(
  dir: string | undefined,
  watermark: WatermarkSpec,
  log: Logger,
): Promise<DiskGuard> {
  if (dir === undefined) return { isLow: () => false, stop: () => undefined };
  let low = await isDiskLow(dir, watermark);
  const check = async () => {
    const now = await isDiskLow(dir, watermark);
    if (now !== low) log.warn({ low: now }, now ? 'disk is low: batches are refused' : 'disk has space again');
    low = now;
  };
  const timer = setInterval(
    () => void check().catch((err: unknown) => log.error({ err }, 'disk not readable')),
    CHECK_EVERY_MS,
  );
  timer.unref();
  return { isLow: () => low, stop: () => clearInterval(timer) };
}
