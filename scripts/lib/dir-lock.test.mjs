import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { isAlive, tryLock, withLock } from './dir-lock.mjs';

let folder;
let lock;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kinmu-lock-'));
  lock = join(folder, 'a.lock');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A pid that was in use a moment ago and is not any more. */
const deadPid = () => spawnSync(process.execPath, ['-e', '']).pid;

const holdBy = (pid) => {
  mkdirSync(lock);
  writeFileSync(join(lock, 'pid'), String(pid));
};

describe('a lock between processes', () => {
  test('is held by one at a time', () => {
    assert.equal(tryLock(lock), true);
    assert.equal(tryLock(lock), false);
  });

  test('of a dead process is taken over', () => {
    holdBy(deadPid());
    assert.equal(tryLock(lock), true);
    assert.equal(tryLock(lock), false);
  });

  test('of a dead process whose child still works is left alone until that ends too', () => {
    holdBy(`${deadPid()}\n${process.ppid}`);
    assert.equal(tryLock(lock), false);
    writeFileSync(join(lock, 'pid'), `${deadPid()}\n${deadPid()}\n`);
    assert.equal(tryLock(lock), true);
  });

  test('of a living process is left alone', () => {
    holdBy(process.ppid);
    assert.equal(tryLock(lock), false);
  });

  test('that was just made and has no owner yet is left alone', () => {
    mkdirSync(lock);
    assert.equal(tryLock(lock), false);
  });

  test('whose maker died before it wrote its pid is taken over after a while', () => {
    mkdirSync(lock);
    utimesSync(lock, new Date(0), new Date(0));
    assert.equal(tryLock(lock), true);
  });

  test('is given back when the work fails', async () => {
    await assert.rejects(
      withLock(lock, () => Promise.reject(new Error('no'))),
      /no/,
    );
    assert.equal(existsSync(lock), false);
  });

  test('makes the second wait until the first is done, and tells for whom', async () => {
    const order = [];
    let release;
    const first = withLock(lock, () => new Promise((resolve) => (release = resolve)).then(() => order.push('first')));
    const second = withLock(lock, () => order.push('second'), {
      onWait: (pid) => {
        order.push(`waits for ${pid}`);
        release();
      },
    });
    await Promise.all([first, second]);
    assert.deepEqual(order, [`waits for ${process.pid}`, 'first', 'second']);
  });
});

test('children that are told to the lock are written into it', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'kinmu-lock-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const held = await withLock(join(folder, 'a.lock'), (addOwner) => {
    addOwner(4711);
    return readFileSync(join(folder, 'a.lock', 'pid'), 'utf8');
  });
  assert.equal(held, `${process.pid}\n4711\n`);
});

test('a process of another user counts as alive, one that ended does not', () => {
  assert.equal(isAlive(1), true);
  assert.equal(isAlive(deadPid()), false);
});
