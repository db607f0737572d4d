import { can } from '#domain/access/can.ts';
import type { Me } from '#domain/contract/session.ts';
import { isApprover } from '../access/viewer.ts';
import type { Viewer } from '../access/viewer.ts';
import type { Records } from '../records/schema.ts';

/** What the menus may offer. For display only: each request is judged by itself. */
export async function describeViewer(records: Records, viewer: Viewer): Promise<Me> {
  const { tenantId, code, name, zone } = viewer.tenant;
  const assignment = await records
    .selectFrom('assignments')
    .select('person_id')
    .where('tenant_id', '=', viewer.tenantId)
    .where('person_id', '=', viewer.personId)
    .executeTakeFirst();
  return {
    tenant: { tenantId, code, name, zone },
    personId: viewer.personId,
    loginId: viewer.loginId,
    name: viewer.name,
    isTenantAdmin: viewer.isTenantAdmin,
    isAdministrator: viewer.isAdministrator || viewer.isTenantAdmin,
    isApprover: isApprover(viewer),
    mayDownload: can(viewer, 'kinmu.download', { tenantId: viewer.tenantId }, new Map()),
    mayViewDashboard: can(viewer, 'dashboard.view', viewer.tenant, new Map()),
    hasOwnMonth: assignment !== undefined && !viewer.isTenantAdmin,
    mustChangePassword: viewer.mustChangePassword,
    passwordNotice: viewer.passwordNotice,
    display: viewer.display,
  };
}
