import { can } from '#domain/access/can.ts';
import type { SecurityAnswer } from '#domain/contract/security.ts';
import type { Viewer } from '../access/viewer.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { writeRefusedAccess } from '../audit/write-refused-access.ts';
import { endSessions } from '../credentials/end-sessions.ts';
import { refuse } from '../http/refusal.ts';
import type { Refusal } from '../http/refusal.ts';
import type { Records } from '../records/schema.ts';
import { describeSecurity, lockTenant } from './settings.ts';

/**
 * Takes the built-in `admin` its sign-in (`status = 'suspended'`, like 利用停止: the one answer of every failed sign-in, no reset mail, no
 * session from the next request on), or gives it back. Its password stays; `npm run unlock` is the way back when nobody else is left.
 */
export async function switchBuiltInAdmin(
  records: Records,
  viewer: Viewer,
  isOff: boolean,
  requestId: string,
): Promise<SecurityAnswer | Refusal> {
  const { tenantId, personId } = viewer;
  if (!can(viewer, 'built-in-admin.switch', { tenantId }, new Map())) {
    await writeRefusedAccess(records, viewer, 'built-in-admin.switch', undefined, requestId);
    return refuse('not_found');
  }
  return records.transaction().execute(async (trx) => {
    await lockTenant(trx, tenantId);
    const admin = await trx
      .updateTable('people')
      .set({ status: isOff ? 'suspended' : 'active' })
      .where('tenant_id', '=', tenantId)
      .where('is_tenant_admin', '=', true)
      .returning('person_id')
      .executeTakeFirstOrThrow();
    if (isOff) await endSessions(trx, tenantId, [admin.person_id]);
    await writeAudit(trx, {
      tenantId,
      actorId: personId,
      subjectId: admin.person_id,
      action: 'built-in-admin.switched',
      detail: { isOff },
      requestId,
    });
    return describeSecurity(trx, tenantId);
  });
}
