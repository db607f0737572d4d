import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { sql } from 'kysely';
import { readMe } from '#domain/contract/session.ts';
import { freePort } from '#platform/embedded/ports.ts';
import { tempDir, TEST_NATS_TOKEN, waitFor } from '#platform/testkit/index.ts';
import type { FaultPlace } from '../fault-point.ts';
import type { Records } from '../records/schema.ts';
import { Client } from './client.ts';
import type { TestPortal } from './portal.ts';

/** A second portal on the same stores as a process of its own, which kills itself at the place; serves when this returns. */
export async function startPortalChild(
  portal: TestPortal,
  secretsDir: string,
  place: FaultPlace | 'none',
  chdbPath = tempDir('child-chdb'),
) {
  const port = await freePort();
  const child = spawn(process.execPath, [join(import.meta.dirname, '..', 'main.ts')], {
    stdio: 'ignore',
    env: {
      ...{ FAULT_AT: place, KINMU_HTTP_PORT: String(port), KINMU_LOG_LEVEL: 'silent', KINMU_SECRETS_DIR: secretsDir },
      ...{ KINMU_NATS_URL: portal.broker.url, KINMU_NATS_TOKEN: TEST_NATS_TOKEN },
      ...{ KINMU_POSTGRES_URL: portal.postgresUrl, KINMU_CHDB_PATH: chdbPath },
      KINMU_EXPORTS_DIR: portal.deps.portal.exportsDir,
      KINMU_INGEST_PUBLIC_URL: 'http://127.0.0.1:1',
    },
  });
  const exited = once(child, 'exit');
  const browser = new Client(() => `http://127.0.0.1:${port}`);
  await waitFor(async () => (await browser.call(readMe)).status === 401, {
    deadlineMs: 20_000,
    what: 'the child serves',
  });
  return { child, exited, browser };
}

/** How many rows there are of everything that an upload writes, of one tenant. */
export async function writtenBy(records: Records, tenantId: string): Promise<Record<string, number>> {
  const tables = ['groups', 'people', 'work_patterns', 'assignments', 'outbox', 'mail_outbox', 'roster_changes'];
  const counts = await Promise.all(
    tables.map(async (table) => {
      const { rows } = await sql<{ count: number }>`
        SELECT count(*) AS count FROM ${sql.table(table)} WHERE tenant_id = ${tenantId}`.execute(records);
      return [table, rows[0]?.count ?? 0] as const;
    }),
  );
  const audit = await records
    .selectFrom('audit_entries')
    .select('audit_id')
    .where('tenant_id', '=', tenantId)
    .where('action', 'like', 'roster.%changed')
    .execute();
  return { ...Object.fromEntries(counts), audit: audit.length };
}
