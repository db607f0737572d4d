import { existsSync, mkdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { waitFor } from '#platform/testkit/wait-for.ts';
import { isLiving } from '../kit/processes.ts';

/** Where the kernel's control groups for memory are, by version; a file of each that says how often it killed for want of memory. */
const VERSIONS = [
  { root: '/sys/fs/cgroup/memory', limit: 'memory.limit_in_bytes', events: 'memory.oom_control' },
  { root: '/sys/fs/cgroup', limit: 'memory.max', events: 'memory.events' },
] as const;

const versionHere = (): (typeof VERSIONS)[number] | undefined =>
  VERSIONS.find(({ root }) =>
    existsSync(join(root, root.endsWith('memory') ? 'memory.limit_in_bytes' : 'cgroup.subtree_control')),
  );

export const hasMemoryGroups = (): boolean => process.getuid?.() === 0 && versionHere() !== undefined;

const KILLED_WITHIN_MS = 60_000;

/** The process may take so many bytes more, and no swap; answers after how long the kernel had killed it for that. */
export async function starveOfMemory(pid: number, moreBytes: number): Promise<number> {
  const version = versionHere();
  if (version === undefined) throw new Error('no control groups for memory');
  const group = join(version.root, `kinmu-faults-${pid}`);
  mkdirSync(group);
  try {
    writeFileSync(join(group, version.limit), String(moreBytes));
    writeFileSync(join(group, 'cgroup.procs'), String(pid));
    const since = performance.now();
    await waitFor(() => !isLiving(pid), {
      deadlineMs: KILLED_WITHIN_MS,
      intervalMs: 20,
      what: 'an end for want of memory',
    });
    const kills = Number(/oom_kill (\d+)/.exec(readFileSync(join(group, version.events), 'utf8'))?.[1] ?? 0);
    if (kills === 0) throw new Error(`process ${pid} ended, and not for want of memory`);
    return Math.round(performance.now() - since);
  } finally {
    await waitFor(() => isRemoved(group), { deadlineMs: 10_000, what: 'an empty control group' });
  }
}

/** The kernel takes a moment to let the last process go. */
function isRemoved(group: string): boolean {
  try {
    rmdirSync(group);
    return true;
  } catch {
    return false;
  }
}
