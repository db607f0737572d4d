import { sql } from 'kysely';
import { MACHINE_CALLS_PER_MINUTE } from '#domain/contract/machine.ts';
import type { Caller } from '../access/caller.ts';
import { refuse } from '../http/refusal.ts';
import type { Refusal } from '../http/refusal.ts';
import type { Records } from '../records/schema.ts';
import { fitsHash, givenToken } from './token-text.ts';

const WINDOW_SECONDS = 60;

/** Unknown, wrong, expired and revoked are one answer. A token that holds is counted, whatever the call then comes to. */
export async function readCaller(records: Records, header: string | undefined): Promise<Caller | Refusal> {
  const given = givenToken(header);
  if (given === undefined) return refuse('token_refused');
  const row = await records
    .selectFrom('machine_tokens')
    .select(['tenant_id', 'secret_hash', 'first_month', 'last_month', 'group_ids'])
    .where('token_id', '=', given.tokenId)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', sql<Date>`now()`)
    .executeTakeFirst();
  if (!fitsHash(given.secret, row?.secret_hash) || row === undefined) return refuse('token_refused');
  const { calls, secondsLeft } = await countCall(records, given.tokenId);
  if (calls > MACHINE_CALLS_PER_MINUTE) return refuse('too_many_requests', { retryAfterSeconds: secondsLeft });
  return {
    tenantId: row.tenant_id,
    tokenId: given.tokenId,
    firstMonth: row.first_month,
    lastMonth: row.last_month,
    groupIds: row.group_ids,
  };
}

/** In the record store, so that all instances of the portal count together. */
async function countCall(records: Records, tokenId: string): Promise<{ calls: number; secondsLeft: number }> {
  const isNewWindow = sql`window_started_at IS NULL OR window_started_at <= now() - make_interval(secs => ${WINDOW_SECONDS})`;
  const { rows } = await sql<{ calls: number; seconds_left: number }>`
    UPDATE machine_tokens SET
      last_used_at = now(),
      window_started_at = CASE WHEN ${isNewWindow} THEN now() ELSE window_started_at END,
      window_calls = CASE WHEN ${isNewWindow} THEN 1 ELSE window_calls + 1 END
    WHERE token_id = ${tokenId}
    RETURNING window_calls AS calls,
      ceil(extract(epoch FROM window_started_at - now()) + ${WINDOW_SECONDS})::int AS seconds_left`.execute(records);
  return { calls: rows[0]?.calls ?? Infinity, secondsLeft: Math.max(1, rows[0]?.seconds_left ?? WINDOW_SECONDS) };
}
