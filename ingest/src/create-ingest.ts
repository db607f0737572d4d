import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { KV_BUCKETS, STREAMS } from '#domain/contract/messages.ts';
import type { Logger } from '#platform/log.ts';
import type { Service } from '#platform/lifecycle.ts';
import { connectNats, ensureKv, isConnected, jetstreamManager, type NatsOptions } from '#platform/nats.ts';
import type { IngestSecrets } from '#platform/secrets.ts';
import { createActivityPublisher } from './broker/activity-publisher.ts';
import { watchCommittedRanges } from './broker/committed-ranges.ts';
import { watchPolicies } from './broker/policies.ts';
import { watchRevocations } from './broker/revocations.ts';
import type { IngestLimits } from './config.ts';
import { startDiskGuard } from './disk-guard.ts';
import { createIngestApp } from './http/app.ts';
import { createKnownTokens } from './identity/known-tokens.ts';
import { createMetrics } from './metrics.ts';

export interface IngestDeps {
  http: { host: string; port: number };
  nats: Omit<NatsOptions, 'name'>;
  secrets: IngestSecrets;
  limits: IngestLimits;
  log: Logger;
  /** Wall clock in epoch ms; injected by tests. */
  clock?: () => number;
}

/** A body that trickles in must not hold a place for ever; a whole batch on a slow line fits well inside. */
const REQUEST_TIMEOUT_MS = 30_000;

/** Ingest: HTTP → check → stamp → JetStream. It holds no state of its own; any number of instances may run. */
export function createIngest(deps: IngestDeps): Service & { readonly port: number } {
  let server: Server | undefined;
  const closers: (() => Promise<void> | void)[] = [];
  return {
    get port() {
      return (server?.address() as AddressInfo | null)?.port ?? deps.http.port;
    },
    async start() {
      const nc = await connectNats({ ...deps.nats, name: 'ingest', log: deps.log });
      closers.push(() => nc.close());
      await waitForStream(nc);
      const revocations = await watchRevocations(await ensureKv(nc, KV_BUCKETS.deviceRevocations), deps.log);
      const policies = watchPolicies(() => ensureKv(nc, KV_BUCKETS.tenantPolicies), deps.log);
      const committed = watchCommittedRanges(() => ensureKv(nc, KV_BUCKETS.committedRanges), deps.log);
      const disk = await startDiskGuard(deps.limits.watchDirs, deps.limits.watermark, deps.log);
      closers.push(
        () => revocations.stop(),
        () => policies.stop(),
        () => committed.stop(),
        () => disk.stop(),
      );
      const app = createIngestApp({
        tokenKey: deps.secrets.ingestTokenKey,
        tokens: createKnownTokens(deps.secrets.ingestTokenKey),
        portalKey: deps.secrets.certificatePublicKey,
        publisher: createActivityPublisher(nc, deps.limits.publishTimeoutMs),
        committed,
        revocations,
        policies,
        disk,
        metrics: createMetrics(),
        clock: deps.clock ?? Date.now,
        log: deps.log,
        maxInFlight: deps.limits.maxInFlight,
        isReady: () => isConnected(nc) && revocations.isLoaded() && policies.isLoaded(),
      });
      server = createServer({ requestTimeout: REQUEST_TIMEOUT_MS, keepAliveTimeout: 75_000 }, app);
      await listen(server, deps.http);
    },
    async stop() {
      await new Promise<void>((resolve) => {
        if (server === undefined) return resolve();
        server.close(() => resolve());
        server.closeIdleConnections();
      });
      for (const close of closers.reverse()) await close();
    },
  };
}

async function listen(server: Server, http: IngestDeps['http']): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(http.port, http.host, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

/** The processor makes the streams; until it has, there is nowhere to publish to. */
async function waitForStream(nc: Awaited<ReturnType<typeof connectNats>>): Promise<void> {
  for (;;) {
    try {
      const jsm = await jetstreamManager(nc);
      await jsm.streams.info(STREAMS.activity.name);
      return;
    } catch (error) {
      if (nc.isClosed()) throw error;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }
}
