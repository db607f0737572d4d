import { sql } from 'kysely';
import { IDLE_MINUTES, MAX_SESSION_HOURS } from '../access/viewer.ts';
import type { Records } from '../records/schema.ts';

/** Sessions that have run out are refused anyway; this keeps the table small. So with failures that no lock can depend on any more. */
export async function forgetEndedSessions(records: Records): Promise<void> {
  await records
    .deleteFrom('sessions')
    .where(
      sql<boolean>`last_seen_at < now() - make_interval(mins => ${IDLE_MINUTES})
        OR created_at < now() - make_interval(hours => ${MAX_SESSION_HOURS})`,
    )
    .execute();
  await records
    .deleteFrom('login_failures')
    .where('failed_at', '<', sql<Date>`now() - interval '1 day'`)
    .execute();
}
