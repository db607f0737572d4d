import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Registry } from 'prom-client';
import { askedGauge } from './asked-gauge.ts';

test('what cannot be read has no sample, the others keep theirs', async () => {
  const registry = new Registry();
  let isDown = false;
  const down = (): Promise<never> => Promise.reject(new Error('down'));
  askedGauge(registry, { name: 'plain', help: 'h', read: () => (isDown ? down() : Promise.resolve(3)) });
  askedGauge(registry, {
    name: 'labelled',
    help: 'h',
    labelName: 'step',
    read: () => Promise.resolve(new Map([[isDown ? 'b' : 'a', 1]])),
  });
  askedGauge(registry, {
    ...{ name: 'both', help: 'h', labelName: 'step' },
    read: () => (isDown ? down() : Promise.resolve(new Map([['a', 2]]))),
  });
  const samples = async (): Promise<string[]> =>
    (await registry.metrics()).split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  assert.deepEqual(await samples(), ['plain 3', 'labelled{step="a"} 1', 'both{step="a"} 2']);
  isDown = true;
  assert.deepEqual(await samples(), ['labelled{step="b"} 1']);
  isDown = false;
  assert.deepEqual(await samples(), ['plain 3', 'labelled{step="a"} 1', 'both{step="a"} 2']);
});
