import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import type { Desktop } from '../sensors-child/desktop.ts';

const STOP_TIMEOUT_MS = 2_000;

/** Of the agent's own flags those that keep it small. */
const MEMORY_FLAGS = process.execArgv.filter((flag) => /^--(max-semi-space-size=|lite-mode$)/.test(flag));

export type ChildEnv = Readonly<Record<string, string | undefined>>;

export function spawnChild(childPath: string, env: ChildEnv): ChildProcess {
  const desktop: Desktop = {
    platform: process.platform,
    sessionType: env['XDG_SESSION_TYPE'],
    display: env['DISPLAY'],
    sessionId: env['XDG_SESSION_ID'],
  };
  return fork(childPath, [JSON.stringify(desktop)], {
    // LC_ALL: under LANG=C titles arrive as escapes or not at all.
    env: { ...env, LC_ALL: 'C.UTF-8' },
    execArgv: MEMORY_FLAGS,
    // stderr is not kept: native code writes there, and nobody knows what.
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    serialization: 'json',
    // Its own process group, so that its helpers can be ended with it. Ctrl-C then reaches the agent only, which stops it in order.
    detached: process.platform !== 'win32',
  });
}

/** Asks for the last counts; a child that does not go is killed. Messages arrive until the channel closes. */
export async function endChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const { promise, resolve } = Promise.withResolvers<void>();
  child.once('exit', () => resolve());
  if (child.connected) child.send('stop', () => undefined);
  const timer = setTimeout(() => killGroup(child), STOP_TIMEOUT_MS);
  await promise;
  clearTimeout(timer);
  killGroup(child);
}

/** The child and the processes that it started. They end with it unless it died of SIGKILL or a crash of native code. */
export function killGroup(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    process.kill(process.platform === 'win32' ? child.pid : -child.pid, 'SIGKILL');
  } catch {
    // Nothing is left of it.
  }
}
