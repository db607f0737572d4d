import { execFile, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Ids of the direct children of a process, and of its parent. */
export async function childrenOf(pid: number): Promise<number[]> {
  return (await processTable()).filter((row) => row.parent === pid).map((row) => row.pid);
}

export async function parentOf(pid: number): Promise<number | undefined> {
  return (await processTable()).find((row) => row.pid === pid)?.parent;
}

async function processTable(): Promise<{ pid: number; parent: number }[]> {
  const { stdout } = await run('ps', ['-A', '-o', 'pid=,ppid=']);
  return stdout
    .trim()
    .split('\n')
    .map((line) => {
      const [pid = 0, parent = 0] = line.trim().split(/\s+/).map(Number);
      return { pid, parent };
    });
}

export interface StarterProcess {
  process: ChildProcess;
  serverPid: number;
}

/** A separate process that starts and owns an embedded server, to be killed in every way that a real one may die. */
export function spawnStarter(kind: 'nats' | 'postgres', dataDir: string): ChildProcess {
  const script = fileURLToPath(new URL('./starter.fixture.ts', import.meta.url));
  return spawn(process.execPath, [script, kind, dataDir], { stdio: ['pipe', 'pipe', 'inherit'] });
}

/** As spawnStarter, and waits until the server is ready. */
export async function startStarter(kind: 'nats' | 'postgres', dataDir: string): Promise<StarterProcess> {
  const child = spawnStarter(kind, dataDir);
  const [line] = (await Promise.race([
    once(child.stdout ?? child, 'data'),
    once(child, 'exit').then(([code]) => Promise.reject(new Error(`the starter ended with ${String(code)}`))),
  ])) as [Buffer];
  const { pid } = JSON.parse(line.toString()) as { pid: number };
  return { process: child, serverPid: pid };
}
