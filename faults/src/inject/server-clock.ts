import { execFileSync } from 'node:child_process';
import { mkdirSync, openSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { tempDir } from '#platform/testkit/temp-dir.ts';

/** The wall clock of the server's processes, which can be set while they run. nats-server asks the kernel itself and keeps the true one. */
export interface ServerClock {
  /** The command that starts a program, and all that it starts, by this clock. */
  readonly prefix: readonly string[];
  setAheadMs(ms: number): void;
}

/** An /etc of its own, in a mount namespace of its own, names the library that every program in it loads first. The project's code knows nothing of it. */
const IN_ITS_NAMESPACE = 'mount -t overlay overlay -o "lowerdir=$0:/etc" /etc && exec "$@"';

/** Needs root and gcc. */
export function createServerClock(): ServerClock {
  const dir = tempDir('fault-clock');
  const [offsetFile, library, etc] = [join(dir, 'offset'), join(dir, 'clock.so'), join(dir, 'etc')];
  writeFileSync(offsetFile, Buffer.alloc(8), { mode: 0o644 });
  execFileSync('gcc', [
    ...['-shared', '-fPIC', '-O2', `-DOFFSET_FILE="${offsetFile}"`, '-o', library],
    ...[join(import.meta.dirname, 'clock-shim.c'), '-ldl', '-lpthread'],
  ]);
  mkdirSync(etc);
  writeFileSync(join(etc, 'ld.so.preload'), `${library}\n`);
  const file = openSync(offsetFile, 'r+');
  return {
    prefix: ['unshare', '--mount', 'sh', '-c', IN_ITS_NAMESPACE, etc],
    setAheadMs(ms) {
      const offset = Buffer.alloc(8);
      offset.writeBigInt64LE(BigInt(ms) * 1_000_000n);
      writeSync(file, offset, 0, 8, 0);
    },
  };
}
