import { sql } from 'kysely';
import type { z } from 'zod';
import type { listRequests as listRequestsEndpoint, WorkRequest } from '#domain/contract/requests.ts';
import type { Viewer } from '../access/viewer.ts';
import type { Records } from '../records/schema.ts';
import { describeRequest, selectRequests } from '../requests/request-rows.ts';

type Query = z.output<NonNullable<(typeof listRequestsEndpoint)['query']>>;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The own requests, the newest work date first; a page ends with the request that the next one begins after. */
export async function listRequests(
  records: Records,
  viewer: Viewer,
  { state, month, cursor, limit }: Query,
): Promise<{ requests: WorkRequest[]; nextCursor: string | null }> {
  let query = selectRequests(records, viewer.tenantId)
    .where('r.person_id', '=', viewer.personId)
    .orderBy('r.work_date', 'desc')
    .orderBy('r.created_at', 'desc')
    .orderBy('r.request_id', 'desc')
    .limit(limit + 1);
  if (state !== undefined) query = query.where('r.state', '=', state);
  if (month !== undefined) query = query.where(sql<boolean>`to_char(r.work_date, 'YYYYMM') = ${month}`);
  if (cursor !== undefined && UUID.test(cursor)) {
    query = query.where(sql<boolean>`(r.work_date, r.created_at, r.request_id) < (
      SELECT work_date, created_at, request_id FROM requests
      WHERE tenant_id = ${viewer.tenantId} AND person_id = ${viewer.personId} AND request_id = ${cursor})`);
  }
  const rows = await query.execute();
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    requests: page.map(describeRequest),
    nextCursor: rows.length > limit && last !== undefined ? last.request_id : null,
  };
}
