import type { PersonRules } from '#domain/contract/work-rules.ts';
import type { WorkDate } from '#domain/time/types.ts';
import { assignmentOn } from '#domain/time/work-date.ts';
import { readSiteNameRows } from '../../records/read-site-names.ts';
import type { ApplicationContext } from './application-file.ts';
import type { ExportFile, ExportPiece, PlanDeps } from './export-file.ts';
import { inFileOrder } from './file-order.ts';
import type { DatedSource } from './plan-dated.ts';
import { readWindowPiece } from './read-windows.ts';
import type { WindowBatch } from './read-windows.ts';

/** Person-days in one piece. With a hundred windows a day each it is eight megabytes of text, several times that when parsed in the writer's thread. */
const PERSON_DAYS_AT_ONCE = 500;

/** A piece that only says how far it is. */
const NO_ROWS = '[]\n';

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
      for (const { dates: some, batches } of batchesOf(source, people)) {
        for (const batch of batches) yield { content: await readWindowPiece(deps, source, batch), units: 0 };
        yield { content: NO_ROWS, units: some.length };
      }
    },
  };
}

/**
 * Batches in the file's order, those of the same dates together. Few people: many dates at once, because the store keeps a person's minutes together
 * and a statement reads whole blocks of them. Many people: one date, some people at a time.
 */
export function* batchesOf(
  { dates, people: names }: Pick<DatedSource, 'dates' | 'people'>,
  people: readonly PersonRules[],
  personDaysAtOnce = PERSON_DAYS_AT_ONCE,
): Generator<{ dates: readonly WorkDate[]; batches: WindowBatch[] }> {
  const datesAtOnce = Math.max(1, Math.floor(personDaysAtOnce / Math.max(1, people.length)));
  for (let first = 0; first < dates.length; first += datesAtOnce) {
    const some = dates.slice(first, first + datesAtOnce);
    const batches: WindowBatch[] = [];
    const ordered = some.length === 1 ? orderOn(some[0], people, names) : people;
    for (let at = 0; at < ordered.length; at += personDaysAtOnce)
      batches.push({ dates: some, people: ordered.slice(at, at + personDaysAtOnce) });
    yield { dates: some, batches };
  }
}

function orderOn(
  date: WorkDate | undefined,
  people: readonly PersonRules[],
  names: DatedSource['people'],
): readonly PersonRules[] {
  if (date === undefined) return people;
  const placed = people.map((rules) => ({
    ...{ personId: rules.personId, groupId: assignmentOn(rules, date).groupId },
    ...{ startClock: null, rules },
  }));
  return inFileOrder(placed, names).map(({ rules }) => rules);
}
