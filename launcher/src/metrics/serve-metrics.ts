import { join } from 'node:path';
import { choosePort } from '#platform/embedded/ports.ts';
import { readIfPresent, replaceFile } from '#platform/files.ts';
import { createApp, createMetrics, listenHttp, operationalRoutes } from '#platform/http.ts';
import type { Logger } from '#platform/log.ts';
import { connectNats, jetstreamManager, type JetStreamManager, type NatsConnection } from '#platform/nats.ts';
import { addBrokerMetrics } from './broker-metrics.ts';
import { addPartMetrics, type KeptPart } from './part-metrics.ts';
import { addPostgresMetrics } from './postgres-metrics.ts';

export interface MetricsOptions {
  readonly parts: readonly KeptPart[];
  readonly natsUrl: string;
  readonly natsToken: string;
  readonly postgresUrl: string;
  readonly dataDir: string;
  /** Default: the port of the last start, or any free one. */
  readonly port?: number;
  readonly log: Logger;
}

export interface ServedMetrics {
  readonly url: string;
  stop(): Promise<void>;
}

/**
 * `/healthz`, `/readyz` and `/metrics` of the launcher, for itself and for the two servers that have no such page: the broker and PostgreSQL. On the
 * loopback interface only; the port is remembered in the data folder.
 */
export async function serveMetrics(options: MetricsOptions): Promise<ServedMetrics> {
  const { parts, natsUrl, natsToken, postgresUrl, dataDir, log } = options;
  const registry = createMetrics();
  const broker = rememberBroker(natsUrl, natsToken);
  addPartMetrics(registry, parts);
  addBrokerMetrics(registry, broker.open);
  addPostgresMetrics(registry, postgresUrl);
  const app = createApp(log);
  app.use(operationalRoutes({ parts: () => parts.every((part) => part.pid() !== undefined) }, registry));
  const portFile = join(dataDir, 'metrics.port');
  const remembered = Number.parseInt((await readIfPresent(portFile)) ?? '', 10);
  const port = await choosePort(options.port, Number.isNaN(remembered) ? undefined : remembered);
  const server = await listenHttp(app, { host: '127.0.0.1', port });
  await replaceFile(portFile, `${server.port}\n`);
  return {
    url: server.url,
    stop: async () => {
      await server.close(1_000);
      await broker.close();
    },
  };
}

/** One connection for all questions, opened at the first: the broker may be away then, and reconnects by itself later. */
function rememberBroker(url: string, token: string): { open(): Promise<JetStreamManager>; close(): Promise<void> } {
  let opening: Promise<void> | undefined;
  let connection: NatsConnection | undefined;
  return {
    open: async () => {
      opening ??= connectNats({ url, token, name: 'metrics' }).then((nc) => void (connection = nc));
      await opening;
      if (connection === undefined) throw new Error('no connection to the broker');
      return jetstreamManager(connection);
    },
    // Not what is still connecting: a broker that never came would never let it end.
    close: async () => connection?.close(),
  };
}
