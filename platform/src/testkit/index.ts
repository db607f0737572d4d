export { bothAnalytics, closeTestAnalytics, openTestAnalytics, openTestAnalyticsOverHttp } from './analytics.ts';
export type { TestAnalytics } from './analytics.ts';
export { startClickhouseBridge } from './clickhouse-bridge.ts';
export { startTestNats, TEST_NATS_TOKEN } from './nats.ts';
export { startTestPostgres } from './postgres.ts';
export type { TestPostgres } from './postgres.ts';
export { tempDir } from './temp-dir.ts';
export { waitFor } from './wait-for.ts';
