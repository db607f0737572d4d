import type { PersonRules } from '#domain/contract/work-rules.ts';
import { workDateInterval } from '#domain/time/work-date.ts';
import type { TextQuery } from '#platform/clickhouse.ts';
import { readActivations } from './app-file.ts';
import type { ExportFile, ExportPiece, PlanDeps, PlanExport } from './export-file.ts';
import {
  datesOf,
  readExportGroups,
  readExportPersons,
  readRulesOfPeople,
  scopeFilter,
  wasInGroups,
} from './export-people.ts';
import type { ExportPerson } from './export-people.ts';
import { safeNames } from './file-names.ts';
import { readPcLines } from './pc-file.ts';
import type { EmployeeContext } from './pc-file.ts';
import { hasApplicationFiles } from './plan-files.ts';
import { readPresence } from './presence-file.ts';

/** A piece of this many days is a few megabytes of text. */
const SECONDS_AT_ONCE = 31 * 86_400;

/** PC 操作履歴: for each person who has a work date in the range <userID>_presence.csv, _pc.csv and, where the plan has it, _app.csv. */
export const planPc: PlanExport = async (deps, job) => {
  const { tenant_id: tenantId, range, scope } = job;
  const [persons, groups, tenant] = await Promise.all([
    readExportPersons(deps.records, tenantId),
    readExportGroups(deps.records, tenantId),
    deps.records.selectFrom('tenants').select('plan').where('tenant_id', '=', tenantId).executeTakeFirstOrThrow(),
  ]);
  const filter = scopeFilter(scope, groups.parents);
  const { from, to } = datesOf(range);
  const rulesOf = await readRulesOfPeople(deps.records, tenantId, persons);
  const chosen = persons.filter((person) => {
    const rules = rulesOf.get(person.personId);
    if (rules === undefined || !filter.hasPerson(person.personId)) return false;
    return filter.groupIds === null || wasInGroups(rules, filter.groupIds, from, to);
  });
  const names = safeNames(persons.map((person) => person.loginId));
  const withApplications = hasApplicationFiles(tenant.plan);
  return {
    container: 'zip',
    totalUnits: chosen.length,
    files: filesOf(),
  };

  function* filesOf(): Generator<ExportFile> {
    for (const person of chosen) {
      const rules = rulesOf.get(person.personId);
      if (rules === undefined) continue;
      const span = { start: workDateInterval(from, rules).start, end: workDateInterval(to, rules).end };
      const name = names.get(person.loginId) ?? person.personId;
      const fileOf = (format: 'presence' | 'pc' | 'app', query: PcQuery, units: number): ExportFile => ({
        format,
        fileName: `${name}_${format}.csv`,
        context: { employeeNumber: person.employeeNumber } satisfies EmployeeContext,
        pieces: () => piecesOf(deps, query, person, rules, span, units),
      });
      yield fileOf('presence', readPresence, 0);
      yield fileOf('pc', readPcLines, withApplications ? 0 : 1);
      if (withApplications) yield fileOf('app', readActivations, 1);
    }
  }
};

type PcQuery = typeof readPcLines extends TextQuery<infer P> ? TextQuery<P> : never;

/** The month of a person at once, a longer period in stretches: memory does not grow with its length. */
async function* piecesOf(
  deps: PlanDeps,
  query: PcQuery,
  person: ExportPerson,
  rules: PersonRules,
  span: { start: number; end: number },
  units: number,
): AsyncGenerator<ExportPiece> {
  const endSecond = span.end * 60;
  for (let fromSecond = span.start * 60; fromSecond < endSecond; fromSecond += SECONDS_AT_ONCE) {
    const toSecond = Math.min(endSecond, fromSecond + SECONDS_AT_ONCE);
    const params = { tenantId: rules.tenantId, personId: person.personId, zone: rules.zone, fromSecond, toSecond };
    yield { text: await deps.analytics.queryText(query, params), units: 0 };
  }
  yield { text: '', units };
}
