import { sql } from 'kysely';
import type { z } from 'zod';
import { can } from '#domain/access/can.ts';
import type { createMachineToken, MachineToken } from '#domain/contract/machine.ts';
import type { Viewer } from '../access/viewer.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { writeRefusedAccess } from '../audit/write-refused-access.ts';
import type { Refusal } from '../http/refusal.ts';
import { refuse } from '../http/refusal.ts';
import type { Records } from '../records/schema.ts';
import { newToken } from './token-text.ts';

export interface TokenDeps {
  readonly records: Records;
  readonly publicOrigin: () => string;
}

export type WantedToken = z.output<NonNullable<(typeof createMachineToken)['body']>>;

async function refuseUnlessManager(records: Records, viewer: Viewer, requestId: string): Promise<Refusal | undefined> {
  if (can(viewer, 'machine-token.manage', { tenantId: viewer.tenantId }, new Map())) return undefined;
  await writeRefusedAccess(records, viewer, 'machine-token.manage', undefined, requestId);
  return refuse('not_found');
}

export async function listTokens(
  deps: TokenDeps,
  viewer: Viewer,
  requestId: string,
): Promise<{ tokens: MachineToken[]; portalUrl: string } | Refusal> {
  const refusal = await refuseUnlessManager(deps.records, viewer, requestId);
  if (refusal !== undefined) return refusal;
  return { tokens: await readTokens(deps.records, viewer.tenantId), portalUrl: deps.publicOrigin() };
}

/** Makes a token; its text leaves in this answer alone. */
export async function createToken(
  deps: TokenDeps,
  viewer: Viewer,
  wanted: WantedToken,
  requestId: string,
): Promise<{ token: MachineToken; secret: string } | Refusal> {
  const { tenantId, personId } = viewer;
  const refusal = await refuseUnlessManager(deps.records, viewer, requestId);
  if (refusal !== undefined) return refusal;
  const { tokenId, text, secretHash } = newToken();
  const { name, firstMonth, lastMonth, groupIds, validDays } = wanted;
  return deps.records.transaction().execute(async (trx) => {
    if (groupIds !== null && !(await areGroups(trx, tenantId, groupIds)))
      return refuse('invalid_input', { places: [{ path: 'body.groupIds', message: 'a group that is not there' }] });
    await trx
      .insertInto('machine_tokens')
      .values({
        ...{ tenant_id: tenantId, token_id: tokenId, name, secret_hash: secretHash, created_by: personId },
        ...{ first_month: firstMonth, last_month: lastMonth, group_ids: groupIds },
        expires_at: sql<Date>`now() + make_interval(days => ${validDays})`,
      })
      .execute();
    const detail = { firstMonth, lastMonth, validDays, groups: groupIds?.join(' ') ?? null };
    await writeAudit(trx, {
      ...{ tenantId, actorId: personId, subjectId: tokenId, requestId },
      action: 'machine-token.created',
      detail,
    });
    const [token] = await readTokens(trx, tenantId, tokenId);
    if (token === undefined) throw new TypeError('the row that was just written');
    return { token, secret: text };
  });
}

/** Holds from the next call on; a stream that runs goes on to its end. */
export async function revokeToken(
  deps: TokenDeps,
  viewer: Viewer,
  tokenId: string,
  requestId: string,
): Promise<{ revoked: true } | Refusal> {
  const { tenantId, personId } = viewer;
  const refusal = await refuseUnlessManager(deps.records, viewer, requestId);
  if (refusal !== undefined) return refusal;
  return deps.records.transaction().execute(async (trx) => {
    const token = await trx
      .selectFrom('machine_tokens')
      .select('revoked_at')
      .where('tenant_id', '=', tenantId)
      .where('token_id', '=', tokenId)
      .forUpdate()
      .executeTakeFirst();
    if (token === undefined) return refuse('not_found');
    if (token.revoked_at !== null) return { revoked: true as const };
    await trx
      .updateTable('machine_tokens')
      .set({ revoked_at: sql<Date>`now()` })
      .where('token_id', '=', tokenId)
      .execute();
    const entry = { tenantId, actorId: personId, subjectId: tokenId, requestId };
    await writeAudit(trx, { ...entry, action: 'machine-token.revoked' });
    return { revoked: true as const };
  });
}

async function areGroups(trx: Records, tenantId: string, groupIds: readonly string[]): Promise<boolean> {
  const rows = await trx
    .selectFrom('groups')
    .select('group_id')
    .where('tenant_id', '=', tenantId)
    .where('group_id', 'in', [...groupIds])
    .execute();
  return rows.length === new Set(groupIds).size;
}

async function readTokens(records: Records, tenantId: string, tokenId?: string): Promise<MachineToken[]> {
  const rows = await records
    .selectFrom('machine_tokens as t')
    .leftJoin('people as p', (join) =>
      join.onRef('p.tenant_id', '=', 't.tenant_id').onRef('p.person_id', '=', 't.created_by'),
    )
    .select(['t.token_id', 't.name', 't.first_month', 't.last_month', 't.group_ids', 't.expires_at', 't.created_at'])
    .select(['t.last_used_at', 't.revoked_at', 'p.name as created_by_name'])
    .where('t.tenant_id', '=', tenantId)
    .$if(tokenId !== undefined, (query) => query.where('t.token_id', '=', tokenId ?? ''))
    .orderBy('t.created_at', 'desc')
    .orderBy('t.token_id')
    .execute();
  const groups = await records
    .selectFrom('groups')
    .select(['group_id', 'name'])
    .where('tenant_id', '=', tenantId)
    .execute();
  const nameOf = new Map(groups.map((group) => [group.group_id, group.name]));
  return rows.map((row) => ({
    tokenId: row.token_id,
    name: row.name,
    firstMonth: row.first_month,
    lastMonth: row.last_month,
    groupIds: row.group_ids,
    groupNames: row.group_ids?.map((groupId) => nameOf.get(groupId) ?? '') ?? null,
    expiresAt: row.expires_at.getTime(),
    createdAt: row.created_at.getTime(),
    createdByName: row.created_by_name || null,
    lastUsedAt: row.last_used_at?.getTime() ?? null,
    revokedAt: row.revoked_at?.getTime() ?? null,
  }));
}
