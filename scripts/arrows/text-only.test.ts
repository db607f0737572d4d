import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { listRepoFiles, repoRoot } from './repo-files.ts';

/**
 * The ways by which a text becomes markup or code in a browser. Window titles, names and comments come from outside, so the screens use none of
 * them: what Svelte writes as `{value}` is a text node, whatever is in it.
 */
const TEXT_TO_MARKUP =
  /\{@html|\.(inner|outer)HTML\b|insertAdjacentHTML|createContextualFragment|DOMParser|srcdoc|document\.write|\beval\(|new Function\(|javascript:/;

const isOfScreens = (path: string) =>
  /^ui\/(src\/.*\.(svelte|ts)|index\.html)$/.test(path) && !path.endsWith('.test.ts');

test('no screen turns a text into markup or code', () => {
  const files = listRepoFiles().filter(isOfScreens);
  assert.ok(files.length > 100, `${files.length} files of the screens`);
  const found = files.flatMap((path) => {
    const match = TEXT_TO_MARKUP.exec(readFileSync(join(repoRoot, path), 'utf8'));
    return match === null ? [] : [`${path}: ${match[0]}`];
  });
  assert.deepEqual(found, []);
});

test('the page that they start from has no script or style of its own', () => {
  const page = readFileSync(join(repoRoot, 'ui/index.html'), 'utf8');
  assert.doesNotMatch(page, /<style|\son\w+=|<script(?![^>]*\ssrc=)/);
});

/** Who writes the addresses of links: the routes of the screens and of the contract, and the page's own address under https. */
const OWN_ADDRESS = /^(paths\.|urlOf\(|hrefOf\(|item\.(path|href)\b|secure\b)/;

test('no link leads to an address that was recorded: each is made by the routes', () => {
  const found = listRepoFiles()
    .filter((path) => isOfScreens(path) && path.endsWith('.svelte'))
    .flatMap((path) =>
      [...readFileSync(join(repoRoot, path), 'utf8').matchAll(/\b(?:href|src)=\{([^}]*)/g)].map(([, value = '']) => ({
        path,
        value: value.trim(),
      })),
    );
  assert.ok(found.length > 40, `${found.length} links`);
  assert.deepEqual(
    found.filter(({ value }) => !OWN_ADDRESS.test(value)),
    [],
  );
});
