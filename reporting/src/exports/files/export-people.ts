import type { ExportRange, ExportScope } from '#domain/contract/export-jobs.ts';
import type { PersonRules } from '#domain/contract/work-rules.ts';
import { addDays, datesOfMonth } from '#domain/time/calendar.ts';
import type { WorkDate } from '#domain/time/types.ts';
import { readPersonRules } from '#sql/person-rules.ts';
import type { Records } from '../../records/schema.ts';
import { compareText } from '../compare-text.ts';

/** Names that the files' rows are joined with. Deleted people are in no file; those who may not log in are (SPEC 8). */
export interface ExportPeople {
  readonly employeeNumbers: ReadonlyMap<string, string>;
  readonly groupCodes: ReadonlyMap<string, string>;
  readonly groupNames: ReadonlyMap<string, string>;
}

export interface ExportPerson {
  readonly personId: string;
  readonly loginId: string;
  readonly employeeNumber: string;
  readonly name: string;
  readonly mail: string;
}

/** First and last work date of a range, both included. */
export function datesOf(range: ExportRange): { from: WorkDate; to: WorkDate; all: WorkDate[] } {
  const all: WorkDate[] = [];
  if ('month' in range) {
    all.push(...datesOfMonth(`${range.month.slice(0, 4)}-${range.month.slice(4)}`));
  } else {
    for (let date: WorkDate = range.from; date <= range.to; date = addDays(date, 1)) all.push(date);
  }
  const [from = '1970-01-01' as WorkDate] = all;
  return { from, to: all.at(-1) ?? from, all };
}

/** Everyone who can be in a file of the tenant, by employee number and id. */
export async function readExportPersons(records: Records, tenantId: string): Promise<ExportPerson[]> {
  const rows = await records
    .selectFrom('people')
    .select(['person_id', 'login_id', 'employee_number', 'name', 'mail'])
    .where('tenant_id', '=', tenantId)
    .where('is_tenant_admin', '=', false)
    .where('status', 'in', ['active', 'suspended'])
    .execute();
  return rows
    .map((row) => ({
      personId: row.person_id,
      loginId: row.login_id,
      employeeNumber: row.employee_number,
      name: row.name,
      mail: row.mail,
    }))
    .sort((a, b) => compareText(a.employeeNumber, b.employeeNumber) || compareText(a.personId, b.personId));
}

export async function readExportGroups(records: Records, tenantId: string) {
  const rows = await records
    .selectFrom('groups')
    .select(['group_id', 'code', 'name', 'parent_group_id'])
    .where('tenant_id', '=', tenantId)
    .execute();
  return {
    groupCodes: new Map(rows.map((row) => [row.group_id, row.code])),
    groupNames: new Map(rows.map((row) => [row.group_id, row.name])),
    parents: new Map(rows.map((row) => [row.group_id, row.parent_group_id])),
  };
}

export const readExportTenant = (records: Records, tenantId: string) =>
  records.selectFrom('tenants').select('plan').where('tenant_id', '=', tenantId).executeTakeFirstOrThrow();

/** Whose days a job takes. A day belongs to a group by the group of its work date, a person by any of the dates. */
export interface ScopeFilter {
  hasPerson(personId: string): boolean;
  hasDay(personId: string, groupId: string): boolean;
  /** Null: every group. */
  readonly groupIds: readonly string[] | null;
}

export function scopeFilter(scope: ExportScope, parents: ReadonlyMap<string, string | null>): ScopeFilter {
  if (scope.kind === 'people') {
    const wanted = new Set(scope.personIds);
    return { hasPerson: (id) => wanted.has(id), hasDay: (id) => wanted.has(id), groupIds: null };
  }
  if (scope.kind === 'everyone') return { hasPerson: () => true, hasDay: () => true, groupIds: null };
  const wanted = withGroupsBelow(scope.groupIds, parents);
  return { hasPerson: () => true, hasDay: (_id, groupId) => wanted.has(groupId), groupIds: [...wanted] };
}

/** The chosen groups and everything under them. A cycle, which the roster refuses, would end too. */
function withGroupsBelow(chosen: readonly string[], parents: ReadonlyMap<string, string | null>): Set<string> {
  const wanted = new Set(chosen);
  for (let size = -1; size !== wanted.size;) {
    size = wanted.size;
    for (const [group, parent] of parents) if (parent !== null && wanted.has(parent)) wanted.add(group);
  }
  return wanted;
}

/** Rules of some people; those without an assignment have never had a work date and are left out. */
export const readRulesOfPeople = (records: Records, tenantId: string, people: readonly ExportPerson[]) =>
  readPersonRules(
    records,
    tenantId,
    people.map((person) => person.personId),
  );

/** Whether a person was in one of these groups on any date of the range. */
export function wasInGroups(rules: PersonRules, groupIds: readonly string[], from: WorkDate, to: WorkDate): boolean {
  return rules.assignments.some((each, index) => {
    const next = rules.assignments[index + 1];
    const begins = index === 0 || each.from <= to;
    const reaches = next === undefined || next.from > from;
    return begins && reaches && groupIds.includes(each.groupId);
  });
}
