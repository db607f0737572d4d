import type { RequestContent, RequestEvent } from '#domain/contract/requests.ts';
import type { Records, Tables } from '../records/schema.ts';

/** What `resubmitted` keeps: the request as it was before. */
interface ResubmittedDetail {
  readonly contentBefore: RequestContent;
  readonly reasonBefore: string;
}

export interface NewRequestEvent {
  readonly requestId: string;
  readonly at: Date;
  /** Undefined: the server itself. */
  readonly actorId?: string | undefined;
  readonly action: Tables['request_events']['action'];
  readonly comment?: string;
  readonly detail?: ResubmittedDetail;
}

/** Adds lines to the history of requests; none is ever changed. */
export async function addRequestEvents(
  trx: Records,
  tenantId: string,
  events: readonly NewRequestEvent[],
): Promise<void> {
  if (events.length === 0) return;
  await trx
    .insertInto('request_events')
    .values(
      events.map((event) => ({
        ...{ tenant_id: tenantId, request_id: event.requestId, at: event.at, actor_id: event.actorId ?? null },
        ...{ action: event.action, comment: event.comment ?? '', detail: JSON.stringify(event.detail ?? {}) },
      })),
    )
    .execute();
}

/** 承認の履歴 of requests, each in the order in which it happened. */
export async function readRequestEvents(
  records: Records,
  tenantId: string,
  requestIds: readonly string[],
): Promise<Map<string, RequestEvent[]>> {
  if (requestIds.length === 0) return new Map();
  const rows = await records
    .selectFrom('request_events as e')
    .leftJoin('people as p', (join) =>
      join
        .onRef('p.tenant_id', '=', 'e.tenant_id')
        .onRef('p.person_id', '=', 'e.actor_id')
        .on('p.status', '<>', 'deleted'),
    )
    .select(['e.request_id', 'e.at', 'p.name', 'e.action', 'e.comment', 'e.detail'])
    .where('e.tenant_id', '=', tenantId)
    .where('e.request_id', 'in', [...requestIds])
    .orderBy('e.event_id')
    .execute();
  const byRequest = Map.groupBy(rows, (row) => row.request_id);
  return new Map(
    [...byRequest].map(([requestId, events]) => [
      requestId,
      events.map((row) => {
        const detail = row.detail as Partial<ResubmittedDetail>;
        return {
          ...{ at: row.at.getTime(), actorName: row.name, action: row.action, comment: row.comment },
          ...{ contentBefore: detail.contentBefore ?? null, reasonBefore: detail.reasonBefore ?? null },
        };
      }),
    ]),
  );
}
