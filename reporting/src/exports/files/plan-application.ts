import type { PersonRules } from '#domain/contract/work-rules.ts';
import { assignmentOn } from '#domain/time/work-date.ts';
import { readSiteNameRows } from '../../records/read-site-names.ts';
import type { ApplicationContext } from './application-file.ts';
import type { ExportFile, ExportPiece, PlanDeps } from './export-file.ts';
import type { DatedSource } from './plan-dated.ts';
import { readWindowPiece } from './read-windows.ts';
import type { WindowBatch } from './read-windows.ts';

/** Person-days in one piece. With a hundred windows a day each it is some megabytes of text, several times that when parsed in the writer's thread. */
const PERSON_DAYS_AT_ONCE = 4 * 31;

/** アプリ集計. The mapping of site names is the present one: it holds for whatever was stored before it. */
export async function applicationFile(deps: PlanDeps, source: DatedSource): Promise<ExportFile> {
  const { dates, filter } = source;
  const people = [...source.rulesOf.values()].filter((rules) =>
    dates.some((date) => filter.hasDay(rules.personId, assignmentOn(rules, date).groupId)),
  );
  const siteNames = await readSiteNameRows(deps.records, source.tenantId);
  return {
    format: 'application',
    fileName: 'application_aggregation.csv',
    context: { ...source.people, siteNames } satisfies ApplicationContext,
    pieces: async function* (): AsyncGenerator<ExportPiece> {
      const batches = batchesOf(source, people);
      // Units of a job are dates; these pieces hold many of them each.
      const unitsUpTo = (count: number): number => Math.floor((dates.length * count) / batches.length);
      for (const [index, batch] of batches.entries())
        yield { content: await readWindowPiece(deps, source, batch), units: unitsUpTo(index + 1) - unitsUpTo(index) };
      if (batches.length === 0) yield { content: '[]\n', units: dates.length };
    },
  };
}

/**
 * Some people and all dates at once: the store keeps a person's minutes together and a statement reads whole blocks of them, so each minute is read
 * once. A range too long for that goes in stretches.
 */
export function batchesOf(
  { dates }: Pick<DatedSource, 'dates'>,
  people: readonly PersonRules[],
  personDaysAtOnce = PERSON_DAYS_AT_ONCE,
): WindowBatch[] {
  const peopleAtOnce = Math.max(1, Math.floor(personDaysAtOnce / Math.max(1, dates.length)));
  const batches: WindowBatch[] = [];
  for (let first = 0; first < people.length; first += peopleAtOnce) {
    const some = people.slice(first, first + peopleAtOnce);
    for (let from = 0; from < dates.length; from += personDaysAtOnce)
      batches.push({ dates: dates.slice(from, from + personDaysAtOnce), people: some });
  }
  return batches;
}
