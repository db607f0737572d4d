import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Gate } from './gate.ts';

test('no more tasks run at once than there are lanes, no lane is shared, and the order of asking is kept', async () => {
  const gate = new Gate(['a', 'b']);
  const busy = new Set<string>();
  const startedOrder: number[] = [];
  await Promise.all(
    Array.from({ length: 20 }, (_, index) =>
      gate.run(async (lane) => {
        assert.equal(busy.has(lane), false);
        busy.add(lane);
        startedOrder.push(index);
        await new Promise((resolve) => setImmediate(resolve));
        busy.delete(lane);
      }),
    ),
  );
  assert.deepEqual(
    startedOrder,
    Array.from({ length: 20 }, (_, index) => index),
  );
});

test('a failing task gives its lane back', async () => {
  const gate = new Gate(['only']);
  await assert.rejects(
    gate.run(() => Promise.reject(new Error('x'))),
    /x/,
  );
  assert.equal(await gate.run((lane) => Promise.resolve(lane)), 'only');
});
