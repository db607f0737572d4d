import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { repoRoot } from './paths.mjs';

const read = (path) => readFileSync(join(repoRoot, path), 'utf8');
const lines = [...read('docs/security-controls.md').matchAll(/\| `([^`]+\.ts|[^`]+\.mjs)` › (.+?) +\|$/gm)];

test('each control names a test that exists, by its file and name', () => {
  assert.ok(lines.length >= 30);
  for (const [, path, name] of lines) assert.ok(read(path).replaceAll("\\'", "'").includes(name), `${path} › ${name}`);
});
