import { mkdir } from 'node:fs/promises';
import { createFileOnce, readIfPresent, replaceFile } from '#platform/files.ts';
import { startNatsServer } from '#platform/embedded/nats-server.ts';
import { startPostgres } from '#platform/embedded/postgres.ts';
import type { Logger } from '#platform/log.ts';
import { randomToken } from '#platform/random.ts';
import { ensureSecrets } from '#platform/secrets.ts';
import type { Layout } from './layout.ts';
import type { KeptPart } from './metrics/part-metrics.ts';
import { watchBroker } from './services/broker-watchdog.ts';
import { keepServer } from './services/kept-server.ts';

export interface Servers {
  postgresUrl: string;
  natsUrl: string;
  natsToken: string;
  /** Where PostgreSQL's files lie: outside the data folder when root started it in a place that its user cannot reach. */
  postgresLocation: string;
  parts: readonly KeptPart[];
  stop(): Promise<void>;
}

/** Makes the keys that are missing. */
export async function ensureServerKeys(layout: Layout): Promise<{ brokerToken: string }> {
  await ensureSecrets(layout.secrets);
  await createFileOnce(layout.brokerToken, `${randomToken(24)}\n`);
  return { brokerToken: ((await readIfPresent(layout.brokerToken)) ?? '').trim() };
}

/** PostgreSQL and the broker, with their keys, on this data folder; both are kept running until stop(). */
export async function startServers(layout: Layout, natsBinary: string, log: Logger): Promise<Servers> {
  for (const dir of [layout.postgres, layout.nats, layout.clickhouse, layout.mail, layout.logs, layout.exports])
    await mkdir(dir, { recursive: true });
  const { brokerToken: token } = await ensureServerKeys(layout);

  const [postgres, nats] = await Promise.allSettled([
    keepServer('postgres', () => startPostgres({ dataDir: layout.postgres, log }), log),
    keepServer('nats-server', () => startNatsServer({ binary: natsBinary, dataDir: layout.nats, token, log }), log),
  ]);
  if (postgres.status === 'rejected' || nats.status === 'rejected') {
    // One of two did not start: the other must not stay behind.
    if (postgres.status === 'fulfilled') await postgres.value.stop();
    if (nats.status === 'fulfilled') await nats.value.stop();
    throw postgres.status === 'rejected' ? postgres.reason : (nats as PromiseRejectedResult).reason;
  }
  const { url: postgresUrl } = postgres.value.first;
  const watchdog = watchBroker({
    ...{ url: nats.value.first.url, token, dir: layout.nats, log },
    restart: () => nats.value.restart(),
  });
  const runtime = { natsUrl: nats.value.first.url, natsToken: token, postgresUrl, pid: process.pid };
  await replaceFile(layout.runtime, `${JSON.stringify(runtime)}\n`);
  return {
    postgresUrl: postgres.value.first.url,
    natsUrl: nats.value.first.url,
    natsToken: token,
    postgresLocation: postgres.value.first.location,
    parts: [
      { name: 'postgres', ...postgres.value },
      { name: 'nats-server', ...nats.value },
    ],
    stop: async () => {
      await watchdog.stop();
      await Promise.allSettled([nats.value.stop(), postgres.value.stop()]);
    },
  };
}
