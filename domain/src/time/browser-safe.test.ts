import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

const TEMPORAL_FILE = '/time/zone-offsets.ts';
/** What screens import: formats, sums, buttons, permissions, sentences of rules. */
const SCREEN_FILES = [
  '../access/can.ts',
  '../worktime/allowed-operations.ts',
  '../worktime/ledger-rules.ts',
  '../worktime/sum-days.ts',
  './calendar.ts',
  './format.ts',
  './interval.ts',
];

/** The files that a file loads at run time, itself included; `import type` loads nothing. */
function loadedBy(url: URL, seen = new Set<string>()): Set<string> {
  if (seen.has(url.href)) return seen;
  seen.add(url.href);
  const imports = readFileSync(url, 'utf8').matchAll(/^import (?!type ).*?from '(\.[^']+)';/gms);
  for (const [, path = ''] of imports) loadedBy(new URL(path, url), seen);
  return seen;
}
const needsTemporal = (file: string): boolean =>
  [...loadedBy(new URL(file, import.meta.url))].some((href) => href.endsWith(TEMPORAL_FILE));

test('what screens import runs in a browser without Temporal', () => {
  assert.deepEqual(SCREEN_FILES.filter(needsTemporal), []);
  assert.equal(needsTemporal('../worktime/compute-day.ts'), true, 'the search finds Temporal where it is');
});
