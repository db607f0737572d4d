/**
 * Notices that nobody is left to stop this process.
 *
 *     npm ──▶ sh -c "node scripts/start.mjs" ──▶ this process
 *
 * When npm is killed with -9, the shell lives on and this process keeps its parent: so under npm the process above the
 * shell is watched too. A shell that replaces itself by the command (bash does) leaves npm as the parent: then the one
 * above belongs to the person's terminal and is not watched, since `npm start &` may outlive that.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const INTERVAL_MS = 500;

/** `pid (comm) state ppid …`: comm may hold spaces and brackets, so the search begins behind the last one. */
export const parsePpid = (stat) => Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);

const describeLinux = (pid) => ({
  ppid: parsePpid(readFileSync(`/proc/${pid}/stat`, 'latin1')),
  command: readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').join(' '),
});

const describeByPs = (pid) => {
  const line = execFileSync('ps', ['-o', 'ppid=,command=', '-p', String(pid)], { encoding: 'utf8' }).trim();
  const [, ppid, command] = /^(\d+)\s+(.*)$/s.exec(line) ?? [];
  return { ppid: Number(ppid), command: command ?? '' };
};

const describe = (pid) => {
  try {
    return process.platform === 'linux' ? describeLinux(pid) : describeByPs(pid);
  } catch {
    return undefined; // gone, or a platform without either
  }
};

/** The shell that npm starts for a script: it has the whole command line as one argument after -c. */
export const isNpmShell = (command) => /^(\S*\/)?(sh|dash|bash|ash|zsh) -c /.test(command);

const isGone = (pid) => {
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return error.code === 'ESRCH';
  }
};

/** The pid of npm above the shell, or undefined when there is no such shell. */
const findNpm = (env, parent) => {
  if (!env.npm_lifecycle_event) return undefined;
  const shell = describe(parent);
  return shell && isNpmShell(shell.command) && shell.ppid > 1 ? shell.ppid : undefined;
};

/** A dead npm leaves its shell to another parent. Elsewhere than on Linux, asking ps twice a second would be dear. */
const hasLostNpm = (shell, npm) => (process.platform === 'linux' ? describe(shell)?.ppid !== npm : isGone(npm));

/** Remembers who the parents are now; the function that it returns tells whether one of them is gone. */
export const rememberParents = (env = process.env) => {
  const parent = process.ppid;
  const npm = findNpm(env, parent);
  return () => process.ppid !== parent || (npm !== undefined && hasLostNpm(parent, npm));
};

export const watchParents = ({ onOrphaned, intervalMs = INTERVAL_MS, env = process.env }) => {
  const isOrphaned = rememberParents(env);
  const timer = setInterval(() => {
    if (!isOrphaned()) return;
    clearInterval(timer);
    onOrphaned();
  }, intervalMs);
  timer.unref();
  return () => clearInterval(timer);
};
