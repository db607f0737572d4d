import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { buildCollector, collectorFile } from './collector-build.mjs';

test('the collector is built once for the same sources, again when one of them or of the contracts changes, not for a test', async (t) => {
  const root = mkdtempSync(join(tmpdir(), 'kinmu-collector-'));
  t.after(() => rmSync(root, { recursive: true, force: true }));
  for (const folder of ['collector/src', 'domain/src']) mkdirSync(join(root, folder), { recursive: true });
  let builds = 0;
  const run = () =>
    buildCollector({
      root,
      say: () => {},
      build: (_root, outDir) => {
        builds += 1;
        mkdirSync(outDir, { recursive: true });
        writeFileSync(join(outDir, 'main.js'), `build ${builds}`);
      },
    });
  assert.equal(existsSync(collectorFile(root)), false);
  await run();
  await run();
  assert.equal(readFileSync(collectorFile(root), 'utf8'), 'build 1');
  for (const [file, expected] of [
    ['collector/src/agent.ts', 'build 2'],
    ['domain/src/wire.ts', 'build 3'],
    ['package-lock.json', 'build 4'],
    ['collector/src/agent.test.ts', 'build 4'],
  ]) {
    writeFileSync(join(root, file), 'changed');
    await run();
    assert.equal(readFileSync(collectorFile(root), 'utf8'), expected, file);
  }
});
