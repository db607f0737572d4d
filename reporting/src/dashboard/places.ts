import { sql } from 'kysely';
import type { WorkDate } from '#domain/time/types.ts';
import type { Records } from '../records/schema.ts';

export interface Place {
  readonly personId: string;
  readonly groupId: string;
}

/** In which group each person of the tenant is on a date; before their first period they are where it begins. */
export async function readPlaces(records: Records, tenantId: string, workDate: WorkDate): Promise<Place[]> {
  const { rows } = await sql<Place>`
    SELECT DISTINCT ON (a.person_id) a.person_id AS "personId", a.group_id AS "groupId"
    FROM assignments a
    JOIN people p ON p.tenant_id = a.tenant_id AND p.person_id = a.person_id
    WHERE a.tenant_id = ${tenantId} AND p.status IN ('active', 'suspended')
    ORDER BY a.person_id, a.effective_from <= ${workDate}::date DESC, abs(a.effective_from - ${workDate}::date)`.execute(
    records,
  );
  return rows;
}
