import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { createFileOnce, readIfPresent, replaceFile } from './files.ts';
import { tempDir } from './testkit/temp-dir.ts';

test('a replaced file is private, whole, and leaves nothing beside it', async () => {
  const dir = tempDir('files');
  const path = join(dir, 'file');
  await replaceFile(path, 'one');
  await replaceFile(path, 'two');
  assert.equal(readFileSync(path, 'utf8'), 'two');
  assert.equal(statSync(path).mode & 0o777, 0o600);
  assert.deepEqual(readdirSync(dir), ['file']);
});

test('of many that create one file exactly one wins, and its content stays', async () => {
  const dir = tempDir('files');
  const path = join(dir, 'file');
  const won = await Promise.all(Array.from({ length: 10 }, (_, index) => createFileOnce(path, String(index))));
  assert.equal(won.filter(Boolean).length, 1);
  assert.equal(readFileSync(path, 'utf8'), String(won.indexOf(true)));
  assert.deepEqual(readdirSync(dir), ['file']);
});

test('an absent file reads as undefined, another fault stays an error', async () => {
  const dir = tempDir('files');
  assert.equal(await readIfPresent(join(dir, 'none')), undefined);
  await assert.rejects(readIfPresent(dir), { code: 'EISDIR' });
});
