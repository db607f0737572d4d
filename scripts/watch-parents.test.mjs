import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { isAlive } from './lib/dir-lock.mjs';
import { isNpmShell, parsePpid } from './watch-parents.mjs';

const WATCHER = join(import.meta.dirname, 'watch-parents.mjs');
/** Says its pid, then lives until it is orphaned. */
const WATCHING = `
  import { watchParents } from ${JSON.stringify(WATCHER)};
  setTimeout(() => {}, 30_000);
  watchParents({ intervalMs: 50, onOrphaned: () => process.exit(0) });
  console.log(process.pid);
`;
const node = JSON.stringify(process.execPath);
const script = `import { spawn } from 'node:child_process'; setTimeout(() => {}, 30_000);`;

const firstLine = async (child) => Number(String((await once(child.stdout, 'data'))[0]).trim());

const endsWithin = async (pid, ms) => {
  const deadline = Date.now() + ms;
  while (isAlive(pid)) {
    if (Date.now() > deadline) return false;
    await delay(20);
  }
  return true;
};

describe('a process that watches for whom it works', () => {
  test('ends when its parent is killed', async () => {
    const parent = `${script} spawn(${node}, ['--input-type=module', '-e', ${JSON.stringify(WATCHING)}], { stdio: 'inherit' });`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', parent], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const pid = await firstLine(child);
    assert.equal(isAlive(pid), true);
    child.kill('SIGKILL');
    assert.equal(await endsWithin(pid, 5_000), true);
  });

  test('ends when npm is killed above a shell that lives on', async () => {
    // "; true" keeps the shell from replacing itself by the command, as npm's does not always.
    const command = `${node} --input-type=module -e "$WATCHING"; true`;
    const env = `{ ...process.env, npm_lifecycle_event: 'start', WATCHING: ${JSON.stringify(WATCHING)} }`;
    const npm = `${script} spawn('sh', ['-c', ${JSON.stringify(command)}], { stdio: 'inherit', env: ${env} });`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', npm], { stdio: ['ignore', 'pipe', 'inherit'] });
    const pid = await firstLine(child);
    await delay(200); // it must not end while everybody lives
    assert.equal(isAlive(pid), true);
    child.kill('SIGKILL');
    assert.equal(await endsWithin(pid, 5_000), true);
  });
});

test('the parent is read behind a process name with spaces and brackets', () => {
  assert.equal(parsePpid('812 (tmux: (a) b) S 7 812 812 0'), 7);
});

test("only a shell that was given its whole command is npm's", () => {
  assert.equal(isNpmShell('sh -c node scripts/start.mjs'), true);
  assert.equal(isNpmShell('/bin/bash -c npm start'), true);
  assert.equal(isNpmShell('-bash'), false);
  assert.equal(isNpmShell('npm start'), false);
});
