import type { z } from 'zod';
import type { Lookup, listLookups as listLookupsEndpoint } from '#domain/contract/audit.ts';
import type { Viewer } from '../access/viewer.ts';
import type { Records } from '../records/schema.ts';
import { readLookups } from './lookup-query.ts';

type Query = z.output<NonNullable<(typeof listLookupsEndpoint)['query']>>;
type Answer = z.output<NonNullable<(typeof listLookupsEndpoint)['answer']>>;

const KIND_OF = {
  'month.viewed': 'month',
  'day.viewed': 'day',
  'legal.viewed': 'month',
  // As long as rows of the old synchronous download are kept.
  'kinmu.export-started': 'export',
  'export.started': 'export',
  'roster.downloaded': 'roster',
  'dashboard.person-viewed': 'dashboard',
  'dashboard.exported': 'dashboard',
} as const satisfies Record<string, Lookup['kind']>;

/** Who looked at the viewer's own data. Everyone may know this about themselves, and nobody about others on this way. */
export async function listLookups(records: Records, viewer: Viewer, query: Query): Promise<Answer> {
  const rows = await readLookups(records, viewer, { before: query.before, limit: query.limit + 1 });
  const page = rows.slice(0, query.limit);
  return {
    lookups: page.map(({ action, at, month, fileName, ...row }) => {
      const kind = KIND_OF[action];
      const isFile = kind === 'export';
      return { ...row, at: at.getTime(), kind, month: isFile ? null : month, fileName: isFile ? fileName : null };
    }),
    nextBefore: rows.length > page.length ? (page.at(-1)?.seq ?? null) : null,
  };
}
