import { createAnalytics } from '#platform/clickhouse.ts';
import { runService } from '#platform/lifecycle.ts';
import { createLogger } from '#platform/log.ts';
import { loadConfig } from './config.ts';
import { createProcessor } from './create-processor.ts';

/** The processor as a process of its own (server size). */
const config = loadConfig();
const log = createLogger('processor', config.log.level);
const analytics = await createAnalytics(config.analytics);
const processor = createProcessor({ analytics, nats: config.nats, config: config.processor, http: config.http, log });

await runService({
  name: 'processor',
  log,
  start: processor.start,
  stop: async () => {
    await processor.stop();
    await analytics.close();
  },
});
// As ingest and core do, for whoever started it.
process.send?.({ type: 'ready', port: processor.port });
