import type { PersonHeader } from '#domain/contract/months.ts';
import { assignmentOn } from '#domain/time/work-date.ts';
import type { ViewedPerson } from '../access/find-viewed-person.ts';
import type { Records } from '../records/schema.ts';

/** Name and place of a person as of today. */
export async function readPersonHeader(records: Records, person: ViewedPerson): Promise<PersonHeader> {
  const { rules, personId, currentWorkDate } = person;
  const { groupId, pattern } = assignmentOn(rules, currentWorkDate);
  const row = await records
    .selectFrom('people as p')
    .innerJoin('groups as g', 'g.tenant_id', 'p.tenant_id')
    .where('p.tenant_id', '=', rules.tenantId)
    .where('p.person_id', '=', personId)
    .where('g.group_id', '=', groupId)
    .select(['p.name', 'p.employee_number', 'g.name as group_name'])
    .executeTakeFirstOrThrow();
  return {
    personId,
    name: row.name,
    employeeNumber: row.employee_number,
    groupName: row.group_name,
    patternName: pattern.name,
    zone: rules.zone,
  };
}
