import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createKeyedCache } from './keyed-cache.ts';

test('a value is loaded once for a state, and again for the next one with what was there', async () => {
  const cache = createKeyedCache<string>(10, (value) => value.length);
  const loads: (string | undefined)[] = [];
  const read = (state: string) =>
    cache.read('k', state, (before) => {
      loads.push(before);
      return Promise.resolve(`of ${state}`);
    });
  assert.deepEqual(await Promise.all([read('1'), read('1')]), ['of 1', 'of 1']);
  assert.equal(await read('2'), 'of 2');
  assert.deepEqual(loads, [undefined, 'of 1']);
});

test('what failed is not kept', async () => {
  const cache = createKeyedCache<string>(10, (value) => value.length);
  await assert.rejects(cache.read('k', '1', () => Promise.reject(new Error('down'))));
  assert.equal(await cache.read('k', '1', (before) => Promise.resolve(String(before))), 'undefined');
});

test('the least recently asked makes room', async () => {
  const cache = createKeyedCache<string>(4, (value) => value.length);
  const loaded: string[] = [];
  const read = (key: string) =>
    cache.read(key, '', () => {
      loaded.push(key);
      return Promise.resolve('xx');
    });
  for (const key of ['a', 'b', 'a', 'c', 'a', 'b']) await read(key);
  assert.deepEqual(loaded, ['a', 'b', 'c', 'b']);
});

test('whoever comes while a loading runs shares the next one, whatever the state became meanwhile', async () => {
  const cache = createKeyedCache<string>(10, (value) => value.length);
  const running = Promise.withResolvers<string>();
  const loads: (string | undefined)[] = [];
  const read = (state: string, result: Promise<string>) =>
    cache.read('k', state, (before) => {
      loads.push(before);
      return result;
    });
  const first = read('1', running.promise);
  await Promise.resolve();
  const waiting = ['2', '3', '4'].map((state) => read(state, Promise.resolve(`of ${state}`)));
  running.resolve('of 1');
  assert.deepEqual([await first, ...(await Promise.all(waiting))], ['of 1', 'of 2', 'of 2', 'of 2']);
  assert.equal(await read('4', Promise.resolve('not asked')), 'of 2');
  assert.deepEqual(loads, [undefined, 'of 1']);
});
