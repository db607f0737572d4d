import { sql } from 'kysely';
import type { WorkImport } from '#domain/contract/work-import.ts';
import type { WorkDate } from '#domain/time/types.ts';
import type { Viewer } from '../access/viewer.ts';
import type { Refusal } from '../http/refusal.ts';
import { refuseOthers } from './import-deps.ts';
import type { WorkImportDeps } from './import-deps.ts';

const SHOWN_IMPORTS = 100;

interface ImportRow {
  readonly import_id: string;
  readonly imported_at: Date;
  readonly by_name: string | null;
  readonly work_rows: number;
  readonly task_rows: number;
  readonly added_days: number;
  readonly replaced_days: number;
  readonly people: number;
  readonly first_date: WorkDate | null;
  readonly last_date: WorkDate | null;
  readonly undone_at: Date | null;
  readonly undone_by_name: string | null;
  readonly removed_days: number | null;
  readonly kept_days: number | null;
}

/** The imports done, the newest first: who, when, how much, and whether taken back. */
export async function listImports(
  deps: WorkImportDeps,
  viewer: Viewer,
  requestId: string,
): Promise<{ imports: WorkImport[] } | Refusal> {
  const refused = await refuseOthers(deps, viewer, requestId);
  if (refused !== undefined) return refused;
  const { rows } = await sql<ImportRow>`
    SELECT i.import_id, i.imported_at, b.name AS by_name, i.work_rows, i.task_rows, d.*,
      i.undone_at, u.name AS undone_by_name, i.removed_days, i.kept_days
    FROM work_imports i
    CROSS JOIN LATERAL (
      SELECT (count(*) FILTER (WHERE former IS NULL))::int AS added_days, count(former)::int AS replaced_days,
        count(DISTINCT person_id)::int AS people,
        to_char(min(work_date), 'YYYY-MM-DD') AS first_date, to_char(max(work_date), 'YYYY-MM-DD') AS last_date
      FROM work_import_days d WHERE d.tenant_id = i.tenant_id AND d.import_id = i.import_id) d
    LEFT JOIN people b ON b.tenant_id = i.tenant_id AND b.person_id = i.imported_by AND b.status <> 'deleted'
    LEFT JOIN people u ON u.tenant_id = i.tenant_id AND u.person_id = i.undone_by AND u.status <> 'deleted'
    WHERE i.tenant_id = ${viewer.tenantId}
    ORDER BY i.imported_at DESC, i.import_id LIMIT ${SHOWN_IMPORTS}`.execute(deps.records);
  return { imports: rows.map(describe) };
}

const describe = (row: ImportRow): WorkImport => ({
  importId: row.import_id,
  at: row.imported_at.getTime(),
  byName: row.by_name ?? '',
  workRows: row.work_rows,
  taskRows: row.task_rows,
  addedDays: row.added_days,
  replacedDays: row.replaced_days,
  people: row.people,
  firstDate: row.first_date,
  lastDate: row.last_date,
  undone: row.undone_at && {
    at: row.undone_at.getTime(),
    byName: row.undone_by_name ?? '',
    removedDays: row.removed_days ?? 0,
    keptDays: row.kept_days ?? 0,
  },
});
