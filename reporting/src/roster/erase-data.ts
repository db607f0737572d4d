import { sql } from 'kysely';
import { z } from 'zod';
import { defineQuery } from '#platform/clickhouse.ts';
import type { Analytics } from '#platform/clickhouse.ts';
import { writeAudit } from '../audit/write-audit.ts';
import type { FaultPoint } from '../fault-point.ts';
import type { Records } from '../records/schema.ts';
import { readRetentions } from '../records/read-retentions.ts';

export interface EraseDataDeps {
  readonly records: Records;
  readonly analytics: Analytics;
  /** Takes the person's records out of the broker, so that a new store does not get them again. */
  readonly purgeFacts: (tenantId: string, personId: string) => Promise<void>;
  readonly faultPoint: FaultPoint;
}

/** Rules first: from then on no day of the person is computed again. */
const TABLES = [
  'roster_people_v1',
  'work_days_v1',
  'raw_input_minutes_v1',
  'raw_window_slices_v1',
  'window_touches_v1',
  'day_use_v1',
  'raw_presence_changes_v1',
  'raw_session_changes_v1',
  'person_minutes_v1',
  'day_changes_v1',
  'computed_days_v1',
] as const;

/**
 * The last part of 完全削除, where the administrator chose so: everything recorded and computed of the person goes.
 *
 *   deleted ── undo possible ──► values blank (eraseDeleted) ──► this ─► ids and the chain of the audit stay
 *
 * Runs every hour. Each step may be repeated: a kill anywhere leaves the person in the list, and the next run does all of it again. Waits while the tenant
 * is on hold. Rows are hidden at once; their bytes go when the engine merges.
 */
export async function eraseData(deps: EraseDataDeps): Promise<void> {
  const people = await deps.records
    .selectFrom('people')
    .select(['tenant_id', 'person_id'])
    .where('status', '=', 'deleted')
    .where('erases_data', '=', true)
    .where('erased_at', 'is not', null)
    .where('data_erased_at', 'is', null)
    .execute();
  for (const { tenant_id: tenantId, person_id: personId } of people) {
    const [retention] = await readRetentions(deps.records, tenantId);
    if (retention?.settings.isOnHold !== false) continue;
    await eraseOne(deps, tenantId, personId);
  }
}

async function eraseOne(deps: EraseDataDeps, tenantId: string, personId: string): Promise<void> {
  const person = { tenantId, personId };
  await deps.purgeFacts(tenantId, personId);
  let rows = 0;
  for (const table of TABLES) {
    const [count] = await deps.analytics.query(countOf(table), person);
    if (count === undefined || count.rows === 0) continue;
    rows += count.rows;
    await deps.analytics.command(`DELETE FROM ${table} WHERE ${OF_PERSON}`, person);
    deps.faultPoint('erase-data.between-tables');
  }
  await deps.records.transaction().execute(async (trx) => {
    await blankTexts(trx, tenantId, personId);
    await sql`UPDATE people SET data_erased_at = clock_timestamp()
      WHERE tenant_id = ${tenantId} AND person_id = ${personId}`.execute(trx);
    await writeAudit(trx, { tenantId, subjectId: personId, action: 'person.data-erased', detail: { rows } });
  });
}

const OF_PERSON = 'tenant_id = {tenantId:String} AND person_id = {personId:String}';

const countOf = (table: (typeof TABLES)[number]) =>
  defineQuery({
    name: 'roster/count-of-person',
    sql: `SELECT count() AS rows FROM ${table} WHERE ${OF_PERSON}`,
    params: z.object({ tenantId: z.string(), personId: z.string() }),
    row: z.object({ rows: z.number() }),
  });

/** What the person and others wrote in tasks and requests. The rows stay for those who decided on them. */
async function blankTexts(trx: Records, tenantId: string, personId: string): Promise<void> {
  const ofPerson = sql`tenant_id = ${tenantId} AND person_id = ${personId}`;
  await sql`UPDATE tasks SET title = '', detail = '', report = '' WHERE ${ofPerson}`.execute(trx);
  await sql`UPDATE request_events SET comment = ''
    WHERE tenant_id = ${tenantId} AND request_id IN (SELECT request_id FROM requests WHERE ${ofPerson})`.execute(trx);
  await sql`UPDATE requests SET reason = '' WHERE ${ofPerson}`.execute(trx);
  await sql`UPDATE unrequested_answers SET reason = '' WHERE ${ofPerson}`.execute(trx);
}
