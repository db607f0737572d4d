import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { buildUi } from './ui-build.mjs';

let root;
let builds;
beforeEach(() => {
  builds = 0;
  root = mkdtempSync(join(tmpdir(), 'kinmu-ui-'));
  for (const folder of ['ui/src', 'domain/src']) mkdirSync(join(root, folder), { recursive: true });
  for (const file of ['ui/vite.config.ts', 'ui/src/main.ts', 'domain/src/a.ts', 'package-lock.json'])
    writeFileSync(join(root, file), 'one');
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const build = (_root, outDir) => {
  builds += 1;
  mkdirSync(outDir, { recursive: true });
  writeFileSync(join(outDir, 'index.html'), `build ${builds}`);
};
const run = (options = {}) => buildUi({ root, say: () => {}, build, ...options });
const page = () => readFileSync(join(root, 'ui/dist/index.html'), 'utf8');

describe('the screens', () => {
  test('are built once for the same sources', async () => {
    await run();
    await run();
    assert.equal(builds, 1);
    assert.equal(page(), 'build 1');
  });

  for (const file of ['ui/src/main.ts', 'domain/src/a.ts', 'package-lock.json']) {
    test(`are built again when ${file} changes`, async () => {
      await run();
      writeFileSync(join(root, file), 'two');
      await run();
      assert.equal(page(), 'build 2');
    });
  }

  test('are not built again for a changed test', async () => {
    await run();
    writeFileSync(join(root, 'ui/src/main.test.ts'), 'new');
    await run();
    assert.equal(builds, 1);
  });

  test('stay the old ones when a build fails, and are built at the next start', async () => {
    await run();
    writeFileSync(join(root, 'ui/src/main.ts'), 'two');
    await assert.rejects(run({ build: () => Promise.reject(new Error('broken')) }), /broken/);
    assert.equal(page(), 'build 1');
    await run();
    assert.equal(page(), 'build 2');
  });

  test('of a clone without ui are told as missing', async () => {
    rmSync(join(root, 'ui/vite.config.ts'));
    await assert.rejects(run(), /not whole/);
    assert.equal(existsSync(join(root, 'ui/dist')), false);
  });
});
