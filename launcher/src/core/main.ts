import { createAnalytics, type Analytics } from '#platform/clickhouse.ts';
import { pause } from '#platform/jitter.ts';
import { runService } from '#platform/lifecycle.ts';
import { createLogger } from '#platform/log.ts';
import { loadPortalSecrets } from '#platform/secrets.ts';
import { createProcessor } from '#processor/create-processor.ts';
import { createReporting } from '#reporting/create-reporting.ts';
import { migratePostgres } from '#sql/migrate-postgres.ts';
import { loadCoreConfig } from './config.ts';

/**
 * Processor and portal in one process, on one embedded store: chDB allows one owner for a data folder (docs/adr/0005-one-core-process.md). At server
 * size they are two processes, each with its own main.ts.
 */
const config = loadCoreConfig();
const log = createLogger('core', config.log.level);
await migratePostgres(config.postgres.url);
const analytics = await openStore();
const processor = createProcessor({ analytics, nats: config.nats, config: config.processor, log });
const secrets = await loadPortalSecrets(config.secrets.dir);
// One /metrics for both: the portal's.
const reporting = createReporting({ ...config, secrets, analytics, log, registry: processor.metrics.registry });

/**
 * The store has one owner. After a kill -9 of the launcher the core of before may still be stopping, for as long as runService() lets an orphan (2 s):
 * a start meanwhile waits for it.
 */
async function openStore(): Promise<Analytics> {
  for (const giveUpAt = performance.now() + 16_000; ;) {
    try {
      return await createAnalytics(config.clickhouse);
    } catch (error) {
      if (performance.now() > giveUpAt) throw error;
      await pause(200);
    }
  }
}

await runService({
  name: 'core',
  log,
  start: async () => {
    await processor.start();
    await reporting.start();
  },
  stop: async () => {
    await reporting.stop();
    await processor.stop();
    await analytics.close();
  },
});
// The launcher waits for this word before it says READY.
process.send?.({ type: 'ready', port: reporting.port });
