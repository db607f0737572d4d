import { statfs } from 'node:fs/promises';

export interface DiskSpace {
  freeBytes: number;
  totalBytes: number;
}

/** Space that an ordinary user may still use on the file system of `dir`. */
export async function diskSpace(dir: string): Promise<DiskSpace> {
  const stats = await statfs(dir);
  return { freeBytes: stats.bavail * stats.bsize, totalBytes: stats.blocks * stats.bsize };
}

export async function freeBytes(dir: string): Promise<number> {
  return (await diskSpace(dir)).freeBytes;
}

export interface WatermarkSpec {
  fraction: number;
  minimumBytes: number;
}

/** max(5 %, 1 GiB): below it new data is refused, because nats-server 2.9 wedges silently on a full disk and needs a restart. */
export const DEFAULT_WATERMARK: WatermarkSpec = { fraction: 0.05, minimumBytes: 1024 ** 3 };

export function isBelowWatermark(space: DiskSpace, spec: WatermarkSpec = DEFAULT_WATERMARK): boolean {
  return space.freeBytes < Math.max(spec.minimumBytes, space.totalBytes * spec.fraction);
}

export async function isDiskLow(dir: string, spec: WatermarkSpec = DEFAULT_WATERMARK): Promise<boolean> {
  return isBelowWatermark(await diskSpace(dir), spec);
}
