import { sql } from 'kysely';
import { DEFAULT_RETENTION, retentionSettingsSchema } from '#domain/contract/retention.ts';
import type { Retention, RetentionKind, RetentionSettings } from '#domain/contract/retention.ts';
import type { WorkDate } from '#domain/time/types.ts';
import type { Records } from './schema.ts';

export interface TenantRetention {
  readonly tenantId: string;
  readonly zone: string;
  readonly settings: RetentionSettings;
  readonly version: number;
  /** From here on 勤務の記録 is kept; null: nothing of it has been removed yet. */
  readonly keptFrom: WorkDate | null;
}

/** Of every tenant, or one. No row: the defaults. */
export async function readRetentions(records: Records, tenantId?: string): Promise<TenantRetention[]> {
  const rows = await records
    .selectFrom('tenants as t')
    .leftJoin('retention_settings as r', 'r.tenant_id', 't.tenant_id')
    .leftJoin('work_kept_from as k', 'k.tenant_id', 't.tenant_id')
    .select(['t.tenant_id', 't.zone', 'r.settings', 'r.version', 'k.kept_from'])
    .$if(tenantId !== undefined, (query) => query.where('t.tenant_id', '=', tenantId ?? ''))
    .orderBy('t.tenant_id')
    .execute();
  return rows.map((row) => ({
    tenantId: row.tenant_id,
    zone: row.zone,
    settings: row.settings === null ? DEFAULT_RETENTION : retentionSettingsSchema.parse(row.settings),
    version: row.version ?? 0,
    keptFrom: row.kept_from,
  }));
}

const SHOWN_RUNS = 30;

export async function readRuns(records: Records, tenantId: string): Promise<Pick<Retention, 'runs' | 'lastCheckedAt'>> {
  const rows = await records
    .selectFrom('retention_runs')
    .select(['kind', 'removed_before', 'rows', 'started_at', 'ended_at'])
    .where('tenant_id', '=', tenantId)
    .where('rows', '>', 0)
    .orderBy('started_at', 'desc')
    .limit(SHOWN_RUNS)
    .execute();
  const last = await records
    .selectFrom('retention_runs')
    .select((of) => of.fn.max('ended_at').as('at'))
    .where('tenant_id', '=', tenantId)
    .executeTakeFirst();
  return {
    runs: rows.map((row) => ({
      kind: row.kind,
      removedBefore: row.removed_before,
      rows: row.rows,
      startedAt: row.started_at.getTime(),
      endedAt: row.ended_at?.getTime() ?? null,
    })),
    lastCheckedAt: last?.at?.getTime() ?? null,
  };
}

/** Whether this night's work on a kind is done, or another instance is at it. A process that died is given up after an hour. */
export async function isSeenTo(
  records: Records,
  tenantId: string,
  kind: RetentionKind,
  runDate: string,
): Promise<boolean> {
  const row = await records
    .selectFrom('retention_runs')
    .select('run_id')
    .where('tenant_id', '=', tenantId)
    .where('kind', '=', kind)
    .where('run_date', '=', runDate)
    .where(sql<boolean>`(ended_at IS NOT NULL OR started_at > now() - interval '1 hour')`)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}
