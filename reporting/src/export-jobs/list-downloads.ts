import { sql } from 'kysely';
import type { Records } from '../records/schema.ts';

const DEEDS = {
  'export.started': 'started',
  'export.cancelled': 'cancelled',
  'export.downloaded': 'downloaded',
} as const;

interface TraceRow {
  at: Date;
  name: string | null;
  action: keyof typeof DEEDS | 'export.ended';
  outcome: string | null;
  file: string | null;
}

/** Who made and who downloaded which file: the audit itself, in short. */
export async function listDownloads(records: Records, tenantId: string, limit: number) {
  const { rows } = await sql<TraceRow>`
    SELECT a.at, p.name, a.action, a.detail ->> 'outcome' AS outcome, a.detail ->> 'file' AS file
    FROM audit_entries a
    LEFT JOIN people p ON p.tenant_id = a.tenant_id AND p.person_id = a.actor_id
    WHERE a.tenant_id = ${tenantId}
      AND a.action IN ('export.started', 'export.ended', 'export.cancelled', 'export.downloaded')
    ORDER BY a.audit_id DESC LIMIT ${limit}`.execute(records);
  return {
    entries: rows.map((row) => ({
      at: row.at.getTime(),
      personName: row.name,
      deed: deedOf(row),
      fileName: row.file ?? '',
    })),
  };
}

const deedOf = (row: TraceRow) => {
  if (row.action !== 'export.ended') return DEEDS[row.action];
  return row.outcome === 'done' ? ('finished' as const) : ('failed' as const);
};
