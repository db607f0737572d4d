import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { tempDir } from '#platform/testkit/temp-dir.ts';
import { waitFor } from '#platform/testkit/wait-for.ts';
import { launchBrowser, openWindow } from './kit/browser.ts';
import { isLiving, killHard } from '#faults/kit/processes.ts';
import {
  argumentsOf,
  freePorts,
  newDataDir,
  processesOf,
  runToEnd,
  spawnProgram,
  startProduct,
  waitUntilNothingRuns,
  waitUntilReady,
  type Product,
  type Ports,
} from '#faults/kit/product.ts';

/** However it was stopped or killed: by then nothing of the product may be left. */
const GONE_WITHIN_MS = 15_000;

/** A start that fails: one line, which names the remedy, and an exit code that scripts see. */
async function assertRefused(args: readonly string[], dataDir: string, ...texts: RegExp[]): Promise<number> {
  const { code, output, ms } = await runToEnd(args);
  assert.equal(code, 1, output);
  assert.match(output, /^kinmu-lens: [^\n]+\n$/, 'exactly one line');
  for (const text of texts) assert.match(output, text);
  assert.deepEqual(processesOf(dataDir), []);
  return ms;
}

/** A small file system of its own; undefined where mounting is not ours to do. */
function mountTmpfs(options: string): { dir: string; unmount: () => void } | undefined {
  const dir = tempDir('mount');
  try {
    execFileSync('/bin/mount', ['-t', 'tmpfs', '-o', options, 'kinmu-e2e', dir], { stdio: 'ignore' });
  } catch {
    return undefined;
  }
  const unmount = (): void => {
    execFileSync('/bin/umount', ['-l', dir], { stdio: 'ignore' });
  };
  return { dir, unmount };
}

describe('a start that cannot be', () => {
  let ports: Ports;
  before(async () => {
    ports = await freePorts();
  });

  test('with an unknown option, a wrong port or one port twice says so in one line', async () => {
    const dataDir = newDataDir();
    await assertRefused(['--prot', '1'], dataDir, /--prot/, /--help/);
    await assertRefused(argumentsOf(dataDir, { portal: 70_000, ingest: ports.ingest }), dataDir, /70000/, /1 to 65535/);
    await assertRefused(argumentsOf(dataDir, { portal: ports.portal, ingest: ports.portal }), dataDir, /must differ/);
  });

  test('on a busy port names the port and the option that chooses another', async () => {
    const dataDir = newDataDir();
    const holder = createServer();
    await new Promise<void>((resolve) => holder.listen(0, '127.0.0.1', resolve));
    const address = holder.address();
    const busy = typeof address === 'object' && address !== null ? address.port : 0;
    try {
      await assertRefused(
        argumentsOf(dataDir, { ...ports, portal: busy }),
        dataDir,
        new RegExp(`port ${busy} is in use`),
        /--port N/,
      );
      await assertRefused(argumentsOf(dataDir, { ...ports, ingest: busy }), dataDir, /--ingest-port N/);
    } finally {
      holder.close();
    }
  });

  test('in a place where a file stands says that the folder cannot be written', async () => {
    const dataDir = join(tempDir('e2e'), 'data');
    writeFileSync(dataDir, 'a file\n');
    await assertRefused(argumentsOf(dataDir, ports), dataDir, /cannot be written/, /--data DIR/);
  });

  test('on a read-only disk says that the folder cannot be written', async (t) => {
    const mount = mountTmpfs('ro');
    if (mount === undefined) return t.skip('mounting is not allowed here');
    try {
      const dataDir = join(mount.dir, 'data');
      await assertRefused(argumentsOf(dataDir, ports), dataDir, /cannot be written/, /--data DIR/);
      await assertRefused(argumentsOf(mount.dir, ports), mount.dir, /cannot be written \(EROFS\)/, /--data DIR/);
    } finally {
      mount.unmount();
    }
  });

  test('on a full or nearly full disk says how much is needed', async (t) => {
    const mount = mountTmpfs('size=8m');
    if (mount === undefined) return t.skip('mounting is not allowed here');
    try {
      const dataDir = join(mount.dir, 'data');
      await assertRefused(argumentsOf(dataDir, ports), dataDir, /free at least 512 MB/, /--data DIR/);
      mkdirSync(dataDir, { recursive: true });
      writeFileSync(join(dataDir, 'ballast'), Buffer.alloc(7 * 1024 * 1024));
      execFileSync('sh', ['-c', `cat /dev/zero > ${JSON.stringify(join(mount.dir, 'rest'))} 2>/dev/null || true`]);
      await assertRefused(argumentsOf(dataDir, ports), dataDir, /free at least 512 MB/, /--data DIR/);
    } finally {
      mount.unmount();
    }
  });
});

describe('an empty product', () => {
  const dataDir = newDataDir();
  let product: Product;
  before(async () => {
    product = await startProduct({ dataDir, args: ['--empty'] });
  });
  after(async () => {
    await product?.stop();
  });

  test('prints READY, INGEST, the one sign-in with its password, and where the data lies', () => {
    assert.match(product.output(), new RegExp(`^READY http://127\\.0\\.0\\.1:${product.ports.portal}$`, 'm'));
    assert.match(product.output(), new RegExp(`^INGEST http://127\\.0\\.0\\.1:${product.ports.ingest}$`, 'm'));
    assert.equal(product.signIns?.loginIds[0], 'admin');
    assert.ok((product.signIns?.password.length ?? 0) >= 10);
    assert.ok(product.output().includes(`Data: ${dataDir}\n`), product.output());
    assert.doesNotMatch(product.output(), /Sample sign-ins/);
  });

  test('lets its admin sign in, asks for an own password first, and leads to ユーザ管理', async () => {
    const { signIns } = product;
    assert.ok(signIns);
    const browser = await launchBrowser();
    try {
      const { page, faults } = await openWindow(browser, product.portalUrl);
      await page.goto('/');
      await page.getByLabel('企業ID').fill(signIns.tenant);
      await page.getByLabel('ユーザID').fill('admin');
      await page.getByLabel('パスワード', { exact: true }).fill(signIns.password);
      await page.getByRole('button', { name: 'ログイン', exact: true }).click();
      await page.getByTestId('forced-password').waitFor();
      await page.getByLabel('一時パスワード', { exact: true }).fill(signIns.password);
      await page.getByLabel('新しいパスワード', { exact: true }).fill('Own-Ledger-2026');
      await page.getByLabel('新しいパスワード（確認）', { exact: true }).fill('Own-Ledger-2026');
      await page.getByRole('button', { name: '変更する' }).click();
      await page.getByRole('heading', { level: 1, name: 'ユーザ管理' }).waitFor();
      assert.equal(new URL(page.url()).pathname, '/roster');
      assert.deepEqual(faults, []);
    } finally {
      await browser.close();
    }
  });

  test('refuses a second start on its data folder in under a second, names its process and runs on', async () => {
    // What Node itself takes to begin on this machine, now: a busy machine is not the product's fault.
    const { ms: bareMs } = await runToEnd(['--help']);
    const ms = await assertInUse(await freePorts());
    assert.ok(ms - bareMs < 1_000, `${Math.round(ms)} ms, of which ${Math.round(bareMs)} ms to begin`);
    assert.equal((await fetch(`${product.portalUrl}/healthz`)).status, 200);
  });

  test('stops on SIGTERM with code 0 and starts again within 15 s without showing the password again', async () => {
    assert.equal(await product.stop('SIGTERM'), 0);
    assert.deepEqual(processesOf(dataDir), []);
    const { ports } = product;
    product = await startProduct({ dataDir, ports, args: ['--empty'] });
    assert.equal(product.signIns, undefined);
    assert.doesNotMatch(product.output(), /password/);
    assert.ok(product.readyMs < 15_000, `${Math.round(product.readyMs)} ms`);
  });

  test('stops on SIGINT and leaves no process', async () => {
    assert.equal(await product.stop('SIGINT'), 0);
    assert.deepEqual(processesOf(dataDir), []);
    product = await startProduct({ dataDir });
  });

  test('leaves no process when its launcher is killed with -9, and starts again at once', async (t) => {
    killHard(product.pid);
    await product.exited();
    const { ports } = product;
    product = await startProduct({ dataDir, ports });
    t.diagnostic(`ready ${Math.round(product.readyMs)} ms after kill -9`);
    killHard(product.pid);
    await product.exited();
    const ms = await waitUntilNothingRuns(dataDir, GONE_WITHIN_MS);
    t.diagnostic(`all gone ${Math.round(ms)} ms after kill -9`);
  });

  test('leaves no process when the shell, or npm, that started it is killed with -9', async (t) => {
    const args = argumentsOf(dataDir, await freePorts());
    // "; true" keeps the shell from becoming the command.
    const quoted = ['node', 'scripts/start.mjs', ...args].map((word) => JSON.stringify(word)).join(' ');
    for (const [program, ...words] of [
      ['sh', '-c', `${quoted}; true`],
      ['npm', 'start', '--', ...args],
    ] as const) {
      const started = spawnProgram(program, words);
      await waitUntilReady(started);
      killHard(started.pid);
      await waitFor(() => !isLiving(started.pid), { what: `the end of ${program}` });
      const ms = await waitUntilNothingRuns(dataDir, GONE_WITHIN_MS);
      t.diagnostic(`all gone ${Math.round(ms)} ms after kill -9 of ${program}`);
    }
    product = await startProduct({ dataDir });
  });

  async function assertInUse(ports: Ports): Promise<number> {
    const { code, output, ms } = await runToEnd(argumentsOf(dataDir, ports));
    assert.equal(code, 1);
    assert.match(output, /^kinmu-lens: [^\n]+\n$/);
    assert.match(output, new RegExp(`in use by another start \\(pid ${product.pid}\\)`));
    assert.match(output, /--data DIR/);
    return ms;
  }
});
