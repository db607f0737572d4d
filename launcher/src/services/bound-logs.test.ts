import assert from 'node:assert/strict';
import { appendFileSync, closeSync, openSync, readFileSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { tempDir } from '#platform/testkit/temp-dir.ts';
import { boundLogs } from './bound-logs.ts';

test('a log that is too long is kept once and begun anew under the hands of its writer; others are left alone', async () => {
  const dir = tempDir('logs');
  const [long, short, other] = ['core.log', 'ingest.log', 'notes.txt'].map((name) => join(dir, name));
  assert.ok(long !== undefined && short !== undefined && other !== undefined);
  const writer = openSync(long, 'a');
  writeSync(writer, 'x'.repeat(200));
  appendFileSync(short, 'y'.repeat(100));
  writeFileSync(other, 'z'.repeat(200));
  await boundLogs([dir, join(dir, 'missing')], 100);
  writeSync(writer, 'after\n');
  closeSync(writer);
  assert.equal(readFileSync(long, 'utf8'), 'after\n');
  assert.equal(readFileSync(`${long}.1`, 'utf8').length, 200);
  assert.deepEqual(
    [short, other].map((file) => readFileSync(file, 'utf8').length),
    [100, 200],
  );
});
