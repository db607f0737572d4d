/**
 * Memory of the whole embedded product, idle with the sample company and its live PCs. Resident memory counts shared pages in every process; the
 * proportional share (PSS) counts each page once, and its sum is what the machine really gives.
 */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { freePort } from '#platform/embedded/ports.ts';
import { pause } from '#platform/jitter.ts';
import { tempDir, waitFor } from '#platform/testkit/index.ts';
import { writeReport } from './kit/report.ts';

const LIMIT_MB = 1_500;
const START_TIMEOUT_MS = 300_000;
const IDLE_MS = 90_000;

const dataDir = join(tempDir('bench-memory'), 'data');
const args = ['--data', dataDir, '--port', String(await freePort()), '--ingest-port', String(await freePort())];
const launcher = spawn(process.execPath, [join(import.meta.dirname, '../launcher/src/main.ts'), ...args], {
  stdio: ['ignore', 'pipe', 'inherit'],
});
let output = '';
launcher.stdout.setEncoding('utf8').on('data', (chunk: string) => (output += chunk));
await waitFor(() => output.includes('READY '), { deadlineMs: START_TIMEOUT_MS, intervalMs: 200, what: 'READY' });
await pause(IDLE_MS);
const processes = treeOf(launcher.pid ?? 0).map((pid) => ({ name: nameOf(pid), ...memoryOf(pid) }));
launcher.kill('SIGTERM');
await new Promise((resolve) => launcher.once('exit', resolve));
removeCluster();

const byName = [...Map.groupBy(processes, (one) => one.name)].map(([name, list]) => ({
  name: list.length === 1 ? name : `${name} ×${list.length}`,
  rss: sum(list.map((one) => one.rss)),
  pss: sum(list.map((one) => one.pss)),
}));
const total = { rss: sum(byName.map((one) => one.rss)), pss: sum(byName.map((one) => one.pss)) };
writeReport({
  name: 'memory',
  about: `All processes of \`npm start\`, ${IDLE_MS / 1000} s after READY of a first start with the sample company; megabytes.`,
  columns: ['process', 'resident (RSS)', 'proportional (PSS)'],
  rows: [
    ...byName.sort((a, b) => b.rss - a.rss).map(({ name, rss, pss }) => [name, mb(rss), mb(pss)]),
    ['all', mb(total.rss), mb(total.pss)],
  ],
  notes: [`Limit: ${LIMIT_MB} MB resident. ${mb(total.rss) < LIMIT_MB ? 'Kept.' : 'Not kept.'}`],
});
process.exit(mb(total.rss) < LIMIT_MB ? 0 : 1);

function treeOf(root: number): number[] {
  const parents = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => ({ pid: Number(name), parent: Number(/^PPid:\s+(\d+)/m.exec(read(`/proc/${name}/status`))?.[1]) }));
  const found = [root];
  for (const pid of found) found.push(...parents.filter((one) => one.parent === pid).map((one) => one.pid));
  return found;
}

function nameOf(pid: number): string {
  const words = read(`/proc/${pid}/cmdline`).split('\0');
  const file = words.find((word) => word.endsWith('.ts'));
  if (file !== undefined)
    return file.includes('core/main') ? 'core' : (file.split('/src/')[0]?.split('/').at(-1) ?? file);
  return basename(words[0]?.split(/[ :]/)[0] ?? '');
}

function memoryOf(pid: number): { rss: number; pss: number } {
  const kilobytes = (file: string, name: string): number =>
    Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(read(`/proc/${pid}/${file}`))?.[1] ?? 0);
  return { rss: kilobytes('status', 'VmRSS'), pss: kilobytes('smaps_rollup', 'Pss') };
}

/** Started by root, PostgreSQL's files lie outside of the data folder. */
function removeCluster(): void {
  const location = join(dataDir, 'postgres', 'postgres.location');
  const cluster = existsSync(location) ? dirname(readFileSync(location, 'utf8').trim()) : '';
  if (cluster.startsWith('/var/lib/kinmu-lens/')) rmSync(cluster, { recursive: true, force: true });
}

function read(file: string): string {
  try {
    return readFileSync(file, 'latin1');
  } catch {
    return '';
  }
}

function sum(values: readonly number[]): number {
  return values.reduce((all, value) => all + value, 0);
}

function mb(kilobytes: number): number {
  return Math.round(kilobytes / 1024);
}
