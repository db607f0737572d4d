import { sql } from 'kysely';
import type { DashboardPerson } from '#domain/contract/dashboard-figures.ts';
import type { Records } from '../records/schema.ts';
import type { Scope, ScopePerson } from './scope.ts';

/** Names of the people of a page, by id. */
export async function readNames(
  records: Records,
  tenantId: string,
  personIds: readonly string[],
): Promise<Map<string, ScopePerson>> {
  const ids = [...new Set(personIds)];
  const rows = await records
    .selectFrom('people')
    .select(['person_id as personId', 'employee_number as employeeNumber', 'name'])
    .where('tenant_id', '=', tenantId)
    .where(sql<boolean>`person_id = ANY(${ids}::uuid[])`)
    .execute();
  return new Map(rows.map((row) => [row.personId, row]));
}

/** All employee numbers of the tenant, by id: lists of equal amounts go by them. */
export async function readEmployeeNumbers(records: Records, tenantId: string): Promise<Map<string, string>> {
  const rows = await records
    .selectFrom('people')
    .select(['person_id', 'employee_number'])
    .where('tenant_id', '=', tenantId)
    .execute();
  return new Map(rows.map((row) => [row.person_id, row.employee_number]));
}

/** A person of a list with the group that holds there. */
export function describePerson(
  scope: Pick<Scope, 'groups'>,
  names: ReadonlyMap<string, ScopePerson>,
  { personId, groupId }: { readonly personId: string; readonly groupId: string },
): DashboardPerson {
  const { employeeNumber, name } = names.get(personId) ?? { employeeNumber: '', name: '' };
  const groupName = scope.groups.find((group) => group.groupId === groupId)?.name ?? '';
  return { personId, employeeNumber, name, groupId, groupName };
}

/** The one order of equal rows: employee number, then id. */
export const byNumber =
  (numbers: ReadonlyMap<string, string>) =>
  (a: { readonly personId: string }, b: { readonly personId: string }): number => {
    const [left, right] = [numbers.get(a.personId) ?? '', numbers.get(b.personId) ?? ''];
    return left === right ? compareText(a.personId, b.personId) : compareText(left, right);
  };

const compareText = (a: string, b: string): number => (a < b ? -1 : Number(a > b));
