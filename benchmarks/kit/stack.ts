import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { randomUUID, type KeyObject } from 'node:crypto';
import { join } from 'node:path';
import { KV_BUCKETS } from '#domain/contract/messages.ts';
import type { PrivacyPolicy } from '#domain/contract/privacy-policy.ts';
import { freePort } from '#platform/embedded/ports.ts';
import {
  connectNats,
  ensureKv,
  jetstream,
  jetstreamManager,
  type JetStreamClient,
  type JetStreamManager,
  type NatsConnection,
} from '#platform/nats.ts';
import { ensureSecrets, loadIngestSecrets, loadPortalSecrets } from '#platform/secrets.ts';
import { startTestNats, tempDir, TEST_NATS_TOKEN } from '#platform/testkit/index.ts';
import { loadProcessorConfig } from '#processor/config.ts';
import { consumerPlans, ensureTopology } from '#processor/topology.ts';

/** Broker and services as processes of their own, each with empty stores, without the portal. */
export interface Stack {
  readonly tenantId: string;
  readonly portalKey: KeyObject;
  /** Of ingest: whoever has it may make tokens without a sign-in. */
  readonly tokenKey: Uint8Array;
  readonly natsPid: number;
  readonly nc: NatsConnection;
  readonly js: JetStreamClient;
  readonly jsm: JetStreamManager;
  startIngest(): Promise<RunningChild>;
  /** On an embedded store in its own process. */
  startProcessor(): Promise<RunningChild>;
  /** Where the processor's store lies; one owner at a time. */
  readonly storeDir: string;
  stop(): Promise<void>;
}

export interface RunningChild {
  readonly pid: number;
  readonly port: number;
  stop(): Promise<void>;
}

const ROOT = join(import.meta.dirname, '../..');
/** Room for a backlog of the drain benchmark. */
const ACTIVITY_MAX_MIB = 4096;

export async function startStack(): Promise<Stack> {
  const nats = await startTestNats();
  const nc = await connectNats({ url: nats.url, token: TEST_NATS_TOKEN, name: 'benchmark' });
  const jsm = await jetstreamManager(nc);
  const { streams } = loadProcessorConfig({ KINMU_ACTIVITY_MAX_MIB: String(ACTIVITY_MAX_MIB) });
  await ensureTopology(jsm, streams, consumerPlans());
  const secretsDir = tempDir('bench-secrets');
  const storeDir = tempDir('bench-store');
  await ensureSecrets(secretsDir);
  const tenantId = randomUUID();
  // Without a policy ingest takes nothing of a tenant; the portal writes it.
  const policy: PrivacyPolicy = { pcCounts: true, applicationNames: true, windowTitles: true, urls: 'full' };
  await (await ensureKv(nc, KV_BUCKETS.tenantPolicies)).put(tenantId, JSON.stringify(policy));
  const children: RunningChild[] = [];
  const start = async (file: string, env: Record<string, string>): Promise<RunningChild> => {
    const port = await freePort();
    const child = await startChild(join(ROOT, file), {
      PATH: '/usr/bin:/bin',
      KINMU_NATS_URL: nats.url,
      KINMU_NATS_TOKEN: TEST_NATS_TOKEN,
      KINMU_SECRETS_DIR: secretsDir,
      KINMU_HTTP_PORT: String(port),
      KINMU_LOG_LEVEL: 'warn',
      ...env,
    });
    children.push(child);
    return { ...child, port };
  };
  return {
    tenantId,
    portalKey: (await loadPortalSecrets(secretsDir)).certificatePrivateKey,
    tokenKey: (await loadIngestSecrets(secretsDir)).ingestTokenKey,
    natsPid: nats.pid,
    nc,
    js: jetstream(nc),
    jsm,
    storeDir,
    startIngest: () => start('ingest/src/main.ts', {}),
    startProcessor: () =>
      start('processor/src/main.ts', {
        KINMU_CHDB_PATH: storeDir,
        KINMU_ACTIVITY_MAX_MIB: String(ACTIVITY_MAX_MIB),
      }),
    stop: async () => {
      for (const child of children.reverse()) await child.stop();
      await nc.close();
      await nats.stop();
    },
  };
}

/**
 * Forks a file with nothing but this environment and waits for its word. It inherits the flags of Node that this process has: `node --cpu-prof
 * benchmarks/ingest.ts` profiles every process of the run.
 */
export async function startChild(file: string, env: Record<string, string>): Promise<RunningChild> {
  const child = fork(file, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'], env });
  const port = await readyPort(child, file);
  return {
    pid: child.pid ?? 0,
    port,
    stop: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGTERM');
      await once(child, 'exit');
    },
  };
}

async function readyPort(child: ChildProcess, file: string): Promise<number> {
  return new Promise((resolve, reject) => {
    child.once('message', (message) => resolve((message as { port?: number }).port ?? 0));
    child.once('exit', (code) => reject(new Error(`${file} ended with ${String(code)}`)));
  });
}
