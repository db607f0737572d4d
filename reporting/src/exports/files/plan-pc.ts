import { workDateInterval } from '#domain/time/work-date.ts';
import type { Analytics } from '#platform/clickhouse.ts';
import { createCells } from '../writer/cells.ts';
import type { ExportFile, ExportPiece, PlanExport } from './export-file.ts';
import {
  datesOf,
  readExportGroups,
  readExportPersons,
  readExportTenant,
  readRulesOfPeople,
  scopeFilter,
  wasInGroups,
} from './export-people.ts';
import { safeNames } from './file-names.ts';
import { pcReaders } from './pc-batch.ts';
import type { PcFormat, PcPerson, ReadPieces } from './pc-batch.ts';
import { linePrefixOf } from './pc-file.ts';
import type { EmployeeContext } from './pc-file.ts';
import { hasApplicationFiles } from './plan-files.ts';

/** PC 操作履歴: for each person who has a work date in the range <userID>_presence.csv, _pc.csv and, where the plan has it, _app.csv. */
export const planPc: PlanExport = async (deps, job) => {
  const { tenant_id: tenantId, range, scope } = job;
  const [persons, groups, tenant] = await Promise.all([
    readExportPersons(deps.records, tenantId),
    readExportGroups(deps.records, tenantId),
    readExportTenant(deps.records, tenantId),
  ]);
  const filter = scopeFilter(scope, groups.parents);
  const { from, to } = datesOf(range);
  const rulesOf = await readRulesOfPeople(deps.records, tenantId, persons);
  const chosen = persons.filter((person) => {
    const rules = rulesOf.get(person.personId);
    if (rules === undefined || !filter.hasPerson(person.personId)) return false;
    return filter.groupIds === null || wasInGroups(rules, filter.groupIds, from, to);
  });
  const cells = createCells({ encoding: job.encoding, guardsFormulas: job.guards_formulas });
  const names = safeNames(persons.map((person) => person.loginId));
  const people = chosen.flatMap((person): PcExportPerson[] => {
    const rules = rulesOf.get(person.personId);
    if (rules === undefined) return [];
    const span = { start: workDateInterval(from, rules).start, end: workDateInterval(to, rules).end };
    const { personId, employeeNumber } = person;
    const linePrefix = linePrefixOf(employeeNumber, cells);
    return [{ personId, employeeNumber, linePrefix, rules, span, name: names.get(person.loginId) ?? personId }];
  });
  const files = pcFilesOf(deps.analytics, people, hasApplicationFiles(tenant.plan));
  return { container: 'zip', totalUnits: people.length, files };
};

export interface PcExportPerson extends PcPerson {
  readonly employeeNumber: string;
  /** Of the files, before `_pc.csv`. */
  readonly name: string;
}

/** Two or three files a person, in the order of the people; the last of each person's is a unit of the job. */
export function pcFilesOf(
  analytics: Analytics,
  people: readonly PcExportPerson[],
  withApplications: boolean,
): ExportFile[] {
  const formats: PcFormat[] = withApplications ? ['presence', 'pc', 'app'] : ['presence', 'pc'];
  const readers = pcReaders(analytics, people);
  return people.flatMap(({ personId, employeeNumber, name }) =>
    formats.map((format) => ({
      format,
      fileName: `${name}_${format}.csv`,
      context: { employeeNumber } satisfies EmployeeContext,
      pieces: () => piecesOf(readers.get(personId), format, format === formats.at(-1) ? 1 : 0),
    })),
  );
}

async function* piecesOf(read: ReadPieces | undefined, format: PcFormat, units: number): AsyncGenerator<ExportPiece> {
  for await (const content of read?.(format) ?? []) yield { content, units: 0 };
  yield { content: '', units };
}
