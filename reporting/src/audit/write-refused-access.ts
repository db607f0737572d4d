import type { Action } from '#domain/access/can.ts';
import type { Records } from '../records/schema.ts';
import { writeAudit } from './write-audit.ts';

/** Someone who is signed in asked for what is not theirs (ASVS 16.3.2). The answer they get is a plain 404. */
export async function writeRefusedAccess(
  records: Records,
  viewer: { readonly tenantId: string; readonly personId: string },
  policyAction: Action,
  subjectId: string | undefined,
  requestId: string,
): Promise<void> {
  await writeAudit(records, {
    tenantId: viewer.tenantId,
    actorId: viewer.personId,
    action: 'access.refused',
    subjectId,
    detail: { policyAction },
    requestId,
  });
}
