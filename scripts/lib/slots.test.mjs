import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createSlots } from './slots.mjs';

test('room is given in the order of asking, never to more than there is room for', async () => {
  const slots = createSlots(2);
  const order = [];
  const ask = (name) => slots.take().then(() => order.push(name));
  const asked = ['a', 'b', 'c', 'd'].map(ask);
  await Promise.all(asked.slice(0, 2));
  assert.deepEqual(order, ['a', 'b']);
  slots.give();
  await asked[2];
  assert.deepEqual(order, ['a', 'b', 'c']);
  slots.give();
  slots.give();
  await asked[3];
  await ask('e');
  assert.deepEqual(order, ['a', 'b', 'c', 'd', 'e']);
});
