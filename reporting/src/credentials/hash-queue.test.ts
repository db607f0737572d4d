import assert from 'node:assert/strict';
import test from 'node:test';
import { createHashQueue } from './hash-queue.ts';
import type { HashLane } from './hash-queue.ts';

/** Tasks that run until they are let go; `order` tells which have begun. */
function heldTasks() {
  const order: string[] = [];
  const open = new Map<string, () => void>();
  const task = (id: string) => (): Promise<{ id: string }> => {
    order.push(id);
    return new Promise((resolve) => open.set(id, () => resolve({ id })));
  };
  return { order, task, letGo: (id: string) => open.get(id)?.() };
}

test('at most two run at once, the others follow in order, one too many is turned away', async () => {
  const queue = createHashQueue(2, 2);
  const { order, task, letGo } = heldTasks();
  const [first, second, third] = ['1', '2', '3', '4'].map((id) => queue.run(task(id), 'known'));
  assert.equal(await queue.run(task('5'), 'known'), undefined);
  assert.deepEqual(order, ['1', '2']);
  letGo('1');
  assert.deepEqual(await first, { id: '1' });
  assert.deepEqual(order, ['1', '2', '3']);
  letGo('2');
  letGo('3');
  await Promise.all([second, third]);
  assert.deepEqual(order, ['1', '2', '3', '4']);
});

test('strangers have one slot of all: a known browser is served beside and before them', async () => {
  const queue = createHashQueue(2, 64);
  const { order, task, letGo } = heldTasks();
  const run = (id: string, lane: HashLane) => queue.run(task(id), lane);
  const strangers = [run('s1', 'stranger'), run('s2', 'stranger')];
  assert.deepEqual(order, ['s1'], 'a slot is free, but not for a second stranger');
  const known = [run('k1', 'known'), run('k2', 'known')];
  assert.deepEqual(order, ['s1', 'k1']);
  letGo('s1');
  await strangers[0];
  assert.deepEqual(order, ['s1', 'k1', 'k2']);
  letGo('k1');
  letGo('k2');
  await Promise.all(known);
});

test('after a stranger the slot rests as long as the work took', async (context) => {
  context.mock.timers.enable({ apis: ['setTimeout'] });
  const queue = createHashQueue();
  const { order, task, letGo } = heldTasks();
  const first = queue.run(task('s1'));
  void queue.run(task('s2'));
  letGo('s1');
  await first;
  assert.deepEqual(order, ['s1']);
  context.mock.timers.tick(250);
  await Promise.resolve();
  assert.deepEqual(order, ['s1', 's2']);
});

test('a failing task gives its slot back', async () => {
  const queue = createHashQueue(1, 0);
  const broken = (): Promise<object> => Promise.reject(new Error('broken'));
  await assert.rejects(queue.run(broken, 'known'), /broken/);
  assert.deepEqual(await queue.run(() => Promise.resolve({ ok: true }), 'known'), { ok: true });
});
