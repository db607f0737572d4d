import { sql } from 'kysely';
import type { OwnSession } from '#domain/contract/session.ts';
import { IDLE_MINUTES, MAX_SESSION_HOURS } from '../access/viewer.ts';
import type { Viewer } from '../access/viewer.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { refuse } from '../http/refusal.ts';
import type { Refusal } from '../http/refusal.ts';
import type { Records } from '../records/schema.ts';

/** Where the viewer is signed in, the latest first. Sessions that have run out are not there any more. */
export async function listOwnSessions(records: Records, viewer: Viewer): Promise<OwnSession[]> {
  const rows = await records
    .selectFrom('sessions')
    .select(['session_id', 'created_at', 'last_seen_at', 'client_name', 'token_hash'])
    .where('tenant_id', '=', viewer.tenantId)
    .where('person_id', '=', viewer.personId)
    .where(sql<boolean>`last_seen_at > now() - make_interval(mins => ${IDLE_MINUTES})`)
    .where(sql<boolean>`created_at > now() - make_interval(hours => ${MAX_SESSION_HOURS})`)
    .orderBy('last_seen_at', 'desc')
    .execute();
  return rows.map((row) => ({
    sessionId: row.session_id,
    createdAt: row.created_at.getTime(),
    lastSeenAt: row.last_seen_at.getTime(),
    isThis: row.token_hash.equals(viewer.sessionHash),
    clientName: row.client_name,
  }));
}

/** Somebody else's session is not found, like one that never was. */
export async function endOwnSession(
  records: Records,
  viewer: Viewer,
  sessionId: string,
  requestId: string,
): Promise<{ ended: true } | Refusal> {
  const { tenantId, personId } = viewer;
  return records.transaction().execute(async (trx) => {
    const ended = await trx
      .deleteFrom('sessions')
      .where('tenant_id', '=', tenantId)
      .where('person_id', '=', personId)
      .where('session_id', '=', sessionId)
      .executeTakeFirst();
    if (ended.numDeletedRows === 0n) return refuse('not_found');
    await writeAudit(trx, { tenantId, actorId: personId, action: 'session.ended', requestId });
    return { ended: true as const };
  });
}

export async function endOtherOwnSessions(
  records: Records,
  viewer: Viewer,
  requestId: string,
): Promise<{ ended: number }> {
  const { tenantId, personId } = viewer;
  return records.transaction().execute(async (trx) => {
    const result = await trx
      .deleteFrom('sessions')
      .where('tenant_id', '=', tenantId)
      .where('person_id', '=', personId)
      .where('token_hash', '!=', viewer.sessionHash)
      .executeTakeFirst();
    const ended = Number(result.numDeletedRows);
    await writeAudit(trx, {
      tenantId,
      actorId: personId,
      action: 'session.others-ended',
      detail: { ended },
      requestId,
    });
    return { ended };
  });
}
