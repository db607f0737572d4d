import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { PLANS } from './index.ts';

const PROJECT = join(import.meta.dirname, '../../..');

test('every fault has a guard whose removal must make it fail, and each guard is still where it is looked for', () => {
  for (const { id, bite } of PLANS) {
    assert.ok(bite.length > 0, `${id} has none`);
    for (const { file, find } of bite)
      assert.ok(readFileSync(join(PROJECT, file), 'utf8').includes(find), `${id}: ${file} has no «${find}»`);
  }
});
