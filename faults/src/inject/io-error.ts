import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { waitFor } from '#platform/testkit/wait-for.ts';

/** Which calls of a part fail, and, for one that writes to sockets with the same call, on which files only. */
export interface BrokenCalls {
  readonly pids: readonly number[];
  readonly calls: readonly string[];
  readonly paths?: readonly string[];
}

const MET_WITHIN_MS = 20_000;

/**
 * A disk that fails once: the next such call of each thread answers EIO, without being done. strace does it from outside, so it reaches what no
 * preloaded library can (nats-server calls the kernel without one). Answers how many calls failed.
 */
export async function failOnce({ pids, calls, paths = [] }: BrokenCalls): Promise<number> {
  const strace = spawn(
    'strace',
    [
      ...['-f', '-qq', '-o', '|cat', '-e', `inject=${calls.join(',')}:error=EIO:when=1`],
      ...['-e', `trace=${calls.join(',')}`],
      ...paths.flatMap((path) => ['-P', path]),
      ...pids.flatMap((pid) => ['-p', String(pid)]),
    ],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let text = '';
  strace.stdout.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
  strace.stderr.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
  const ended = new Promise<void>((resolve) => strace.once('close', () => resolve()));
  const failed = (): number => text.split('(INJECTED)').length - 1;
  try {
    await waitFor(() => failed() > 0, { deadlineMs: MET_WITHIN_MS, intervalMs: 20, what: 'a call that fails' });
  } catch (cause) {
    throw new Error(`no call failed; strace said: ${text.slice(0, 1_000)}`, { cause });
  } finally {
    // Detaches: what lives goes on.
    strace.kill('SIGTERM');
    await ended;
  }
  return failed();
}

/** Files of a folder and all below it. */
export const filesBelow = (dir: string): string[] =>
  readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((each) => each.isFile())
    .map((each) => join(each.parentPath, each.name));
