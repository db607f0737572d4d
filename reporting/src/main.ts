import { createAnalytics } from '#platform/clickhouse.ts';
import { runService } from '#platform/lifecycle.ts';
import { createLogger } from '#platform/log.ts';
import { loadPortalSecrets } from '#platform/secrets.ts';
import { migratePostgres } from '#sql/migrate-postgres.ts';
import { loadConfig } from './config.ts';
import { createReporting } from './create-reporting.ts';

const config = loadConfig();
const log = createLogger('reporting', config.log.level);
await migratePostgres(config.postgres.url);
const analytics = await createAnalytics(config.clickhouse);
const reporting = createReporting({
  ...config,
  secrets: await loadPortalSecrets(config.secrets.dir),
  analytics,
  log,
  // SIGKILL: nothing after this line runs, as in a power cut.
  faultPoint: (place) => void (place === config.portal.faultAt && process.kill(process.pid, 'SIGKILL')),
});

const stop = async (): Promise<void> => {
  await reporting.stop();
  await analytics.close();
};
await runService({ name: 'reporting', log, start: () => reporting.start(), stop });
// The launcher waits for this word before it says READY.
process.send?.({ type: 'ready', port: reporting.port });
