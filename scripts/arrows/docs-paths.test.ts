import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { describe, test } from 'node:test';
import { linkedPaths, namedPaths, namedScripts } from './docs-paths.ts';
import { listRepoFiles, repoRoot } from './repo-files.ts';

const TOP = new Set(['domain', 'docs', 'README.md']);
const read = (path: string): string => readFileSync(join(repoRoot, path), 'utf8');

/** Every file and every folder that holds one. */
const knownPaths = (files: readonly string[]): Set<string> =>
  new Set(files.flatMap((file) => file.split('/').map((_, depth, parts) => parts.slice(0, depth + 1).join('/'))));

describe('reading documents', () => {
  test('a path in backticks is found, with its line number cut off', () => {
    assert.deepEqual(namedPaths('see `domain/src/time/clock.ts:12` and `./docs/adr/`', TOP), [
      'domain/src/time/clock.ts',
      'docs/adr',
    ]);
  });

  test('an import alias is read as the file that it stands for', () => {
    assert.deepEqual(namedPaths('`#domain/time/clock.ts`', TOP), ['domain/src/time/clock.ts']);
  });

  test('media types, placeholders, commands and what a build makes are not paths', () => {
    assert.deepEqual(
      namedPaths('`application/json` `docs/adr/NNNN-title.md` `domain/<area>` `ui/dist/x` `npm test`', TOP),
      [],
    );
  });

  test('links to files are found, links to the web and to headings are not', () => {
    assert.deepEqual(linkedPaths('[a](docs/x.md#part) [b](https://example.org) [c](#here)'), ['docs/x.md']);
  });

  test('named npm scripts are found', () => {
    assert.deepEqual(namedScripts('run `npm run dead-letters -- list`'), ['dead-letters']);
  });
});

describe('documents of the repository', () => {
  const files = listRepoFiles();
  const known = knownPaths(files);
  const topNames = new Set(files.map((file) => file.split('/')[0] ?? ''));
  const documents = files.filter((file) => file.endsWith('.md'));

  test('every path that they name exists', () => {
    const missing = documents.flatMap((document) => {
      const text = read(document);
      const linked = linkedPaths(text).map((target) => posix.join(posix.dirname(document), target));
      const named = namedPaths(text, topNames);
      return [...linked, ...named].filter((path) => !known.has(path)).map((path) => `${document} names ${path}`);
    });
    assert.equal(missing.join('\n'), '');
  });

  test('every npm script that they name exists', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
    const missing = documents.flatMap((document) =>
      namedScripts(read(document))
        .filter((name) => !(name in scripts))
        .map((name) => `${document} names npm run ${name}`),
    );
    assert.equal(missing.join('\n'), '');
  });
});

describe('no file tells where it was written', () => {
  // Put together from parts, so that this file does not hold what it forbids.
  const FORBIDDEN = [
    ['', 'work', 'main'].join('/'),
    ['', 'work', 'shared'].join('/'),
    ['', 'tmp', 'brief'].join('/'),
    ['', 'tmp', 'kl-'].join('/'),
    ['registry', 'npmjs'].join('.'),
  ];

  test('neither a folder of the machine nor the host of a registry is named anywhere', () => {
    const isText = (path: string): boolean => !/\.(png|ico|woff2?|gz|zip|jpg)$/.test(path);
    const found = listRepoFiles()
      .filter(isText)
      .flatMap((path) => {
        const text = read(path);
        return FORBIDDEN.filter((word) => text.includes(word)).map((word) => `${path} holds ${word}`);
      });
    assert.equal(found.join('\n'), '');
  });
});
