import { spawnSync } from 'node:child_process';
import { hasMemoryGroups } from '../inject/memory-limit.ts';
import type { Plan } from '../plan.ts';

const isRoot = (): boolean => process.getuid?.() === 0;
const hasProgram = (name: string): boolean => spawnSync(name, ['--version'], { stdio: 'ignore' }).error === undefined;

/** Why the plan cannot run here, in a line; undefined: it can. */
export function lackingOf(needs: Plan['needs']): string | undefined {
  switch (needs) {
    case undefined:
      return undefined;
    case 'root':
      return isRoot() ? undefined : 'it mounts a small disk, which needs root';
    case 'strace':
      return isRoot() && hasProgram('strace') ? undefined : 'it lets system calls fail, which needs root and strace';
    case 'clock':
      return isRoot() && hasProgram('gcc') && hasProgram('unshare')
        ? undefined
        : 'it gives the server a clock of its own, which needs root, gcc and unshare';
    case 'memory groups':
      return hasMemoryGroups() ? undefined : 'it takes the memory of a process, which needs root and control groups';
  }
}
