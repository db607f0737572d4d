import { createAnalytics, quoteIdentifier } from '../clickhouse.ts';
import type { Analytics, AnalyticsConfig } from '../clickhouse.ts';
import { randomToken } from '../random.ts';
import { startClickhouseBridge } from './clickhouse-bridge.ts';
import type { ClickhouseBridge } from './clickhouse-bridge.ts';
import { tempDir } from './temp-dir.ts';

export interface TestAnalytics extends Analytics {
  /** The store's name for it; `config` opens the same database again (a second instance, another process's role). */
  database: string;
  config: AnalyticsConfig;
}

/** chDB binds one folder per process: all databases of a test process lie in it. */
let folder: string | undefined;
let admin: Promise<Analytics> | undefined;
let bridge: Promise<ClickhouseBridge> | undefined;

/** A new empty database in this process's engine, dropped by `close`. */
export async function openTestAnalytics(): Promise<TestAnalytics> {
  return openFresh((database) => ({ kind: 'embedded', path: engineFolder(), database }));
}

/** The same engine through @clickhouse/client's HTTP path. */
export async function openTestAnalyticsOverHttp(): Promise<TestAnalytics> {
  bridge ??= startClickhouseBridge(engineFolder());
  const { url } = await bridge;
  return openFresh((database) => ({ kind: 'server', url, database }));
}

/** For suites that must hold on both connections: `for (const [name, open] of bothAnalytics()) describe(name, …)`. */
export function bothAnalytics(): [name: string, open: () => Promise<TestAnalytics>][] {
  return [
    ['embedded', openTestAnalytics],
    ['http bridge', openTestAnalyticsOverHttp],
  ];
}

/** Ends the engine and the bridge of this process; in `after`, when the test process does not end by itself otherwise. */
export async function closeTestAnalytics(): Promise<void> {
  if (bridge !== undefined) await (await bridge).close();
  if (admin !== undefined) await (await admin).close();
  bridge = undefined;
  admin = undefined;
}

async function openFresh(configOf: (database: string) => AnalyticsConfig): Promise<TestAnalytics> {
  admin ??= createAnalytics({ kind: 'embedded', path: engineFolder() });
  const owner = await admin;
  const database = `t_${randomToken(9).toLowerCase().replaceAll('-', '_')}`;
  await owner.command(`CREATE DATABASE ${quoteIdentifier(database)}`);
  const config = configOf(database);
  const analytics = await createAnalytics(config);
  const close = async (): Promise<void> => {
    await analytics.close();
    await owner.command(`DROP DATABASE IF EXISTS ${quoteIdentifier(database)} SYNC`);
  };
  return { ...analytics, close, database, config };
}

function engineFolder(): string {
  folder ??= tempDir('chdb');
  return folder;
}
