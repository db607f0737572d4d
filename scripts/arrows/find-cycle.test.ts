import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { test } from 'node:test';
import { findCycle } from './find-cycle.ts';
import { readImports } from './read-imports.ts';
import { listRepoFiles, repoRoot } from './repo-files.ts';

test('a ring of imports is found and named, a diamond is none', () => {
  const graph = (arrows: Record<string, string[]>) => new Map(Object.entries(arrows));
  assert.equal(findCycle(graph({ a: ['b', 'c'], b: ['d'], c: ['d'], d: [] })), undefined);
  assert.deepEqual(findCycle(graph({ a: ['b'], b: ['c'], c: ['b'] })), ['b', 'c', 'b']);
  assert.deepEqual(findCycle(graph({ a: ['a'] })), ['a', 'a']);
});

/** `#domain/x.ts` is `domain/src/x.ts`; packages are no part of the graph. */
function pathOf(importer: string, specifier: string): string | undefined {
  const alias = /^#([a-z]+)\/(.+)$/.exec(specifier);
  if (alias !== null) return `${alias[1] ?? ''}/src/${alias[2] ?? ''}`;
  return specifier.startsWith('.') ? posix.join(dirname(importer), specifier) : undefined;
}

test('no files of the repository import each other in a ring', () => {
  const files = listRepoFiles().filter((file) => /\.(ts|svelte)$/.test(file));
  assert.ok(files.length > 300);
  const graph = new Map(
    files.map((file) => {
      const imports = readImports(file, readFileSync(join(repoRoot, file), 'utf8'));
      return [file, imports.flatMap((specifier) => pathOf(file, specifier) ?? [])] as const;
    }),
  );
  assert.equal(findCycle(graph)?.join(' → '), undefined);
});
