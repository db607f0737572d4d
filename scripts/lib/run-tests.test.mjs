import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { hasLivingMember } from './process-group.mjs';
import { runTestFile } from './run-tests.mjs';

let folder;
before(() => {
  folder = mkdtempSync(join(tmpdir(), 'kinmu-run-tests-'));
});
after(() => rmSync(folder, { recursive: true, force: true }));

const run = (name, text, timeoutMs = 20_000) => {
  const file = join(folder, `${name}.test.mjs`);
  writeFileSync(file, `import { describe, test } from 'node:test';\n${text}`);
  return runTestFile(file, { root: folder, timeoutMs });
};
const short = (outcomes) => outcomes.map(({ kind, name }) => `${kind} ${name}`);

describe('a test file', () => {
  test('is counted by its tests: suites and the parents of a failed test are not', async () => {
    const outcomes = await run(
      'mixed',
      `describe('rule', () => { test('holds', () => {}); test('breaks', () => { throw new Error('why'); }); });
       test('outer', async (t) => { await t.test('inner', () => { throw new Error('deep'); }); });`,
    );
    assert.deepEqual(short(outcomes), ['passed rule › holds', 'failed rule › breaks', 'failed outer › inner']);
    assert.match(outcomes[1].detail, /^why\n\s+at .*mixed\.test\.mjs/);
  });

  test('gives the reason of each skipped test', async () => {
    const outcomes = await run('skips', "test('a', (t) => t.skip('no display')); test('b', { skip: true }, () => {});");
    assert.deepEqual(
      outcomes.map(({ kind, detail }) => [kind, detail]),
      [
        ['skipped', 'no display'],
        ['skipped', 'no reason given'],
      ],
    );
  });

  test('without a test is a failure', async () => {
    assert.deepEqual(await run('empty', '').then((outcomes) => outcomes.map(({ detail }) => detail)), [
      'holds no test, or ended before its first',
    ]);
  });

  test('that throws before its first test is a failure and shows what it said', async () => {
    const [outcome] = await run('broken', "throw new Error('cannot load');");
    assert.equal(outcome.kind, 'failed');
    assert.match(outcome.detail, /cannot load/);
  });

  test('that leaves in the middle is a failure though every test so far passed', async () => {
    const outcomes = await run('leaves', "test('a', () => {}); test('b', () => process.exit(0));");
    assert.equal(
      outcomes.some(({ kind }) => kind === 'failed'),
      true,
    );
  });

  test('that hangs is ended after its time and is a failure', async () => {
    const outcomes = await run('hangs', "test('a', () => {}); setInterval(() => {}, 1000);", 1_500);
    assert.match(outcomes.at(-1).detail, /not done after 1\.5 s/);
  });

  test('that leaves a server running is a failure, and the server is ended', async () => {
    const outcomes = await run(
      'leaves-server',
      `import { spawn } from 'node:child_process';
       test('a', (t) => { const child = spawn('sleep', ['60'], { stdio: 'ignore' }); child.unref(); t.skip(String(process.pid)); });`,
    );
    assert.match(outcomes.at(-1).detail, /left processes running/);
    assert.equal(hasLivingMember(Number(outcomes[0].detail)), false);
  });

  test('whose suite cannot be set up is a failure', async () => {
    const outcomes = await run(
      'hook',
      "import { before } from 'node:test'; describe('s', () => { before(() => { throw new Error('no server'); }); test('a', () => {}); });",
    );
    assert.equal(
      outcomes.some(({ kind, detail }) => kind === 'failed' && /no server/.test(detail)),
      true,
    );
  });
});
