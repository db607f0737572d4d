import { sql } from 'kysely';
import { IDLE_MINUTES, MAX_SESSION_HOURS } from '../access/viewer.ts';
import type { Records } from '../records/schema.ts';

/** A device cookie lives as long (cookie.ts): what no browser shows any more need not be known. */
const KNOWN_BROWSER_DAYS = 400;

/**
 * Sessions that have run out are refused anyway; this keeps the tables small. Failures stay until a success, a new password or a reissue:
 * a lock 無期限 and the floor of 100 hang on them, and a counter never holds more than that.
 */
export async function forgetEndedSessions(records: Records): Promise<void> {
  await records
    .deleteFrom('sessions')
    .where(
      sql<boolean>`last_seen_at < now() - make_interval(mins => ${IDLE_MINUTES})
        OR created_at < now() - make_interval(hours => ${MAX_SESSION_HOURS})`,
    )
    .execute();
  await records
    .deleteFrom('known_browsers')
    .where('last_signed_in_at', '<', sql<Date>`now() - make_interval(days => ${KNOWN_BROWSER_DAYS})`)
    .execute();
  await records
    .deleteFrom('password_resets')
    .where('requested_at', '<', sql<Date>`now() - interval '2 days'`)
    .execute();
}
