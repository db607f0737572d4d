import type { RequestNow } from '#domain/contract/api-errors.ts';
import type { Records } from '../records/schema.ts';

/** How requests stand, and who brought them there. */
export async function readRequestsNow(
  records: Records,
  tenantId: string,
  requestIds: readonly string[],
): Promise<Map<string, RequestNow>> {
  if (requestIds.length === 0) return new Map();
  const rows = await records
    .selectFrom('requests as r')
    .innerJoin('request_events as e', (join) =>
      join.onRef('e.tenant_id', '=', 'r.tenant_id').onRef('e.request_id', '=', 'r.request_id'),
    )
    .leftJoin('people as p', (join) =>
      join
        .onRef('p.tenant_id', '=', 'e.tenant_id')
        .onRef('p.person_id', '=', 'e.actor_id')
        .on('p.status', '<>', 'deleted'),
    )
    .distinctOn('r.request_id')
    .select(['r.request_id', 'r.version', 'r.state', 'p.name', 'e.at'])
    .where('r.tenant_id', '=', tenantId)
    .where('r.request_id', 'in', [...requestIds])
    .orderBy('r.request_id')
    .orderBy('e.event_id', 'desc')
    .execute();
  return new Map(
    rows.map((row) => [
      row.request_id,
      { version: row.version, state: row.state, changedByName: row.name, changedAt: row.at.getTime() },
    ]),
  );
}
