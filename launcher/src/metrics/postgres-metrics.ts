import pg from 'pg';
import type { Registry } from 'prom-client';
import { askedGauge } from '#platform/asked-gauge.ts';

/** Below the patience of a question, so that a server that is away is no sample and not a late one. */
const CONNECT_MS = 1_500;

const FIGURES = `
  SELECT a.*, pg_database_size(current_database()) AS bytes,
    d.xact_commit AS commit, d.xact_rollback AS rollback, d.deadlocks AS deadlock
  FROM (
    SELECT count(*) AS connections,
      coalesce(max(extract(epoch FROM clock_timestamp() - xact_start)) FILTER (WHERE pid <> pg_backend_pid()), 0) AS oldest
    FROM pg_stat_activity WHERE backend_type = 'client backend'
  ) a, pg_stat_database d
  WHERE d.datname = current_database()`;

/** PostgreSQL as it describes itself. All figures of an answer come over one connection of their own: none is held from the services. */
export function addPostgresMetrics(registry: Registry, url: string): void {
  let reading: Promise<Record<string, unknown>> | undefined;
  const readTogether = (): Promise<Record<string, unknown>> =>
    (reading ??= readFigures(url).finally(() => (reading = undefined)));
  const gauge = (name: string, help: string, column: string): void =>
    askedGauge(registry, { name, help, read: async () => Number((await readTogether())[column]) });
  gauge('kinmu_postgres_connections', 'Connections of clients, of max_connections', 'connections');
  gauge('kinmu_postgres_oldest_transaction_seconds', 'Age of the oldest transaction that is open; 0: none', 'oldest');
  gauge('kinmu_postgres_bytes', 'Size of the database', 'bytes');
  askedGauge(registry, {
    ...{ name: 'kinmu_postgres_transactions', help: 'Since its statistics began, by end', labelName: 'end' },
    read: async () => {
      const row = await readTogether();
      return new Map(['commit', 'rollback', 'deadlock'].map((end) => [end, Number(row[end])]));
    },
  });
}

async function readFigures(url: string): Promise<Record<string, unknown>> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: CONNECT_MS });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<Record<string, unknown>>(FIGURES);
    return rows[0] ?? {};
  } finally {
    await client.end().catch(() => undefined);
  }
}
