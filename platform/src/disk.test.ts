import assert from 'node:assert/strict';
import { tmpdir } from 'node:os';
import { test } from 'node:test';
import { diskSpace, freeBytes, isBelowWatermark, isDiskLow } from './disk.ts';

const GIB = 1024 ** 3;

test('on a small disk the minimum counts, on a big one the share', () => {
  const cases = [
    { freeBytes: 0.9 * GIB, totalBytes: 10 * GIB, low: true },
    { freeBytes: 1.1 * GIB, totalBytes: 10 * GIB, low: false },
    { freeBytes: 40 * GIB, totalBytes: 1000 * GIB, low: true },
    { freeBytes: 60 * GIB, totalBytes: 1000 * GIB, low: false },
  ];
  for (const { low, ...space } of cases) assert.equal(isBelowWatermark(space), low, JSON.stringify(space));
});

test('free space is asked from the file system', async () => {
  const space = await diskSpace(tmpdir());
  assert.ok(space.totalBytes >= space.freeBytes && space.freeBytes > 0);
  assert.ok((await freeBytes(tmpdir())) > 0);
  assert.equal(await isDiskLow(tmpdir(), { fraction: 0, minimumBytes: 2 ** 60 }), true);
  assert.equal(await isDiskLow(tmpdir(), { fraction: 0, minimumBytes: 1 }), false);
});
