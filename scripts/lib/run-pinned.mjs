/** Runs a file on the pinned Node in place of the process that stands here. */
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { join } from 'node:path';
import { rememberParents, watchParents } from '../watch-parents.mjs';
import { failWithOneLine } from './errors.mjs';
import { cacheDir, pinnedNode } from './paths.mjs';

const FORWARDED = ['SIGINT', 'SIGTERM', 'SIGHUP'];
/** Compiled code is kept in the clone: it saves each process of the product some 25 MB and a start its second parse. */
const pinnedEnv = () => ({ NODE_COMPILE_CACHE: join(cacheDir(), 'compile'), ...process.env });

/** How long the child may take to stop by itself. */
const GRACE_MS = 30_000;

/**
 * Each signal goes on once: a second Ctrl-C must not look to the child like a demand to drop everything. On a terminal
 * Ctrl-C reaches the whole foreground group, so the child has it already.
 */
const forwardSignals = (child) => {
  for (const signal of FORWARDED) {
    let sent = signal === 'SIGINT' && process.stdin.isTTY === true;
    process.on(signal, () => {
      if (!sent) child.kill(signal);
      sent = true;
      setTimeout(() => child.kill('SIGKILL'), GRACE_MS).unref();
    });
  }
};

const spawnPinned = (args) => {
  const child = spawn(pinnedNode(), args, { stdio: 'inherit', env: pinnedEnv() });
  forwardSignals(child);
  child.on('error', failWithOneLine);
  child.on('exit', (code, signal) => process.exit(code ?? 128 + (constants.signals[signal] ?? 0)));
};

const endMyself = () => process.kill(process.pid, 'SIGTERM');

/**
 * Does `prepare` (install, build), then runs the file. From its first moment this process ends itself, by the same way as on
 * SIGTERM, when the npm or the shell that wanted it is gone: the one that prepares for half a minute is orphaned most easily.
 *
 * Where the present Node can replace itself (execve, Node 22.15+, not on Windows) nothing of it stays behind: the same
 * pid, no second process to feed or to forward signals to. An older one starts a child and waits for it.
 */
export const runPinned = async (prepare, args) => {
  const isOrphaned = rememberParents();
  watchParents({ onOrphaned: endMyself });
  await prepare();
  // The file that runs next remembers its own parents: an orphan would take its new ones for the right ones.
  if (isOrphaned()) endMyself();
  else if (typeof process.execve === 'function' && process.platform !== 'win32') {
    process.removeAllListeners('warning'); // "execve is an experimental feature" is no news to the person
    process.on('warning', () => {});
    process.execve(pinnedNode(), [pinnedNode(), ...args], pinnedEnv());
  } else {
    spawnPinned(args);
  }
};
