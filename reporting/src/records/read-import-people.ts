import type { ImportPerson } from '#domain/work-import/types.ts';
import { readPersonRules } from '#sql/person-rules.ts';
import type { Records } from './schema.ts';

/** Everyone whose past may be imported: suspended and removed people too, those deleted for good and `admin` not. */
export async function readImportPeople(records: Records, tenantId: string): Promise<ImportPerson[]> {
  const rows = await records
    .selectFrom('people')
    .select(['person_id', 'login_id', 'employee_number', 'name'])
    .where('tenant_id', '=', tenantId)
    .where('status', '<>', 'deleted')
    .where('is_tenant_admin', '=', false)
    .execute();
  const rules = await readPersonRules(
    records,
    tenantId,
    rows.map((row) => row.person_id),
  );
  return rows.map((row) => {
    const own = rules.get(row.person_id);
    return {
      personId: row.person_id,
      loginId: row.login_id,
      employeeNumber: row.employee_number,
      name: row.name,
      rules: own === undefined ? null : { zone: own.zone, assignments: own.assignments },
    };
  });
}
