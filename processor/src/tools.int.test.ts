import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { closeTestAnalytics, openTestAnalytics, tempDir, TEST_NATS_TOKEN, waitFor } from '#platform/testkit/index.ts';
import type { TestAnalytics } from '#platform/testkit/index.ts';
import { startProcessorChild } from './testing/child.ts';
import type { ProcessorChild } from './testing/child.ts';
import { activityOf, inputMinute, rulesOf, testPerson, tokyo } from './testing/facts.ts';
import { createWorld } from './testing/world.ts';
import type { World } from './testing/world.ts';

interface Ran {
  code: number;
  out: string;
}
const run = (script: string, args: string[]): Promise<Ran> =>
  new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      [path.join(import.meta.dirname, script), ...args],
      { env: {} },
      (_err, out, errors) => resolve({ code: child.exitCode ?? -1, out: out + errors }),
    );
  });
const deadLetters = (dataDir: string, ...args: string[]): Promise<Ran> =>
  run('dead-letters/main.ts', [...args, '--data', dataDir]);
const reconcile = (dataDir: string, ...args: string[]): Promise<Ran> =>
  run('reconcile/main.ts', [...args, '--data', dataDir]);

describe('the command-line tools beside the embedded product', { timeout: 180_000 }, () => {
  const dataDir = tempDir('tools');
  let unused: TestAnalytics;
  let world: World;
  let child: ProcessorChild;
  const person = testPerson();
  const startChild = (): ProcessorChild =>
    startProcessorChild(world.natsUrl, { KINMU_CHDB_PATH: path.join(dataDir, 'clickhouse') });
  before(async () => {
    // The child owns the store; the world's own is only there for its type.
    unused = await openTestAnalytics();
    world = await createWorld(unused);
    child = startChild();
    await writeFile(
      path.join(dataDir, 'runtime.json'),
      JSON.stringify({ natsUrl: world.natsUrl, natsToken: TEST_NATS_TOKEN }),
    );
  });
  after(async () => {
    await child.kill('SIGKILL');
    await world.stop();
    await unused.close();
    await closeTestAnalytics();
  });

  test('dead letters are listed, shown and replayed, and what still fails is there again', async () => {
    await world.roster(rulesOf(person));
    await world.activity(activityOf(person, [inputMinute(1, tokyo('2026-01-15', 600))]));
    await world.publish(`activity.v1.${person.tenantId}.${person.deviceId}`, 'not json');
    await world.drained(30_000);
    const listed = await deadLetters(dataDir, 'list');
    assert.equal(listed.code, 0, listed.out);
    assert.match(listed.out, /^1 {2}\S+ {2}unparsable {2}activity\.v1\.[\s\S]*1 dead letters/);
    assert.match((await deadLetters(dataDir, 'show', '1')).out, /not json/);
    assert.deepEqual(await deadLetters(dataDir, 'replay', '--all'), { code: 0, out: '1 of 1 replayed\n' });
    await world.drained(30_000);
    assert.match((await deadLetters(dataDir, 'list')).out, /^2 {2}\S+ {2}unparsable/);
    assert.equal((await deadLetters(dataDir, 'replay', '1')).code, 1);
    assert.equal((await deadLetters(dataDir, 'replay')).code, 2);
  });

  test('reconcile asks the running processor, because the store has one owner', async () => {
    const result = await reconcile(dataDir);
    assert.equal(result.code, 0, result.out);
    assert.match(result.out, /^1 people, \d+ dates looked at, 0 repaired, 0 differences/m);
  });

  test('a processor killed with -9 in the middle loses nothing, and reconcile reads the store when nothing runs', async () => {
    for (let seq = 2; seq <= 30; seq += 1) {
      await world.activity(activityOf(person, [inputMinute(seq, tokyo('2026-01-15', 600 + seq))]));
      if (seq === 15) await child.kill('SIGKILL');
      if (seq === 16) child = startChild();
    }
    await world.drained(60_000);
    await waitFor(async () => ((await world.committed(person)) as { ranges: unknown[] }).ranges.length === 1);
    assert.deepEqual(((await world.committed(person)) as { ranges: unknown }).ranges, [[1, 30]]);
    assert.equal(await child.kill('SIGTERM'), '0');
    await writeFile(path.join(dataDir, 'runtime.json'), JSON.stringify({ natsUrl: 'nats://127.0.0.1:1' }));
    const result = await reconcile(dataDir);
    assert.equal(result.code, 0, result.out);
    assert.match(result.out, /^1 people, \d+ dates looked at, 0 repaired, 0 differences/m);
  });

  test('where nothing runs and nothing is stored, one line says what to do', async () => {
    const empty = tempDir('nothing');
    const letters = await deadLetters(empty, 'list');
    assert.deepEqual([letters.code, letters.out.trim().split('\n').length], [2, 1]);
    assert.match(letters.out, /npm start/);
    const reconciled = await reconcile(empty);
    assert.deepEqual([reconciled.code, reconciled.out.trim().split('\n').length], [2, 1]);
    assert.match(reconciled.out, /--data/);
  });
});
