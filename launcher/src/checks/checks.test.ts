import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { StartProblem } from '../start-problem.ts';
import { takeDataFolder } from './data-folder.ts';
import { checkPortFree } from './port-free.ts';

const root = mkdtempSync(join(tmpdir(), 'kinmu-checks-'));
after(() => rmSync(root, { recursive: true, force: true }));
const isProblem = (pattern: RegExp) => (error: unknown) => error instanceof StartProblem && pattern.test(error.message);

test('a port that somebody listens on is named with the option that changes it', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => void server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  await assert.rejects(checkPortFree(port, '--port'), isProblem(new RegExp(`port ${port} is in use.*--port N`)));
  await new Promise((resolve) => server.close(resolve));
  await checkPortFree(port, '--port');
});

test('a data folder belongs to one start at a time, cannot be listed by others, and is free again after release', async () => {
  const dir = join(root, 'data');
  const first = await takeDataFolder(dir);
  assert.equal(statSync(dir).mode & 0o777, 0o711);
  await assert.rejects(
    takeDataFolder(dir),
    isProblem(new RegExp(`in use by another start \\(pid ${process.pid}\\).*--data DIR`)),
  );
  first.release();
  (await takeDataFolder(dir)).release();
});

test('a start that was killed leaves its data folder free', async () => {
  const dir = join(root, 'killed');
  const script = `
    const { takeDataFolder } = await import(${JSON.stringify(join(import.meta.dirname, 'data-folder.ts'))});
    await takeDataFolder(${JSON.stringify(dir)});
    process.kill(process.pid, 'SIGKILL');`;
  const { signal } = spawnSync(process.execPath, ['--input-type=module', '-e', script]);
  assert.equal(signal, 'SIGKILL');
  (await takeDataFolder(dir)).release();
});

test('a folder that cannot be made is named with the remedy', async () => {
  const file = join(root, 'file');
  writeFileSync(file, '');
  await assert.rejects(takeDataFolder(join(file, 'data')), isProblem(/cannot be written \(ENOTDIR\).*--data DIR/));
});
