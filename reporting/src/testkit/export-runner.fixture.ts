import { createAnalytics } from '#platform/clickhouse.ts';
import type { AnalyticsConfig } from '#platform/clickhouse.ts';
import { createLogger } from '#platform/log.ts';
import { createRecords } from '#platform/postgres.ts';
import { createExportFolder } from '../export-jobs/export-folder.ts';
import { createExportRunner } from '../export-jobs/run-jobs.ts';
import type { Tables } from '../records/schema.ts';

/** What of a portal makes the files of データ管理, as a process of its own that can be killed. */
export interface RunnerStores {
  readonly postgresUrl: string;
  readonly analytics: AnalyticsConfig;
  readonly exportsDir: string;
}

const stores = JSON.parse(process.argv[2] ?? '') as RunnerStores;
const records = createRecords<Tables>(stores.postgresUrl);
const analytics = await createAnalytics(stores.analytics);
const runner = createExportRunner({
  records,
  analytics,
  exportFolder: createExportFolder(stores.exportsDir),
  faultPoint: () => undefined,
  log: createLogger('test', 'silent'),
});
runner.start();
process.on('message', () => runner.kick());
process.on('SIGTERM', () => {
  void (async () => {
    await runner.stop();
    await analytics.close();
    await records.destroy();
    process.exit(0);
  })();
});
