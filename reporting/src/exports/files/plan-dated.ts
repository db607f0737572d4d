import type { TenantSettings } from '#domain/contract/settings.ts';
import type { PersonRules } from '#domain/contract/work-rules.ts';
import type { WorkDate } from '#domain/time/types.ts';
import type { FormatName } from '../writer/formats.ts';
import type { JobRow, ExportFile, ExportPiece, PlanDeps } from './export-file.ts';
import {
  datesOf,
  readExportGroups,
  readExportPersons,
  readExportTenant,
  readRulesOfPeople,
  scopeFilter,
} from './export-people.ts';
import type { ExportPeople, ScopeFilter } from './export-people.ts';

/** What files whose rows go by work date share: one date at a time, so memory holds a date of narrow rows whatever the length of the range. */
export interface DatedSource {
  readonly tenantId: string;
  readonly plan: TenantSettings['plan'];
  readonly dates: readonly WorkDate[];
  readonly people: ExportPeople;
  readonly rulesOf: ReadonlyMap<string, PersonRules>;
  readonly filter: ScopeFilter;
  /** For the store: empty means every group. */
  readonly groupIds: string[];
}

export async function readDatedSource(deps: PlanDeps, job: JobRow): Promise<DatedSource> {
  const { tenant_id: tenantId } = job;
  const [persons, groups, tenant] = await Promise.all([
    readExportPersons(deps.records, tenantId),
    readExportGroups(deps.records, tenantId),
    readExportTenant(deps.records, tenantId),
  ]);
  const filter = scopeFilter(job.scope, groups.parents);
  const chosen = persons.filter((person) => filter.hasPerson(person.personId));
  return {
    tenantId,
    plan: tenant.plan,
    dates: datesOf(job.range).all,
    people: {
      employeeNumbers: new Map(chosen.map((person) => [person.personId, person.employeeNumber])),
      groupCodes: groups.groupCodes,
      groupNames: groups.groupNames,
    },
    rulesOf: await readRulesOfPeople(deps.records, tenantId, chosen),
    filter,
    groupIds: [...(filter.groupIds ?? [])],
  };
}

/** A file of one piece a date. */
export const datedFile = (
  source: DatedSource,
  format: FormatName,
  fileName: string,
  readDate: (workDate: WorkDate) => Promise<string>,
): ExportFile => ({
  format,
  fileName,
  context: source.people,
  pieces: async function* (): AsyncGenerator<ExportPiece> {
    for (const workDate of source.dates) yield { content: await readDate(workDate), units: 1 };
  },
});
