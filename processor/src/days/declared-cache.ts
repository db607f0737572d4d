import type { DeclaredDay } from '#domain/contract/work-rules.ts';
import type { Analytics } from '#platform/clickhouse.ts';
import { BoundedMap } from './bounded-map.ts';
import { dayText } from './day-key.ts';
import type { DayKey } from './day-key.ts';
import { readWorkVersions } from './queries.ts';
import { datesOf, peopleOf, readDeclaredOf } from './read-day-inputs.ts';

/** A kilobyte or so each: the day that runs now of a large fleet. */
const MAX_KNOWN = 100_000;

/**
 * The declared work of days by dayText, kept as long as the store holds the same version: a record is carried whole, so a version is a content. The version is asked each time, from
 * columns that cost next to nothing; the records themselves lie between those of everybody's other days and are dear to fetch.
 */
export function createDeclaredCache(
  analytics: Analytics,
): (keys: readonly DayKey[]) => Promise<ReadonlyMap<string, DeclaredDay>> {
  const cache = new BoundedMap<string, DeclaredDay>(MAX_KNOWN);
  return async (keys) => {
    if (keys.length === 0) return new Map();
    const wanted = new Map(keys.map((key) => [dayText(key), key]));
    const versions = await analytics.query(readWorkVersions, { ...peopleOf(keys), workDates: datesOf(keys) });
    const present = versions.filter((row) => wanted.has(textOf(row)));
    const stale = present.flatMap((row) => {
      const key = wanted.get(textOf(row));
      return key === undefined || cache.get(textOf(row))?.version === row.version ? [] : [key];
    });
    const read = await readDeclaredOf(analytics, stale);
    for (const [text, declared] of read) cache.set(text, declared);
    const found = new Map<string, DeclaredDay>();
    for (const row of present) {
      const declared = read.get(textOf(row)) ?? cache.get(textOf(row));
      if (declared !== undefined) found.set(textOf(row), declared);
    }
    return found;
  };
}

const textOf = (row: { tenantId: string; personId: string; workDate: string }): string =>
  `${row.tenantId} ${row.personId} ${row.workDate}`;
