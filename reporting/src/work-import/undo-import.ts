import { sql } from 'kysely';
import type { WorkImportFileKind } from '#domain/contract/work-import.ts';
import { publishWorkDays } from '#sql/work-facts.ts';
import type { Viewer } from '../access/viewer.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { refuse } from '../http/refusal.ts';
import type { Refusal } from '../http/refusal.ts';
import { lockPeople } from '../records/lock-people.ts';
import type { Records } from '../records/schema.ts';
import { keysOf } from './dry-run.ts';
import { refuseOthers } from './import-deps.ts';
import type { WorkImportDeps } from './import-deps.ts';
import { toRecordset } from './read-present-days.ts';
import type { ImportKey } from './read-present-days.ts';
import { importedRowsOf, inBatches, TABLES } from './write-days.ts';
import type { WorkImportId } from './write-days.ts';

/**
 * Takes back what an import brought, day by day: where nobody has touched it since, the rows go and those that they replaced come back (unless
 * their own import has been taken back). A day
 * with a request, an approval, a changed task or a later import stays as it is and is counted.
 */
export async function undoImport(
  deps: WorkImportDeps,
  viewer: Viewer,
  importId: string,
  requestId: string,
): Promise<{ removedDays: number; keptDays: number } | Refusal> {
  const refused = await refuseOthers(deps, viewer, requestId);
  if (refused !== undefined) return refused;
  const { tenantId, personId } = viewer;
  const id: WorkImportId = { tenantId, importId };
  return deps.records.transaction().execute(async (trx) => {
    const imported = await trx
      .selectFrom('work_imports')
      .select('undone_at')
      .where('tenant_id', '=', tenantId)
      .where('import_id', '=', importId)
      .forUpdate()
      .executeTakeFirst();
    if (imported === undefined) return refuse('not_found');
    if (imported.undone_at !== null) return refuse('import_cannot_be_undone');
    const brought = await readBroughtDays(trx, id);
    await lockPeople(
      trx,
      tenantId,
      brought.map((day) => day.personId),
    );
    const removed: BroughtDay[] = [];
    for (const kind of ['work', 'tasks'] as const) {
      await inBatches(
        brought.filter((day) => day.kind === kind),
        async (some) => removed.push(...(await takeBack(trx, id, kind, some))),
      );
    }
    await publishWorkDays(trx, tenantId, keysOf(removed));
    const days = { removedDays: removed.length, keptDays: brought.length - removed.length };
    await trx
      .updateTable('work_imports')
      .set({ undone_at: sql<Date>`clock_timestamp()`, undone_by: personId })
      .set({ removed_days: days.removedDays, kept_days: days.keptDays })
      .where('tenant_id', '=', tenantId)
      .where('import_id', '=', importId)
      .execute();
    const detail = { importId, ...days };
    await writeAudit(trx, { tenantId, actorId: personId, action: 'work-import.undone', detail, requestId });
    deps.faultPoint('work-import.before-commit');
    return days;
  });
}

interface BroughtDay extends ImportKey {
  readonly kind: WorkImportFileKind;
}

async function readBroughtDays(trx: Records, id: WorkImportId): Promise<BroughtDay[]> {
  const rows = await trx
    .selectFrom('work_import_days')
    .select(['kind', 'person_id', 'work_date'])
    .where('tenant_id', '=', id.tenantId)
    .where('import_id', '=', id.importId)
    .orderBy('person_id')
    .orderBy('work_date')
    .execute();
  return rows.map((row) => ({ kind: row.kind, personId: row.person_id, workDate: row.work_date }));
}

/** Nothing but the import's own rows, all of them, and as it wrote them. */
const UNTOUCHED = {
  work: sql`NOT EXISTS (SELECT 1 FROM requests r
      WHERE r.tenant_id = d.tenant_id AND r.person_id = d.person_id AND r.work_date = d.work_date)
    AND NOT EXISTS (SELECT 1 FROM day_approvals a
      WHERE a.tenant_id = d.tenant_id AND a.person_id = d.person_id AND a.work_date = d.work_date)
    AND (SELECT count(*) FILTER (WHERE o.import_id = d.import_id) = d.entries AND count(*) = d.entries FROM operations o
      WHERE o.tenant_id = d.tenant_id AND o.person_id = d.person_id AND o.work_date = d.work_date)`,
  tasks: sql`(SELECT count(*) = d.entries FROM tasks t
      WHERE t.tenant_id = d.tenant_id AND t.person_id = d.person_id AND t.work_date = d.work_date AND t.import_id = d.import_id
        AND t.version = 1)`,
};

/** The days that could be taken back. */
async function takeBack(
  trx: Records,
  id: WorkImportId,
  kind: WorkImportFileKind,
  days: readonly BroughtDay[],
): Promise<BroughtDay[]> {
  const table = sql.table(TABLES[kind]);
  // Materialised: otherwise every day of the import is looked at again for each thousand.
  const { rows } = await sql<ImportKey>`
    WITH d AS MATERIALIZED (
      SELECT i.* FROM jsonb_to_recordset(${toRecordset(days)}::jsonb) AS k(person_id uuid, work_date date)
      JOIN work_import_days i ON i.tenant_id = ${id.tenantId} AND i.import_id = ${id.importId} AND i.kind = ${kind}
        AND i.person_id = k.person_id AND i.work_date = k.work_date
    )
    SELECT d.person_id AS "personId", to_char(d.work_date, 'YYYY-MM-DD') AS "workDate" FROM d
    WHERE ${UNTOUCHED[kind]}`.execute(trx);
  const own = importedRowsOf(kind, id.tenantId, rows, sql`t.import_id = ${id.importId}`);
  await sql`DELETE FROM ${table} AS t WHERE t.ctid = ANY(${own})`.execute(trx);
  await sql`
    INSERT INTO ${table}
    SELECT former.* FROM work_import_days d
    JOIN jsonb_to_recordset(${toRecordset(rows)}::jsonb) AS k(person_id uuid, work_date date)
      ON d.person_id = k.person_id AND d.work_date = k.work_date
    CROSS JOIN LATERAL jsonb_populate_recordset(NULL::${table}, d.former) AS former
    WHERE d.tenant_id = ${id.tenantId} AND d.import_id = ${id.importId} AND d.kind = ${kind} AND d.former IS NOT NULL
      AND NOT EXISTS (SELECT 1 FROM work_imports i
        WHERE i.tenant_id = former.tenant_id AND i.import_id = former.import_id AND i.undone_at IS NOT NULL)`.execute(
    trx,
  );
  return rows.map((row) => ({ ...row, kind }));
}
