import { sql } from 'kysely';
import type { RosterAction, RosterFileKind } from '#domain/contract/roster.ts';
import type { RosterState, RosterUser } from '#domain/roster/types.ts';
import type { WorkDate } from '#domain/time/types.ts';
import { publishRosterFacts } from '#sql/roster-facts.ts';
import { writeAuditEntries } from '../audit/write-audit.ts';
import { setOneTimePasswords, withdrawLogin } from '../credentials/one-time-password.ts';
import type { FaultPoint } from '../fault-point.ts';
import type { Records } from '../records/schema.ts';
import { idsWith } from './targets.ts';
import type { Period, RosterTarget, UserTarget } from './targets.ts';
import { writeApprovers, writeGroups, writePatterns, writePeople } from './write-entries.ts';
import { keepFormerPatterns, readPeriods, writePeriods } from './write-periods.ts';

/** A mail with a one-time password, left in the transaction of its change. */
export interface PasswordMail {
  readonly tenantId: string;
  readonly personId: string;
  readonly kind: 'serviceStart' | 'reissue';
  readonly oneTimePassword: string;
  readonly expiresAt: Date;
}

export interface RosterWriteDeps {
  readonly pepper: Uint8Array;
  /** The mails' own feature does it; features do not know each other. */
  readonly enqueueMails: (trx: Records, mails: readonly PasswordMail[]) => Promise<void>;
  readonly faultPoint: FaultPoint;
}

export interface RosterWriting {
  readonly tenantId: string;
  readonly actorId: string;
  readonly requestId: string;
  readonly source: 'upload' | 'screen' | 'undo';
  /** The roster that the targets were judged against, under the lock of lockRoster. */
  readonly version: number;
  readonly state: RosterState;
  readonly targets: readonly RosterTarget[];
  /** From when group, pattern and approval modes hold. */
  readonly from: WorkDate;
}

export interface RosterWritten {
  readonly version: number;
  readonly changes: number;
  readonly passwordMails: number;
}

/** The roster's version under the tenant's lock: until the commit nobody else changes the roster. */
export async function lockRoster(trx: Records, tenantId: string): Promise<number> {
  const row = await trx
    .selectFrom('tenants')
    .select('roster_version')
    .where('tenant_id', '=', tenantId)
    .forNoKeyUpdate()
    .executeTakeFirstOrThrow();
  return row.roster_version;
}

const isUser = (target: RosterTarget): target is UserTarget => target.kind === 'user';

/**
 * Writes a checked change of the roster with everything that follows from it: rows, periods, passwords and mails, ended logins, facts for the
 * processor, the version with before and after, the audit row. All in the caller's transaction, which holds the lock.
 */
export async function changeRoster(
  deps: RosterWriteDeps,
  trx: Records,
  writing: RosterWriting,
): Promise<RosterWritten> {
  const { tenantId, targets, from } = writing;
  const ids = idsWith(writing.state, targets);
  const groups = targets.filter((target) => target.kind === 'group');
  const users = targets.filter(isUser);
  const patterns = targets.filter((target) => target.kind === 'work_pattern');
  const formerPeriods = await readPeriods(
    trx,
    tenantId,
    users.filter((target) => target.before !== null).map((target) => target.entryId),
  );

  const ofPatterns = await keepFormerPatterns(trx, tenantId, patterns, from);
  await writePatterns(trx, tenantId, patterns);
  await writeGroups(trx, tenantId, groups, ids);
  deps.faultPoint('roster.groups-written');
  await writePeople(trx, tenantId, users);
  deps.faultPoint('roster.people-written');
  await writeApprovers(trx, tenantId, groups, ids);
  const placed = await writePeriods(trx, tenantId, users, ids, from);
  const passwordMails = await settleLogins(deps, trx, tenantId, users);
  await publishRosterFacts(trx, tenantId, [...new Set([...ofPatterns, ...placed])]);
  const version = await addVersion(trx, writing, formerPeriods);
  deps.faultPoint('roster.before-commit');
  return { version, changes: targets.length, passwordMails };
}

/** Who may come in gets a one-time password by mail, who may not loses password and sessions; a deleted person's PCs are revoked. */
async function settleLogins(
  deps: RosterWriteDeps,
  trx: Records,
  tenantId: string,
  users: readonly UserTarget[],
): Promise<number> {
  const isIn = (entry: UserTarget['after']): boolean => entry?.status === 'active';
  const leaving = users.filter(({ before, after }) => before !== null && isIn(before) && !isIn(after));
  await withdrawLogin(trx, tenantId, idsOf(leaving));
  await forgetEnrolmentCodes(trx, tenantId, idsOf(leaving));
  await revokeDevices(trx, tenantId, idsOf(users.filter((target) => target.after === null)));

  const coming = users.filter(({ before, after }) => isIn(after) && !isIn(before));
  const reissued = users.filter((target) => target.action === 'reissued' && isIn(target.after) && isIn(target.before));
  const addressees = [...idsOf(coming), ...idsOf(reissued)];
  if (addressees.length === 0) return 0;
  const { passwords, expiresAt } = await setOneTimePasswords(trx, deps.pepper, tenantId, addressees);
  const isReissue = new Set(idsOf(reissued));
  const mails = [...passwords].map(([personId, oneTimePassword]) => ({
    ...{ tenantId, personId, oneTimePassword, expiresAt },
    kind: isReissue.has(personId) ? ('reissue' as const) : ('serviceStart' as const),
  }));
  await deps.enqueueMails(trx, mails);
  return mails.length;
}

const idsOf = (targets: readonly RosterTarget[]): string[] => targets.map((target) => target.entryId);

/** A code in somebody's pocket is a door too. */
async function forgetEnrolmentCodes(trx: Records, tenantId: string, personIds: readonly string[]): Promise<void> {
  if (personIds.length === 0) return;
  await sql`
    DELETE FROM enrolment_codes
    WHERE tenant_id = ${tenantId} AND person_id = ANY(${[...personIds]}::uuid[]) AND used_at IS NULL`.execute(trx);
}

async function revokeDevices(trx: Records, tenantId: string, personIds: readonly string[]): Promise<void> {
  if (personIds.length === 0) return;
  await sql`
    UPDATE devices SET revoked_at = clock_timestamp()
    WHERE tenant_id = ${tenantId} AND person_id = ANY(${[...personIds]}::uuid[]) AND revoked_at IS NULL`.execute(trx);
}

async function addVersion(
  trx: Records,
  writing: RosterWriting,
  formerPeriods: ReadonlyMap<string, readonly Period[]>,
): Promise<number> {
  const { tenantId, actorId, source, targets } = writing;
  const version = writing.version + 1;
  await trx.updateTable('tenants').set({ roster_version: version }).where('tenant_id', '=', tenantId).execute();
  await trx
    .insertInto('roster_versions')
    .values({ tenant_id: tenantId, version, actor_id: actorId, source, changes: targets.length })
    .execute();
  const rows = targets.map((target, position) => ({
    position,
    kind: target.kind,
    entry_id: target.entryId,
    code: target.code,
    name: target.name,
    action: target.action,
    before: target.before && { ...target.before, periods: formerPeriods.get(target.entryId) },
    after: target.after,
  }));
  await sql`
    INSERT INTO roster_changes (tenant_id, version, position, kind, entry_id, code, name, action, before, after)
    SELECT ${tenantId}::uuid, ${version}::bigint, r.* FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r(
      position int, kind text, entry_id uuid, code text, name text, action text, before jsonb, after jsonb)`.execute(
    trx,
  );
  const trace = { tenantId, actorId, requestId: writing.requestId };
  await writeAuditEntries(trx, [
    { ...trace, action: 'roster.changed', detail: { version, source, ...countsOf(targets) } },
    ...targets.filter(isUser).map((target) => ({
      ...trace,
      action: 'roster.person-changed' as const,
      subjectId: target.entryId,
      detail: { version, action: target.action },
      personal: differenceOf(target),
    })),
  ]);
  return version;
}

/** The values of a person that differ, before and after; they are erased with the person, the trace stays. */
function differenceOf({ before, after }: UserTarget): Record<string, string | number | boolean | null> | undefined {
  if (before === null || after === null) return undefined;
  const differing = (Object.keys(after) as (keyof RosterUser)[]).filter((key) => before[key] !== after[key]);
  if (differing.length === 0) return undefined;
  return Object.fromEntries(
    differing.flatMap((key) => [
      [`${key}.before`, before[key]],
      [`${key}.after`, after[key]],
    ]),
  );
}

/** How many changes of each action; those that do not occur are 0. */
export function countsOf(changes: readonly { readonly action: RosterAction }[]): Record<RosterAction, number> {
  const counts = { added: 0, changed: 0, moved: 0, suspended: 0, restored: 0, reissued: 0, removed: 0, deleted: 0 };
  for (const { action } of changes) counts[action] += 1;
  return counts;
}

/** What has happened to the roster after a version, of some kinds of rows, the newest first. At most `limit`. */
export async function readDeedsSince(
  records: Records,
  tenantId: string,
  version: number,
  filter: { readonly kinds?: readonly RosterFileKind[]; readonly entryId?: string },
  limit: number,
) {
  let query = records
    .selectFrom('roster_changes as c')
    .innerJoin('roster_versions as v', (join) =>
      join.onRef('v.tenant_id', '=', 'c.tenant_id').onRef('v.version', '=', 'c.version'),
    )
    .innerJoin('people as p', (join) =>
      join.onRef('p.tenant_id', '=', 'v.tenant_id').onRef('p.person_id', '=', 'v.actor_id'),
    )
    .select(['c.kind', 'c.code', 'c.name', 'c.action', 'v.changed_at', 'p.name as by_name'])
    .where('c.tenant_id', '=', tenantId)
    .where('c.version', '>', version);
  if (filter.kinds !== undefined) query = query.where('c.kind', 'in', [...filter.kinds]);
  if (filter.entryId !== undefined) query = query.where('c.entry_id', '=', filter.entryId);
  const rows = await query.orderBy('c.version', 'desc').orderBy('c.position').limit(limit).execute();
  return rows.map((row) => ({
    kind: row.kind,
    id: row.code,
    name: row.name,
    action: row.action,
    at: row.changed_at.getTime(),
    byName: row.by_name,
  }));
}
