import { sql } from 'kysely';
import { coveredGroupIds } from '#domain/access/can.ts';
import type { Subject } from '#domain/access/can.ts';
import type { GroupTree } from '#domain/access/group-tree.ts';
import type { Display, PasswordNotice } from '#domain/contract/session.ts';
import type { Plan } from '#domain/contract/settings.ts';
import { passwordStanding } from '#domain/security/password-standing.ts';
import { securitySettingsOf } from '../credentials/security-settings.ts';
import type { Records } from '../records/schema.ts';

/** Who is signed in, as of this request. */
export interface Viewer extends Subject {
  readonly loginId: string;
  readonly name: string;
  readonly tenant: {
    readonly tenantId: string;
    readonly code: string;
    readonly name: string;
    readonly zone: string;
    readonly plan: Plan;
  };
  /** SHA-256 of the session's token. */
  readonly sessionHash: Buffer;
  /** Only endpoints with `duringForcedChange` are open. */
  readonly mustChangePassword: boolean;
  readonly passwordNotice: PasswordNotice | null;
  readonly display: Display;
}

/** A session ends after this long without a request (OWASP: 15-30 min), and after MAX_SESSION_HOURS whatever happens. Database clock. */
export const IDLE_MINUTES = 30;
export const MAX_SESSION_HOURS = 12;

/** How stale `last_seen_at` may be: one write a minute for a busy session, not one a request. */
const TOUCH_SECONDS = 60;

/**
 * The signed-in person of a token's hash with the rights of this moment: a removed right holds from the next request. `keepsAlive: false`: a look
 * of the server itself, which is no use of the session.
 */
export async function loadViewer(
  records: Records,
  tokenHash: Buffer,
  { keepsAlive = true } = {},
): Promise<Viewer | undefined> {
  const row = await records
    .selectFrom('sessions as s')
    .innerJoin('people as p', (join) =>
      join.onRef('p.tenant_id', '=', 's.tenant_id').onRef('p.person_id', '=', 's.person_id'),
    )
    .innerJoin('tenants as t', 't.tenant_id', 's.tenant_id')
    .leftJoin('tenant_security as ts', 'ts.tenant_id', 's.tenant_id')
    .where('s.token_hash', '=', tokenHash)
    .where('p.status', '=', 'active')
    .where(sql<boolean>`s.last_seen_at > now() - make_interval(mins => ${IDLE_MINUTES})`)
    .where(sql<boolean>`s.created_at > now() - make_interval(hours => ${MAX_SESSION_HOURS})`)
    .select(['p.tenant_id', 'p.person_id', 'p.login_id', 'p.name', 'p.is_administrator', 'p.is_tenant_admin'])
    .select('p.may_view_dashboard')
    .select(['p.language', 'p.theme'])
    .select(['t.code as tenant_code', 't.name as tenant_name', 't.zone', 't.plan'])
    .select(sql<boolean>`s.last_seen_at < now() - make_interval(secs => ${TOUCH_SECONDS})`.as('is_stale'))
    .select(['s.is_one_time', 's.is_outside_policy', 'p.password_set_at', 'ts.settings as security_settings'])
    .select(sql<Date>`now()`.as('now'))
    .select(approvals(false).as('approver_of'))
    .select(approvals(true).as('senior_approver_of'))
    .executeTakeFirst();
  if (row === undefined) return undefined;
  if (keepsAlive && row.is_stale) await touchSession(records, tokenHash);
  const facts = {
    setAt: row.password_set_at.getTime(),
    isOneTime: row.is_one_time,
    isOutsidePolicy: row.is_outside_policy,
  };
  const standing = passwordStanding(facts, securitySettingsOf(row.security_settings).password, row.now.getTime());
  return {
    tenantId: row.tenant_id,
    personId: row.person_id,
    loginId: row.login_id,
    name: row.name,
    isAdministrator: row.is_administrator,
    isTenantAdmin: row.is_tenant_admin,
    mayViewDashboard: row.may_view_dashboard,
    approverOf: row.approver_of,
    seniorApproverOf: row.senior_approver_of,
    tenant: { tenantId: row.tenant_id, code: row.tenant_code, name: row.tenant_name, zone: row.zone, plan: row.plan },
    sessionHash: tokenHash,
    mustChangePassword: standing.mustChange,
    passwordNotice: standing.notice,
    display: { language: row.language, theme: row.theme },
  };
}

const approvals = (isSenior: boolean) => sql<string[]>`ARRAY(
  SELECT a.group_id::text FROM group_approvers a
  WHERE a.tenant_id = s.tenant_id AND a.person_id = s.person_id AND a.is_senior = ${isSenior} ORDER BY 1)`;

async function touchSession(records: Records, tokenHash: Buffer): Promise<void> {
  await records
    .updateTable('sessions')
    .set({ last_seen_at: sql<Date>`now()` })
    .where('token_hash', '=', tokenHash)
    .execute();
}

/** The tenant's groups as the policy reads them. */
export async function loadGroupTree(records: Records, tenantId: string): Promise<GroupTree> {
  const rows = await records
    .selectFrom('groups')
    .select(['group_id', 'parent_group_id'])
    .where('tenant_id', '=', tenantId)
    .execute();
  return new Map(rows.map((row) => [row.group_id, row.parent_group_id]));
}

/** Whether the viewer may look at anyone's months but the own one. */
export const isApprover = (viewer: Viewer): boolean => viewer.approverOf.length + viewer.seniorApproverOf.length > 0;

export const coveredGroupsOf = (viewer: Viewer, tree: GroupTree): string[] => coveredGroupIds(viewer, tree);
