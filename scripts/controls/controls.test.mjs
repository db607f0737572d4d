import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { repoRoot } from '../lib/paths.mjs';
import { applyMutation, MUTATIONS, readControls } from './read-controls.mjs';

test('every control has a change that removes it, and no change is without its control', () => {
  const controls = readControls().map(({ control }) => control);
  assert.ok(controls.length >= 80);
  assert.deepEqual(MUTATIONS.map(({ control }) => control).sort(), [...new Set(controls)].sort());
});

for (const mutation of MUTATIONS) {
  test(`can still be removed: ${mutation.control}`, () => {
    const text = readFileSync(join(repoRoot, mutation.file), 'utf8');
    assert.notEqual(applyMutation(mutation, text), text);
  });
}
