/**
 * The first view (sign-in and home) stays under 150 kB of compressed JavaScript: everything that index.html starts, with all that it imports
 * before it runs. What only comes with a page or another language (`import()`) is not part of it. The build is the one that e2e uses.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { repoRoot } from './paths.mjs';
import { buildUi } from './ui-build.mjs';

const LIMIT_BYTES = 150_000;
const dist = join(repoRoot, 'ui', 'dist');

/** `import{a}from"./b.js"`, `import"./b.js"` and `export{a}from"./b.js"`, as the bundler writes them; not `import("./b.js")`. */
const importsOf = (text) => [...text.matchAll(/(?:\bfrom|\bimport)\s*"\.\/([\w.-]+\.js)"/g)].map((match) => match[1]);

function firstView() {
  const html = readFileSync(join(dist, 'index.html'), 'utf8');
  const waiting = [...html.matchAll(/\/assets\/([\w.-]+\.js)/g)].map((match) => match[1]);
  const files = new Map();
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (files.has(name)) continue;
    const text = readFileSync(join(dist, 'assets', name), 'utf8');
    files.set(name, text);
    waiting.push(...importsOf(text));
  }
  return files;
}

let files;
before(async () => {
  await buildUi({ say: () => {} });
  files = firstView();
});

test(`the JavaScript of the first view is below ${LIMIT_BYTES / 1000} kB compressed`, () => {
  const sizes = [...files].map(([name, text]) => [name, gzipSync(text, { level: 9 }).length]);
  const total = sizes.reduce((sum, [, bytes]) => sum + bytes, 0);
  const largest = sizes.toSorted((a, b) => b[1] - a[1]).slice(0, 5);
  assert.ok(files.size >= 2, 'the graph of imports is read');
  assert.ok(total <= LIMIT_BYTES, `${total} bytes; the largest: ${largest.map((each) => each.join(' ')).join(', ')}`);
});

test('charts and English come when they are needed, not with the first view', () => {
  const text = [...files.values()].join('\n');
  assert.ok(text.includes('勤務一覧'), 'the Japanese catalogue is in it');
  for (const late of ['The whole company', 'Work list', '_zr', 'ec_inner']) assert.ok(!text.includes(late), late);
});
