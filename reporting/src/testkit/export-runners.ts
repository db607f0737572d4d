import { spawn } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { sql } from 'kysely';
import type { ExportKind } from '#domain/contract/export-jobs.ts';
import { createRecords } from '#platform/postgres.ts';
import {
  closeTestAnalytics,
  openTestAnalyticsOverHttp,
  startTestPostgres,
  tempDir,
  waitFor,
} from '#platform/testkit/index.ts';
import { migrateClickhouse } from '#sql/migrate-clickhouse.ts';
import { migratePostgres } from '#sql/migrate-postgres.ts';
import { createExportFolder } from '../export-jobs/export-folder.ts';
import { readJob } from '../export-jobs/queries.ts';
import type { Tables } from '../records/schema.ts';
import type { RunnerStores } from './export-runner.fixture.ts';
import { buildHouse } from './house.ts';

/** Per person and day of the month, so that a job takes long enough to be killed in its middle. */
const MINUTES_A_DAY = 600;
const DAYS = 31;

export type ExportStores = Awaited<ReturnType<typeof openExportStores>>;

/** Stores with a house whose people used their PCs in 2026-03, a folder, and no portal: processes of their own make the files. */
export async function openExportStores() {
  const [postgres, analytics] = await Promise.all([startTestPostgres(), openTestAnalyticsOverHttp()]);
  const postgresUrl = await postgres.freshDatabase();
  await migratePostgres(postgresUrl);
  await migrateClickhouse(analytics);
  const records = createRecords<Tables>(postgresUrl);
  const house = await buildHouse(records, 'demo', randomBytes(32));
  for (const personId of Object.values(house.people)) {
    await analytics.command(
      `INSERT INTO raw_input_minutes_v1 (tenant_id, person_id, minute, device_id, part, letters, digits, numpad, symbols, others, left_clicks,
         right_clicks, wheel, moves, offset_minutes, spool_id, boot_id, seq, received_at)
       SELECT {tenantId:String}, {personId:String},
         toDateTime('2026-03-01 00:00:00', 'UTC') + intDiv(number, ${MINUTES_A_DAY}) * 86400 + (number % ${MINUTES_A_DAY}) * 60,
         'pc', 0, number % 97, number % 13, 0, number % 7, number % 11, number % 5, number % 2, number % 17, number % 401, 0, 's', 'b', number, now64(3)
       FROM numbers(${DAYS * MINUTES_A_DAY})`,
      { tenantId: house.tenantId, personId },
    );
  }
  const exportsDir = tempDir('exports');
  const { tenantId, people } = house;
  return {
    ...{ records, house, exportsDir, exportFolder: createExportFolder(exportsDir) },
    runner: { postgresUrl, analytics: analytics.config, exportsDir } satisfies RunnerStores,
    job: (jobId: string) => readJob(records, tenantId, jobId),
    addJob: async (kind: ExportKind = 'pc'): Promise<string> => {
      const jobId = randomUUID();
      await records
        .insertInto('export_jobs')
        .values({
          ...{ tenant_id: tenantId, job_id: jobId, kind, encoding: 'windows-31j', guards_formulas: true },
          range: JSON.stringify({ month: '202603' }) as never,
          scope: JSON.stringify({ kind: 'everyone' }) as never,
          started_by: people.administrator,
        })
        .execute();
      return jobId;
    },
    /** As if the lease's time had passed. Gives how long it still had. */
    endLease: async (jobId: string): Promise<number> => {
      const { rows } = await sql<{ seconds: number }>`
        UPDATE export_jobs SET lease_until = now() - interval '1 ms' FROM (SELECT job_id, lease_until AS was FROM export_jobs) o
        WHERE export_jobs.job_id = ${jobId} AND o.job_id = export_jobs.job_id AND state = 'running'
        RETURNING extract(epoch FROM o.was - now())::float8 AS seconds`.execute(records);
      return rows[0]?.seconds ?? 0;
    },
    stop: async (): Promise<void> => {
      await records.destroy();
      await analytics.close();
      await closeTestAnalytics();
      await postgres.stop();
    },
  };
}

/** A process that makes the files of jobs. */
export function startRunner(stores: ExportStores) {
  const child = spawn(
    process.execPath,
    [join(import.meta.dirname, 'export-runner.fixture.ts'), JSON.stringify(stores.runner)],
    { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] },
  );
  const exited = once(child, 'exit');
  const end = async (signal: 'SIGKILL' | 'SIGTERM'): Promise<void> => {
    child.kill(signal);
    await exited;
  };
  return {
    /** As the portal does after a press. */
    kick: () => void child.send('kick'),
    kill: () => end('SIGKILL'),
    stop: () => end('SIGTERM'),
  };
}

/** Waits until somebody works on the job. */
export const untilClaimed = (stores: ExportStores, jobId: string) =>
  waitFor(async () => (await stores.job(jobId))?.state !== 'waiting', {
    ...{ deadlineMs: 60_000, intervalMs: 3, what: 'the job is taken' },
  });

/** Waits until the job has ended; gives its row. */
export const untilEnded = (stores: ExportStores, jobId: string) =>
  waitFor(
    async () => {
      const row = await stores.job(jobId);
      return row !== undefined && !['waiting', 'running'].includes(row.state) ? row : undefined;
    },
    { deadlineMs: 120_000, intervalMs: 5, what: 'the job has ended' },
  );
