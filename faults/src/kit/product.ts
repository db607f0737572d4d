import { spawn, type ChildProcess, type SpawnOptions } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { freePort } from '#platform/embedded/ports.ts';
import { tempDir } from '#platform/testkit/temp-dir.ts';
import { waitFor } from '#platform/testkit/wait-for.ts';
import { killHard, processesNaming, type FoundProcess } from './processes.ts';

const PROJECT = join(import.meta.dirname, '../../..');
export const LAUNCHER = join(PROJECT, 'launcher/src/main.ts');
/** The first start with the sample company on two cores that other tests use too. */
const START_TIMEOUT_MS = 240_000;
const STOP_TIMEOUT_MS = 30_000;

export interface SignIns {
  readonly tenant: string;
  readonly password: string;
  /** Sign-in ids in the order in which they are printed. */
  readonly loginIds: readonly string[];
}

export interface Product {
  readonly pid: number;
  readonly portalUrl: string;
  readonly ingestUrl: string;
  readonly dataDir: string;
  readonly ports: Ports;
  readonly signIns: SignIns | undefined;
  /** From the start of the launcher to the last line of its greeting. */
  readonly readyMs: number;
  /** Everything printed so far. */
  output(): string;
  /** SIGTERM, and answers the exit code. */
  stop(signal?: NodeJS.Signals): Promise<number | null>;
  exited(): Promise<number | null>;
}

export interface Ports {
  readonly portal: number;
  readonly ingest: number;
}

export const freePorts = async (): Promise<Ports> => ({ portal: await freePort(), ingest: await freePort() });

export const argumentsOf = (dataDir: string, ports: Ports, ...more: string[]): string[] => [
  '--data',
  dataDir,
  '--port',
  String(ports.portal),
  '--ingest-port',
  String(ports.ingest),
  ...more,
];

/** A data folder that is not there yet; it disappears with the test process, and so do PostgreSQL's files outside of it. */
export function newDataDir(): string {
  const dir = join(tempDir('e2e'), 'data');
  process.on('exit', () => {
    const location = join(dir, 'postgres', 'postgres.location');
    const cluster = existsSync(location) ? dirname(readFileSync(location, 'utf8').trim()) : '';
    if (cluster.startsWith('/var/lib/kinmu-lens/')) rmSync(cluster, { recursive: true, force: true, maxRetries: 5 });
  });
  return dir;
}

export interface Started {
  readonly child: ChildProcess;
  readonly pid: number;
  output(): string;
  exited(): Promise<number | null>;
}

/** Starts a command in a process group of its own; it ends with the test process, however that ends, by its own watching of the parent. */
export function spawnProgram(command: string, args: readonly string[], options: SpawnOptions = {}): Started {
  const child = spawn(command, args, { cwd: PROJECT, stdio: ['ignore', 'pipe', 'pipe'], detached: true, ...options });
  const { pid } = child;
  if (pid === undefined) throw new Error(`${command} did not start`);
  let text = '';
  child.stdout?.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
  child.stderr?.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
  // 'close' and not 'exit': what was printed last is part of the output.
  const exited = new Promise<number | null>((resolve) => child.once('close', (code) => resolve(code)));
  return { child, pid, output: () => text, exited: () => exited };
}

function spawnLauncher(args: readonly string[], prefix: readonly string[] = [], launcher = LAUNCHER): Started {
  const [command = process.execPath, ...rest] = [...prefix, process.execPath, launcher, ...args];
  return spawnProgram(command, rest);
}

/** The product with these options, once it has printed its whole greeting. */
export async function startProduct(options: {
  dataDir: string;
  args?: readonly string[];
  ports?: Ports;
  /** A program that starts it otherwise than bare. */
  prefix?: readonly string[];
  /** Default: this version's launcher. */
  launcher?: string;
}): Promise<Product> {
  const ports = options.ports ?? (await freePorts());
  const startedAt = performance.now();
  const started = spawnLauncher(
    argumentsOf(options.dataDir, ports, ...(options.args ?? [])),
    options.prefix,
    options.launcher,
  );
  await waitUntilReady(started);
  const readyMs = performance.now() - startedAt;
  return {
    pid: started.pid,
    portalUrl: /^READY (\S+)$/m.exec(started.output())?.[1] ?? '',
    ingestUrl: /^INGEST (\S+)$/m.exec(started.output())?.[1] ?? '',
    dataDir: options.dataDir,
    ports,
    signIns: readSignIns(started.output()),
    readyMs,
    output: started.output,
    exited: started.exited,
    async stop(signal = 'SIGTERM') {
      if (started.child.exitCode === null && started.child.signalCode === null) process.kill(started.pid, signal);
      const timer = setTimeout(() => killHard(started.pid), STOP_TIMEOUT_MS);
      const code = await started.exited();
      clearTimeout(timer);
      return code;
    },
  };
}

export async function waitUntilReady(started: Started): Promise<void> {
  let isEnded = false;
  void started.exited().then(() => (isEnded = true));
  await waitFor(() => isEnded || started.output().includes('Ctrl-C stops everything.'), {
    deadlineMs: START_TIMEOUT_MS,
    intervalMs: 50,
    what: 'READY',
  }).catch((cause: unknown) => {
    killHard(started.pid);
    throw new Error(`the product is not ready; it printed:\n${started.output()}`, { cause });
  });
  if (isEnded) throw new Error(`the product ended instead of starting:\n${started.output()}`);
}

/** Runs the launcher to its end, for starts that must fail. */
export async function runToEnd(args: readonly string[]): Promise<{ code: number | null; output: string; ms: number }> {
  const startedAt = performance.now();
  const started = spawnLauncher(args);
  const timer = setTimeout(() => killHard(started.pid), STOP_TIMEOUT_MS);
  const code = await started.exited();
  clearTimeout(timer);
  return { code, output: started.output(), ms: performance.now() - startedAt };
}

/** Waits until nothing names the data folder (nor PostgreSQL's place outside of it) any more; answers how long that took. */
export async function waitUntilNothingRuns(dataDir: string, deadlineMs: number): Promise<number> {
  const since = performance.now();
  let left: FoundProcess[] = [];
  await waitFor(() => (left = processesOf(dataDir)).length === 0, { deadlineMs, intervalMs: 100 }).catch(() => {
    throw new Error(
      `still running after ${deadlineMs} ms:\n${left.map((one) => `${one.pid} ${one.command}`).join('\n')}`,
    );
  });
  return performance.now() - since;
}

/** Every living process of the product on this data folder. */
export function processesOf(dataDir: string): FoundProcess[] {
  const location = join(dataDir, 'postgres', 'postgres.location');
  const cluster = existsSync(location) ? processesNaming(readFileSync(location, 'utf8').trim()) : [];
  const found = [...processesNaming(dataDir), ...cluster];
  return [...new Map(found.map((one) => [one.pid, one])).values()];
}

function readSignIns(output: string): SignIns | undefined {
  const sample = /^Sample sign-ins \(tenant (\S+), password (\S+)\):\n((?: {2}\S+ .*\n)+)/m.exec(output);
  if (sample !== null) {
    const [, tenant = '', password = '', list = ''] = sample;
    return { tenant, password, loginIds: [...list.matchAll(/^ {2}(\S+)/gm)].map((line) => line[1] ?? '') };
  }
  const first = /^Sign in with tenant (\S+), id (\S+), password (\S+)$/m.exec(output);
  if (first === null) return undefined;
  const [, tenant = '', loginId = '', password = ''] = first;
  return { tenant, password, loginIds: [loginId] };
}
