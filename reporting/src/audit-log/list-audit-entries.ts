import type { z } from 'zod';
import { can } from '#domain/access/can.ts';
import type { AuditEntryAnswer, listAuditEntries as listAuditEntriesEndpoint } from '#domain/contract/audit.ts';
import type { Viewer } from '../access/viewer.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { writeRefusedAccess } from '../audit/write-refused-access.ts';
import { refuse } from '../http/refusal.ts';
import type { Refusal } from '../http/refusal.ts';
import type { Records } from '../records/schema.ts';
import { findPersonIds, readEntries, readNames } from './queries.ts';

type Query = z.output<NonNullable<(typeof listAuditEntriesEndpoint)['query']>>;
type Answer = z.output<NonNullable<(typeof listAuditEntriesEndpoint)['answer']>>;

/** A page of the audit, newest first. Reading it is written into it, after the page has been read. */
export async function listAuditEntries(
  records: Records,
  viewer: Viewer,
  query: Query,
  requestId: string,
): Promise<Answer | Refusal> {
  const { tenantId, tenant } = viewer;
  if (!can(viewer, 'audit.view', { tenantId }, new Map())) {
    await writeRefusedAccess(records, viewer, 'audit.view', undefined, requestId);
    return refuse('not_found');
  }
  const { person, ...filter } = query;
  return records.transaction().execute(async (trx) => {
    const personIds = person === undefined ? undefined : await findPersonIds(trx, tenantId, person);
    const rows = await readEntries(trx, tenant, { ...filter, personIds, limit: query.limit + 1 });
    const page = rows.slice(0, query.limit);
    const ids = page.flatMap((row) => [row.actorId, row.subjectId]).filter((id) => id !== null);
    const names = await readNames(trx, tenantId, ids);
    const party = (id: string | null): AuditEntryAnswer['actor'] =>
      id === null ? null : { id, name: names.get(id)?.name || null, loginId: names.get(id)?.loginId || null };
    await writeAudit(trx, {
      ...{ tenantId, actorId: viewer.personId, requestId },
      action: 'audit.viewed',
      // What was searched for may be a name: only whether, not what.
      detail: { ...definedOf(filter), hasPersonFilter: person !== undefined },
    });
    return {
      entries: page.map(({ actorId, subjectId, at, ...row }) => ({
        ...row,
        at: at.getTime(),
        actor: party(actorId),
        subject: party(subjectId),
      })),
      nextBefore: rows.length > page.length ? (page.at(-1)?.seq ?? null) : null,
    };
  });
}

const definedOf = (filter: Omit<Query, 'person'>): Record<string, string | number> =>
  Object.fromEntries(Object.entries(filter).filter((pair): pair is [string, string | number] => pair[1] !== undefined));
