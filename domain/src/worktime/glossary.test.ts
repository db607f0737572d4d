import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { test } from 'node:test';

const ROOT = new URL('../../../', import.meta.url).pathname;

test('every identifier that the glossary names exists in the domain', () => {
  const sources = globSync('domain/src/**/*.ts', { cwd: ROOT, exclude: ['**/*.test.ts'] });
  const words = new Set(sources.flatMap((path) => readFileSync(`${ROOT}${path}`, 'utf8').match(/\w+/g) ?? []));
  const glossary = readFileSync(`${ROOT}docs/glossary.md`, 'utf8');
  const identifiers = [...glossary.matchAll(/`([A-Za-z_]\w*)`/g)].map((match) => match[1] ?? '');
  assert.ok(identifiers.length > 50);
  assert.deepEqual(
    identifiers.filter((identifier) => !words.has(identifier)),
    [],
  );
});
