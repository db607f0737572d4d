import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { repoRoot } from './paths.mjs';

const read = (path) => readFileSync(join(repoRoot, path), 'utf8');
const text = read('docs/security-controls.md');
const lines = [...text.matchAll(/\| `([^`]+\.m?ts)` › (.+?) +\|$/gm)];

test('each control names a test that exists, by its file and name', () => {
  assert.ok(lines.length >= 80);
  assert.equal(lines.length, text.split(' › ').length - 1, 'a line that cannot be read');
  for (const [, path, name] of lines) assert.ok(read(path).replaceAll("\\'", "'").includes(name), `${path} › ${name}`);
});
