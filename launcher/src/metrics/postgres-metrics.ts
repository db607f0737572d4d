import pg from 'pg';
import type { Registry } from 'prom-client';
import { askedGauge } from '#platform/asked-gauge.ts';

/** Below the patience of a question, so that a server that is away is no sample and not a late one. */
const CONNECT_MS = 1_500;

/** PostgreSQL as it describes itself. Each question has a connection of its own: none is held from the services. */
export function addPostgresMetrics(registry: Registry, url: string): void {
  const gauge = (name: string, help: string, query: string): void =>
    askedGauge(registry, { name, help, read: async () => Number((await ask(url, query))[0]?.['value']) });
  gauge(
    'kinmu_postgres_connections',
    'Connections of clients, of max_connections',
    `SELECT count(*) AS value FROM pg_stat_activity WHERE backend_type = 'client backend'`,
  );
  gauge(
    'kinmu_postgres_oldest_transaction_seconds',
    'Age of the oldest transaction that is open; 0: none',
    `SELECT coalesce(max(extract(epoch FROM clock_timestamp() - xact_start)), 0) AS value FROM pg_stat_activity
     WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()`,
  );
  gauge('kinmu_postgres_bytes', 'Size of the database', `SELECT pg_database_size(current_database()) AS value`);
  askedGauge(registry, {
    ...{ name: 'kinmu_postgres_transactions', help: 'Since its statistics began, by end', labelName: 'end' },
    read: async () => {
      const [row] = await ask(
        url,
        'SELECT xact_commit AS commit, xact_rollback AS rollback, deadlocks AS deadlock FROM pg_stat_database WHERE datname = current_database()',
      );
      return new Map(Object.entries(row ?? {}).map(([end, value]) => [end, Number(value)]));
    },
  });
}

async function ask(url: string, query: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: CONNECT_MS });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return (await client.query<Record<string, unknown>>(query)).rows;
  } finally {
    await client.end().catch(() => undefined);
  }
}
