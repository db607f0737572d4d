import {
  listAuditEntries as listAuditEntriesEndpoint,
  listLookups as listLookupsEndpoint,
} from '#domain/contract/audit.ts';
import type { Mount } from '../http/mount.ts';
import type { Records } from '../records/schema.ts';
import { listAuditEntries } from './list-audit-entries.ts';
import { listLookups } from './list-lookups.ts';

export function mountAuditLog(mount: Mount, deps: { readonly records: Records }): void {
  mount.signedIn(listAuditEntriesEndpoint, (viewer, { query, exchange }) =>
    listAuditEntries(deps.records, viewer, query, exchange.requestId),
  );
  mount.signedIn(listLookupsEndpoint, (viewer, { query }) => listLookups(deps.records, viewer, query));
}
