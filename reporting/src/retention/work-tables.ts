import { sql } from 'kysely';
import { z } from 'zod';
import { addDays } from '#domain/time/calendar.ts';
import type { WorkDate } from '#domain/time/types.ts';
import { defineQuery } from '#platform/clickhouse.ts';
import type { Analytics } from '#platform/clickhouse.ts';
import type { Records } from '../records/schema.ts';
import { countOld } from './stored-kinds.ts';
import type { StoredKind } from './stored-kinds.ts';

/**
 * How far the inputs of a work date reach before it: it begins up to 14 hours before its UTC day (zones), and a loss of the sensor reaches a day
 * (SENSOR_LOST_MAX_MINUTES). So much longer than the days they are inputs of, the minutes stay.
 */
const INPUT_REACH_DAYS = 2;

/** 勤務の記録 in the columnar store, figures before their inputs. */
const WORK_STORED: readonly (StoredKind & { readonly isInput?: true })[] = [
  { table: 'day_changes_v1', at: 'work_date', isDate: true },
  { table: 'computed_days_v1', at: 'work_date', isDate: true },
  { table: 'work_days_v1', at: 'work_date', isDate: true },
  { table: 'person_minutes_v1', at: 'utc_day', isDate: true, isInput: true },
  { table: 'raw_session_changes_v1', at: 'changed_at', isInput: true },
];

/** The tables, each with the day before which its rows go when work is kept from `keptFrom` on. */
export const workTables = (keptFrom: WorkDate) =>
  WORK_STORED.map(({ isInput, ...stored }) => ({
    stored,
    before: isInput ? addDays(keptFrom, -INPUT_REACH_DAYS) : keptFrom,
  }));

/** And in PostgreSQL, in the order of their foreign keys; events of requests hang on the requests, started and auto-ended days on the work days. */
const DATED = [
  'requests',
  'day_approvals',
  'operations',
  'unrequested_answers',
  'tasks',
  'work_import_days',
  'work_days',
] as const;

/** Rows of a tenant that are older, in both stores. */
export async function countWork(
  stores: { readonly records: Records; readonly analytics: Analytics },
  tenantId: string,
  keptFrom: WorkDate,
): Promise<number> {
  let rows = 0;
  for (const { stored, before } of workTables(keptFrom))
    rows += (await stores.analytics.query(countOld(stored), { tenantId, before }))[0]?.rows ?? 0;
  for (const table of DATED) {
    // By way of the people: the keys begin with tenant and person, and most nights there is nothing.
    const { rows: counted } = await sql<{ count: number }>`
      SELECT count(*) AS count FROM people p JOIN ${sql.table(table)} d ON d.tenant_id = p.tenant_id AND d.person_id = p.person_id
      WHERE p.tenant_id = ${tenantId} AND d.work_date < ${keptFrom}`.execute(stores.records);
    rows += counted[0]?.count ?? 0;
  }
  return rows;
}

/** Removes what these people have of older dates, whole or not at all. */
export async function deleteWorkOf(
  records: Records,
  tenantId: string,
  personIds: readonly string[],
  keptFrom: WorkDate,
): Promise<void> {
  await records.transaction().execute(async (trx) => {
    await sql`
      DELETE FROM request_events e USING requests r
      WHERE e.tenant_id = ${tenantId} AND r.tenant_id = e.tenant_id AND r.request_id = e.request_id
        AND r.person_id = ANY(${personIds}::uuid[]) AND r.work_date < ${keptFrom}`.execute(trx);
    for (const table of DATED)
      await sql`
        DELETE FROM ${sql.table(table)}
        WHERE tenant_id = ${tenantId} AND person_id = ANY(${personIds}::uuid[]) AND work_date < ${keptFrom}`.execute(
        trx,
      );
  });
}

/** Which dates the columnar store has been told, by tenant. */
export const readToldDates = defineQuery({
  name: 'retention/read-told-dates',
  sql: `
    SELECT tenant_id AS tenantId, toString(max(work_kept_from_v1.kept_from)) AS keptFrom
    FROM work_kept_from_v1
    GROUP BY tenant_id`,
  params: z.object({}),
  row: z.object({ tenantId: z.string(), keptFrom: z.string() }),
});

/** Of a tenant, or everyone's. Exports whose period begins before `keptFrom`. */
export const beginsBefore = (keptFrom: WorkDate) =>
  sql<boolean>`coalesce((range->>'from')::date, to_date(range->>'month', 'YYYYMM')) < ${keptFrom}`;
