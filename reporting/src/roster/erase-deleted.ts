import { sql } from 'kysely';
import { erasePersonal } from '../audit/erase-personal.ts';
import { writeAuditEntries } from '../audit/write-audit.ts';
import type { Records } from '../records/schema.ts';
import { lockRoster } from './change-roster.ts';
import { isInUndoWindow } from './undo-window.ts';

/** People of one transaction: a roster that was emptied does not hold its lock for long. */
const PEOPLE_AT_ONCE = 500;

/**
 * The other half of 完全削除: as soon as the deletion can no longer be undone (something else has happened to the roster, or the window is
 * over), every value about the person goes.
 *
 *   upload deletes ──── undo possible ────┐
 *   row `deleted`, values kept            └─► newer change or UNDO_DAYS ─► this ─► ids, figures and the chain of the audit stay
 *
 * Runs every hour and at each start of the portal, each tenant's people under the lock of its roster, so that an undo under way is waited for.
 */
export async function eraseDeleted(records: Records): Promise<void> {
  const tenants = await records
    .selectFrom('people')
    .select('tenant_id')
    .distinct()
    .where('status', '=', 'deleted')
    .where('erased_at', 'is', null)
    .execute();
  for (const { tenant_id: tenantId } of tenants)
    while ((await records.transaction().execute((trx) => eraseSome(trx, tenantId))) === PEOPLE_AT_ONCE);
}

async function eraseSome(trx: Records, tenantId: string): Promise<number> {
  const version = await lockRoster(trx, tenantId);
  const people = await trx
    .selectFrom('people as p')
    .select('p.person_id')
    .where('p.tenant_id', '=', tenantId)
    .where('p.status', '=', 'deleted')
    .where('p.erased_at', 'is', null)
    .where((is) => is.not(is.exists(undoableDeletion(trx, tenantId, version))))
    .limit(PEOPLE_AT_ONCE)
    .execute();
  if (people.length === 0) return 0;
  const personIds = people.map((person) => person.person_id);
  await blankRows(trx, tenantId, personIds);
  await erasePersonal(trx, tenantId, personIds);
  await writeAuditEntries(
    trx,
    personIds.map((subjectId) => ({ tenantId, subjectId, action: 'audit.personal-erased' as const })),
  );
  return people.length;
}

const undoableDeletion = (trx: Records, tenantId: string, version: number) =>
  trx
    .selectFrom('roster_versions as v')
    .innerJoin('roster_changes as c', (join) =>
      join.onRef('c.tenant_id', '=', 'v.tenant_id').onRef('c.version', '=', 'v.version'),
    )
    .select('c.entry_id')
    .where('v.tenant_id', '=', tenantId)
    .where('v.version', '=', version)
    .where('v.source', '=', 'upload')
    .where(isInUndoWindow(sql`v.changed_at`))
    .where('c.entry_id', '=', sql<string>`p.person_id`);

/** The rows stay for the days, versions and audit entries that name their ids. */
async function blankRows(trx: Records, tenantId: string, personIds: readonly string[]): Promise<void> {
  const ids = sql`ANY(${[...personIds]}::uuid[])`;
  await sql`
    UPDATE people SET login_id = '', employee_number = '', name = '', kana = '', mail = '', erased_at = clock_timestamp()
    WHERE tenant_id = ${tenantId} AND person_id = ${ids}`.execute(trx);
  await sql`
    UPDATE roster_changes SET code = '', name = '', before = NULL, after = NULL
    WHERE tenant_id = ${tenantId} AND entry_id = ${ids}`.execute(trx);
  const secrets = [
    'former_passwords',
    'known_browsers',
    'password_resets',
    'calendar_sources',
    'dismissed_entries',
  ] as const;
  for (const table of secrets)
    await sql`DELETE FROM ${sql.table(table)} WHERE tenant_id = ${tenantId} AND person_id = ${ids}`.execute(trx);
}
