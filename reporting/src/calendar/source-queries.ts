import { sql } from 'kysely';
import type { CalendarAnswer, CalendarCounts, CalendarProblem, CalendarSync } from '#domain/contract/calendar.ts';
import type { Records, Tables } from '../records/schema.ts';
import { NO_COUNTS } from './plan-import.ts';

export interface SourceKey {
  readonly tenantId: string;
  readonly personId: string;
}

export const readSource = (records: Records, { tenantId, personId }: SourceKey) =>
  records
    .selectFrom('calendar_sources')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('person_id', '=', personId)
    .executeTakeFirst();
export type SourceRow = NonNullable<Awaited<ReturnType<typeof readSource>>>;

/** What the person sees of their calendar: never its address. */
export async function describeSource(records: Records, key: SourceKey): Promise<CalendarAnswer> {
  const row = await readSource(records, key);
  if (row === undefined) return { source: null };
  return {
    source: {
      ...{ kind: row.kind, host: row.host, setAt: row.set_at.getTime(), lastSync: lastSyncOf(row) },
      nextSyncAt: row.next_sync_at?.getTime() ?? null,
    },
  };
}

const lastSyncOf = (row: SourceRow): CalendarSync | null =>
  row.synced_at === null
    ? null
    : {
        ...{ at: row.synced_at.getTime(), problem: row.problem, problemDetail: row.problem_detail },
        counts: { ...NO_COUNTS, ...row.counts },
      };

type NewSource = Pick<Tables['calendar_sources'], 'kind' | 'sealed' | 'host'>;

/** Takes the place of a former source. An address is due from now on, a file never. */
export async function replaceSource(trx: Records, key: SourceKey, source: NewSource): Promise<void> {
  const next = source.kind === 'url' ? nextSync() : null;
  const values = { ...source, next_sync_at: next, set_at: sql<Date>`clock_timestamp()` };
  const unread = { synced_at: null, problem: null, problem_detail: '', counts: sql<object>`'{}'::jsonb` };
  await trx
    .insertInto('calendar_sources')
    .values({ tenant_id: key.tenantId, person_id: key.personId, ...values })
    .onConflict((conflict) => conflict.columns(['tenant_id', 'person_id']).doUpdateSet({ ...values, ...unread }))
    .execute();
}

/** The row, locked, if it is still the source that was read: somebody may have set another address while the old one was being fetched. */
export const lockSource = (trx: Records, key: SourceKey, sealed: Buffer) =>
  trx
    .selectFrom('calendar_sources')
    .select('person_id')
    .where('tenant_id', '=', key.tenantId)
    .where('person_id', '=', key.personId)
    .where('sealed', '=', sealed)
    .forUpdate()
    .executeTakeFirst();

export interface SyncResult {
  readonly problem: CalendarProblem | null;
  readonly detail: string;
  readonly counts: CalendarCounts;
}

export async function writeSync(trx: Records, key: SourceKey, result: SyncResult): Promise<void> {
  await trx
    .updateTable('calendar_sources')
    .set({
      ...{ synced_at: sql<Date>`clock_timestamp()`, problem: result.problem, problem_detail: result.detail },
      counts: sql<object>`${JSON.stringify(result.counts)}::jsonb`,
    })
    .where('tenant_id', '=', key.tenantId)
    .where('person_id', '=', key.personId)
    .execute();
}

export async function deleteSource(trx: Records, { tenantId, personId }: SourceKey): Promise<boolean> {
  const mine = { tenant_id: tenantId, person_id: personId };
  const deleted = await trx
    .deleteFrom('calendar_sources')
    .where('tenant_id', '=', mine.tenant_id)
    .where('person_id', '=', mine.person_id)
    .returning('person_id')
    .executeTakeFirst();
  await trx
    .deleteFrom('dismissed_entries')
    .where('tenant_id', '=', mine.tenant_id)
    .where('person_id', '=', mine.person_id)
    .execute();
  return deleted !== undefined;
}

/** A quarter of an hour, give or take a minute: ten thousand calendars are not asked in the same second. */
const nextSync = () => sql<Date>`clock_timestamp() + make_interval(secs => 840 + random() * 120)`;

/**
 * Takes the source that has been due longest and puts it a quarter of an hour forward, in one statement: no two instances take the same one, and
 * one that dies while fetching is followed by the next round.
 */
export async function claimDueSource(records: Records): Promise<SourceRow | undefined> {
  const { rows } = await sql<SourceRow>`
    UPDATE calendar_sources AS s SET next_sync_at = ${nextSync()}
    FROM (
      SELECT c.tenant_id, c.person_id FROM calendar_sources c
      JOIN people p ON p.tenant_id = c.tenant_id AND p.person_id = c.person_id AND p.status = 'active'
      WHERE c.next_sync_at <= clock_timestamp()
      ORDER BY c.next_sync_at LIMIT 1 FOR UPDATE OF c SKIP LOCKED) AS due
    WHERE s.tenant_id = due.tenant_id AND s.person_id = due.person_id
    RETURNING s.*`.execute(records);
  return rows[0];
}
