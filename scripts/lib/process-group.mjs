/** Children that may start servers: each leads a process group, so that whatever it leaves behind can be found and ended. */
import { spawn } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

const groups = new Set();

const signalGroup = (pid, signal) => {
  try {
    process.kill(-pid, signal);
    return true;
  } catch {
    return false; // nobody is left in it
  }
};

/** `pid (comm) state ppid pgrp …`, with anything in comm. */
const readState = (pid) => {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    const [state, , group] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return { state, group: Number(group) };
  } catch {
    return undefined; // ended while we were looking
  }
};

/**
 * A dead process that nobody has collected yet still answers a signal: in a container whose first process collects none
 * it would look alive for ever, so on Linux its state is read.
 */
export const hasLivingMember = (group) => {
  if (!signalGroup(group, 0)) return false;
  if (process.platform !== 'linux') return true;
  const states = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(readState);
  return states.some((one) => one?.group === group && one.state !== 'Z' && one.state !== 'X');
};

/** A browser's helpers need a moment to follow it. */
const LINGER_MS = 3_000;

const endLeftovers = async (pid) => {
  const deadline = Date.now() + LINGER_MS;
  let isLate = false;
  while (hasLivingMember(pid)) {
    isLate ||= Date.now() > deadline;
    if (isLate) signalGroup(pid, 'SIGKILL');
    await delay(50);
  }
  return isLate;
};

/** Ends every group that still runs; for the tools' own end. */
export const killAllGroups = () => {
  for (const pid of groups) signalGroup(pid, 'SIGKILL');
};

/** @returns {Promise<{code: number|null, signal: string|null, timedOut: boolean, leftovers: boolean, output: string}>} */
export const runInGroup = (file, args, { cwd, env, timeoutMs, onOutput = () => {} }) =>
  new Promise((resolve, reject) => {
    const child = spawn(file, args, { cwd, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    let timedOut = false;
    const keep = (chunk) => {
      output = (output + chunk).slice(-64_000);
      onOutput(chunk);
    };
    child.stdout.setEncoding('utf8').on('data', keep);
    child.stderr.setEncoding('utf8').on('data', keep);
    child.on('error', reject);
    if (child.pid === undefined) return;
    groups.add(child.pid);
    const timer = setTimeout(() => {
      timedOut = true;
      signalGroup(child.pid, 'SIGKILL');
    }, timeoutMs);
    // 'exit' and not 'close': a server left behind would keep the pipes open for ever.
    child.on('exit', (code, signal) => {
      clearTimeout(timer);
      void endLeftovers(child.pid).then((leftovers) => {
        groups.delete(child.pid);
        resolve({ code, signal, timedOut, leftovers: leftovers && !timedOut, output });
      });
    });
  });
