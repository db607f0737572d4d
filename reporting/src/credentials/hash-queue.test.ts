import assert from 'node:assert/strict';
import test from 'node:test';
import { createHashQueue } from './hash-queue.ts';

test('at most two run at once, the others follow in order, one too many is turned away', async () => {
  const queue = createHashQueue(2, 2);
  const order: number[] = [];
  const open: (() => void)[] = [];
  const task = (id: number) => (): Promise<{ id: number }> => {
    order.push(id);
    return new Promise((resolve) => open.push(() => resolve({ id })));
  };
  const runs = [1, 2, 3, 4].map((id) => queue.run(task(id)));
  assert.equal(await queue.run(task(5)), undefined);
  assert.deepEqual(order, [1, 2]);
  open.shift()?.();
  assert.deepEqual(await runs[0], { id: 1 });
  assert.deepEqual(order, [1, 2, 3]);
  open.shift()?.();
  await runs[1];
  for (const release of open) release();
  await runs[2];
  open.at(-1)?.();
  assert.deepEqual(await runs[3], { id: 4 });
});

test('a failing task gives its slot back', async () => {
  const queue = createHashQueue(1, 0);
  await assert.rejects(
    queue.run(() => Promise.reject(new Error('broken'))),
    /broken/,
  );
  assert.deepEqual(await queue.run(() => Promise.resolve({ ok: true })), { ok: true });
});
