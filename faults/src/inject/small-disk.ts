import { execFileSync } from 'node:child_process';
import { closeSync, openSync, rmSync, statfsSync, writeSync } from 'node:fs';
import { join } from 'node:path';

/** A file system of its own in memory, small enough to be filled. */
export interface SmallDisk {
  readonly dir: string;
  /** Ballast until only so many bytes are free; 0: until nothing more can be written. */
  fillUntilFree(bytes: number): void;
  /** Takes the ballast away. */
  free(): void;
  unmount(): void;
}

const PIECE = Buffer.alloc(1024 * 1024);

/** Needs root. */
export function mountSmallDisk(dir: string, megabytes: number): SmallDisk {
  execFileSync('/bin/mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=755`, 'kinmu-faults', dir]);
  const ballast = join(dir, 'ballast');
  const freeNow = (): number => {
    const { bavail, bsize } = statfsSync(dir);
    return bavail * bsize;
  };
  return {
    dir,
    fillUntilFree(bytes) {
      const file = openSync(ballast, 'a');
      try {
        for (let left = freeNow() - bytes; left > 0; left = freeNow() - bytes)
          writeSync(file, PIECE, 0, Math.min(left, PIECE.length));
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
      } finally {
        closeSync(file);
      }
    },
    free: () => rmSync(ballast, { force: true }),
    unmount() {
      execFileSync('/bin/umount', ['-l', dir]);
    },
  };
}
