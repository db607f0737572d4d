import { can } from '#domain/access/can.ts';
import type { Viewer } from '../access/viewer.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { writeRefusedAccess } from '../audit/write-refused-access.ts';
import { endSessions } from '../credentials/end-sessions.ts';
import { refuse } from '../http/refusal.ts';
import type { Refusal } from '../http/refusal.ts';
import type { Records } from '../records/schema.ts';

/** A lost notebook: every session of the person ends; the password stays. */
export async function endSessionsOf(
  records: Records,
  viewer: Viewer,
  personId: string,
  requestId: string,
): Promise<{ ended: number } | Refusal> {
  const { tenantId } = viewer;
  if (!can(viewer, 'security.manage', { tenantId }, new Map())) {
    await writeRefusedAccess(records, viewer, 'security.manage', personId, requestId);
    return refuse('not_found');
  }
  return records.transaction().execute(async (trx) => {
    const person = await trx
      .selectFrom('people')
      .select('person_id')
      .where('tenant_id', '=', tenantId)
      .where('person_id', '=', personId)
      .executeTakeFirst();
    if (person === undefined) return refuse('not_found');
    const ended = await endSessions(trx, tenantId, [personId]);
    await writeAudit(trx, {
      tenantId,
      actorId: viewer.personId,
      action: 'session.ended-by-administrator',
      subjectId: personId,
      detail: { ended },
      requestId,
    });
    return { ended };
  });
}
