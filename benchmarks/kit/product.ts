import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { freePort } from '#platform/embedded/ports.ts';
import { tempDir, waitFor } from '#platform/testkit/index.ts';

/** `npm start` with the sample company, on a folder of its own. */
export interface Product {
  readonly pid: number;
  readonly dataDir: string;
  readonly portalUrl: string;
  readonly ingestUrl: string;
  readonly runtime: { readonly natsUrl: string; readonly natsToken: string; readonly postgresUrl: string };
  /** Leaves the data. */
  pause(): Promise<void>;
  stop(): Promise<void>;
}

const START_TIMEOUT_MS = 300_000;

/** @param before of a product that was stopped: its data, started again */
export async function startProduct(before?: Pick<Product, 'dataDir'>): Promise<Product> {
  const dataDir = before?.dataDir ?? join(tempDir('bench-product'), 'data');
  const [port, ingestPort] = [await freePort(), await freePort()];
  const args = ['--data', dataDir, '--port', String(port), '--ingest-port', String(ingestPort)];
  const launcher = spawn(process.execPath, [join(import.meta.dirname, '../../launcher/src/main.ts'), ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  launcher.stdout.setEncoding('utf8').on('data', (chunk: string) => (output += chunk));
  await waitFor(() => output.includes('READY '), { deadlineMs: START_TIMEOUT_MS, intervalMs: 200, what: 'READY' });
  const end = async (): Promise<void> => {
    launcher.kill('SIGTERM');
    await once(launcher, 'exit');
  };
  return {
    pid: launcher.pid ?? 0,
    dataDir,
    portalUrl: `http://127.0.0.1:${port}`,
    ingestUrl: `http://127.0.0.1:${ingestPort}`,
    runtime: JSON.parse(readFileSync(join(dataDir, 'runtime.json'), 'utf8')) as Product['runtime'],
    pause: end,
    stop: async () => {
      await end();
      removeCluster(dataDir);
    },
  };
}

/** Started by root, PostgreSQL's files lie outside of the data folder. */
function removeCluster(dataDir: string): void {
  const location = join(dataDir, 'postgres', 'postgres.location');
  const cluster = existsSync(location) ? dirname(readFileSync(location, 'utf8').trim()) : '';
  if (cluster.startsWith('/var/lib/kinmu-lens/')) rmSync(cluster, { recursive: true, force: true });
}
