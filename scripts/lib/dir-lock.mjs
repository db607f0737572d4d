/**
 * One at a time over processes: a folder is made (atomic on every file system) with the owner's pid inside, and the pids of
 * the children that do its work: when the owner is killed with -9 they go on, and the lock is theirs until they end.
 *
 * A lock whose owner is dead is taken over by renaming it away first: of two processes that see the same dead owner only
 * one rename succeeds, so they never both believe that they own it. A folder without a pid is one whose owner died
 * between mkdir and write, or is just there: it counts as dead only after `orphanMs`.
 */
import { appendFileSync, mkdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

const ORPHAN_MS = 5_000;
const POLL_MS = 200;

export const isAlive = (pid) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM'; // it lives, but belongs to somebody else
  }
};

const readOwners = (lockDir) => {
  try {
    return readFileSync(join(lockDir, 'pid'), 'utf8').split('\n').filter(Boolean).map(Number);
  } catch {
    return [];
  }
};

const addOwner = (lockDir, pid) => appendFileSync(join(lockDir, 'pid'), `${pid}\n`);

const isAbandoned = (lockDir, orphanMs) => {
  const owners = readOwners(lockDir);
  if (owners.length > 0) return !owners.some(isAlive);
  try {
    return Date.now() - statSync(lockDir).mtimeMs > orphanMs;
  } catch {
    return false; // gone in the meantime: the next mkdir decides
  }
};

const removeAbandoned = (lockDir) => {
  const aside = `${lockDir}.dead-${process.pid}-${Date.now()}`;
  try {
    renameSync(lockDir, aside);
    rmSync(aside, { recursive: true, force: true });
  } catch {
    // Somebody else was faster.
  }
};

export const tryLock = (lockDir, { orphanMs = ORPHAN_MS } = {}) => {
  mkdirSync(dirname(lockDir), { recursive: true });
  if (isAbandoned(lockDir, orphanMs)) removeAbandoned(lockDir);
  try {
    mkdirSync(lockDir);
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  }
  addOwner(lockDir, process.pid);
  return true;
};

/**
 * Runs `work` while holding the lock; waits for its present owner, calling `onWait` once with a pid of it. `work` gets a
 * function to which it tells the pid of each child that must not be overtaken.
 */
export const withLock = async (lockDir, work, { onWait = () => {}, orphanMs = ORPHAN_MS } = {}) => {
  let announced = false;
  while (!tryLock(lockDir, { orphanMs })) {
    if (!announced) onWait(readOwners(lockDir).find(isAlive));
    announced = true;
    await delay(POLL_MS);
  }
  try {
    return await work((pid) => addOwner(lockDir, pid));
  } finally {
    rmSync(lockDir, { recursive: true, force: true });
  }
};
