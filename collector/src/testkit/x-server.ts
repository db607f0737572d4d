import { execFile, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { env as ownEnv } from 'node:process';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { waitFor } from './wait-for.ts';

/**
 * A real X server on a free display, with real key and mouse events and real windows, for tests. Debian packages: xvfb (brings setxkbmap),
 * xdotool, x11-utils (xprop, xev, xmessage).
 *
 * There is no window manager: `focusWindow` does what one would do, which makes the moment exact. Everything dies with the test process, even if
 * that is killed: the server's shell waits on a pipe to it, and the windows are clients of the server.
 */
export type XWindow = { id: number; pid: number; process: string };
export type XServer = {
  display: string;
  /** The whole environment for programs on this display. */
  env: Record<string, string>;
  /** Runs a program on the display and answers what it prints. */
  run(command: string, ...args: string[]): Promise<string>;
  /** Real events: `xdotool('key', 'a', 'b')`, `xdotool('click', '1')`, `xdotool('mousemove', '10', '10')`. */
  xdotool(...args: string[]): Promise<string>;
  /** A window of its own process, `xev` or `xmessage`, with a title and a process id as window managers know them. Not in front yet. */
  openWindow(options: { title: string; program?: 'xev' | 'xmessage' }): Promise<XWindow>;
  setTitle(window: XWindow, title: string): Promise<void>;
  /** Makes it the active window; null: none. */
  focusWindow(window: XWindow | null): Promise<void>;
  closeWindow(window: XWindow): Promise<void>;
  stop(): Promise<void>;
};

const run = promisify(execFile);
/** `cat` ends when the test process does, however it ends. -noreset: the server stays when its last client leaves. */
const SERVER_SCRIPT =
  'Xvfb -displayfd 3 -screen 0 800x600x24 -nolisten tcp -noreset & server=$!; cat >/dev/null; kill $server; wait $server';
const START_TIMEOUT_MS = 20_000;

export async function startXvfb(): Promise<XServer> {
  const shell = spawn('sh', ['-c', SERVER_SCRIPT], { stdio: ['pipe', 'ignore', 'ignore', 'pipe'] });
  const display = `:${await readDisplayNumber(shell)}`;
  const env = { ...definedOnly(ownEnv), DISPLAY: display, LC_ALL: 'C.UTF-8', XDG_SESSION_TYPE: 'x11' };
  const windows = new Map<number, ChildProcess>();
  const runHere = async (command: string, ...args: string[]): Promise<string> =>
    (await run(command, args, { env, timeout: START_TIMEOUT_MS })).stdout;
  const setProperty = (target: string[], name: string, format: string, value: string): Promise<string> =>
    runHere('xprop', ...target, '-f', name, format, '-set', name, value);
  const setTitle = async (window: XWindow, title: string): Promise<void> => {
    await setProperty(['-id', String(window.id)], '_NET_WM_NAME', '8u', title);
  };
  const focusWindow = async (window: XWindow | null): Promise<void> => {
    await setProperty(['-root'], '_NET_ACTIVE_WINDOW', '32x', String(window?.id ?? 0));
  };
  await focusWindow(null);

  return {
    display,
    env,
    run: runHere,
    xdotool: (...args) => runHere('xdotool', ...args),
    async openWindow({ title, program = 'xev' }) {
      const label = `kit-${windows.size}-${Date.now()}`;
      const child = spawn(program, windowArguments(program, label), { env, stdio: 'ignore' });
      const pid = child.pid;
      if (pid === undefined) throw new Error(`${program} did not start: Debian package x11-utils`);
      const search = (): Promise<string> => runHere('xdotool', 'search', '--name', `^${label}$`).catch(() => '');
      const id = Number.parseInt(await waitFor(`window of ${program}`, search), 10);
      windows.set(id, child);
      const window = { id, pid, process: program };
      await setProperty(['-id', String(id)], '_NET_WM_PID', '32c', String(pid));
      await setTitle(window, title);
      return window;
    },
    setTitle,
    focusWindow,
    async closeWindow(window) {
      await endProcess(windows.get(window.id));
      windows.delete(window.id);
    },
    async stop() {
      await Promise.all([...windows.values()].map(endProcess));
      const ended = exitOf(shell);
      shell.stdin?.end();
      await ended;
    },
  };
}

/** Xvfb picks a free display and writes its number once it can be used. */
async function readDisplayNumber(shell: ChildProcess): Promise<number> {
  const lines = createInterface({ input: shell.stdio[3] as Readable });
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  lines.once('line', resolve);
  shell.once('error', reject);
  lines.once('close', () => reject(new Error('Xvfb did not start: Debian package xvfb')));
  const timer = setTimeout(() => reject(new Error('Xvfb is not ready')), START_TIMEOUT_MS);
  try {
    return Number.parseInt(await promise, 10);
  } catch (error) {
    shell.stdin?.end();
    throw error;
  } finally {
    clearTimeout(timer);
    lines.close();
  }
}

/** Apart from each other, so that clicks at the middle of the screen meet none; xmessage without buttons, so that no click closes it. */
function windowArguments(program: 'xev' | 'xmessage', label: string): string[] {
  if (program === 'xev') return ['-name', label, '-geometry', '100x60+680+520'];
  return ['-name', label, '-title', label, '-buttons', '', '-geometry', '100x60+10+520', 'Kinmu Lens'];
}

async function endProcess(child: ChildProcess | undefined): Promise<void> {
  if (!child || child.exitCode !== null || child.signalCode !== null) return;
  const ended = exitOf(child);
  child.kill('SIGKILL');
  await ended;
}

function exitOf(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => child.once('exit', () => resolve()));
}

function definedOnly(env: Record<string, string | undefined>): Record<string, string> {
  return Object.fromEntries(Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined));
}
