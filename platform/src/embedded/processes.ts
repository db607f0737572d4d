import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { pause } from '../jitter.ts';

const run = promisify(execFile);

/** Whether a process with this id exists (whoever owns it). */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (err) {
    return err instanceof Error && 'code' in err && err.code === 'EPERM';
  }
}

/** One field of `ps` where there is no /proc (macOS); empty when there is no such process. */
async function psField(pid: number, field: string): Promise<string> {
  try {
    return (await run('ps', ['-ww', '-o', `${field}=`, '-p', String(pid)])).stdout.trim();
  } catch {
    return '';
  }
}

/** Command line with its arguments; empty for a process that is gone or a zombie. */
export async function commandLine(pid: number): Promise<string> {
  if (process.platform !== 'linux') return psField(pid, 'args');
  try {
    return (await readFile(`/proc/${pid}/cmdline`, 'utf8')).replaceAll('\0', ' ').trim();
  } catch {
    return '';
  }
}

/** Text that differs between two processes which had the same id at different moments. */
export async function startMark(pid: number): Promise<string> {
  if (process.platform !== 'linux') return psField(pid, 'lstart');
  try {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
    // Field 22 counted from behind the name, which may itself hold blanks and parentheses.
    const boot = (await readFile('/proc/sys/kernel/random/boot_id', 'utf8')).trim();
    return `${boot}:${stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? ''}`;
  } catch {
    return '';
  }
}

/** True while the process runs; a zombie has no command line and counts as gone. */
export async function isRunning(pid: number): Promise<boolean> {
  return isAlive(pid) && (await commandLine(pid)) !== '';
}

/** Waits until the process is gone; false when the time is over first. */
export async function waitUntilGone(pid: number, timeoutMs: number): Promise<boolean> {
  const deadline = performance.now() + timeoutMs;
  while (await isRunning(pid)) {
    if (performance.now() > deadline) return false;
    await pause(50);
  }
  return true;
}

/** Signals a process, gives it time, then kills it. A process that is already gone is fine. */
export async function endProcess(pid: number, signal: NodeJS.Signals, graceMs: number): Promise<void> {
  sendSignal(pid, signal);
  if (await waitUntilGone(pid, graceMs)) return;
  sendSignal(pid, 'SIGKILL');
  await waitUntilGone(pid, 5_000);
}

export function sendSignal(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (err) {
    if (!(err instanceof Error && 'code' in err && err.code === 'ESRCH')) throw err;
  }
}
