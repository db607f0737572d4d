import { hash } from 'node:crypto';
import type { Analytics } from '#platform/clickhouse.ts';
import { BoundedMap } from './bounded-map.ts';
import { differingColumns } from './computed-row.ts';
import type { ComputedRow } from './computed-row.ts';
import { dayText } from './day-key.ts';
import type { DayKey } from './day-key.ts';
import { readComputed, readComputedVersions } from './queries.ts';
import { datesOf, peopleOf } from './read-day-inputs.ts';

/** What the store holds of a day, as far as a recomputation needs it. */
export interface StoredDay {
  readonly version: number;
  /** Whether writing this row would change nothing. */
  isSame(row: ComputedRow): boolean;
  /** The row itself; undefined only of a day that still moves with the clock, of which no change is told. */
  readonly row: ComputedRow | undefined;
}

/** The stored rows of these days by dayText. */
export async function readComputedOf(analytics: Analytics, keys: readonly DayKey[]): Promise<Map<string, ComputedRow>> {
  if (keys.length === 0) return new Map();
  const rows = await analytics.query(readComputed, { ...peopleOf(keys), workDates: datesOf(keys) });
  return new Map(rows.map((row) => [textOf(row), row]));
}

/** What the store holds, read in full. */
export async function readStored(analytics: Analytics, keys: readonly DayKey[]): Promise<Map<string, StoredDay>> {
  const rows = await readComputedOf(analytics, keys);
  return new Map([...rows].map(([text, row]) => [text, storedOf(row)]));
}

const storedOf = (row: ComputedRow): StoredDay => ({
  version: row.version,
  isSame: (other) => differingColumns(row, other).length === 0,
  row,
});

/** A row of which only this is remembered. */
interface Known {
  readonly version: number;
  readonly computedAtMs: number;
  readonly digest: string;
}

export interface KnownDays {
  /** As readStored, of days that this instance wrote last without their rows. */
  stored(keys: readonly DayKey[]): Promise<Map<string, StoredDay>>;
  /** This row is in the store now. */
  wrote(row: ComputedRow, digest: string): void;
}

/** Some 200 bytes each. */
const MAX_KNOWN = 200_000;

/**
 * The days that run now are computed again and again, each minute with the PC of the person. To fetch their rows each time (three kilobytes of each, and
 * with them those of everybody's other days) cost more than all the rest. So what was written is remembered by its digest, as long as the store still
 * holds that very row: its version and instant are asked each time, from columns that cost next to nothing. Days that are over are always read in full,
 * because what changes of them is told to the person.
 */
export function createKnownDays(analytics: Analytics): KnownDays {
  const known = new BoundedMap<string, Known>(MAX_KNOWN);
  return {
    stored: async (keys) => {
      if (keys.length === 0) return new Map();
      const rows = await analytics.query(readComputedVersions, { ...peopleOf(keys), workDates: datesOf(keys) });
      const heads = new Map(rows.map((row) => [`${row.tenantId} ${row.personId} ${row.workDate}`, row]));
      const found = new Map<string, StoredDay>();
      const unknown: DayKey[] = [];
      for (const key of keys) {
        const text = dayText(key);
        const head = heads.get(text);
        if (head === undefined) continue;
        const { version, computedAtMs, needsTick } = head;
        const ours = known.get(text);
        const isOurs = needsTick === 1 && ours?.version === version && ours.computedAtMs === computedAtMs;
        if (isOurs) found.set(text, { version, isSame: (row) => digestOf(row) === ours.digest, row: undefined });
        else unknown.push(key);
      }
      for (const [text, each] of await readStored(analytics, unknown)) found.set(text, each);
      return found;
    },
    wrote: (row, digest) => {
      if (row.needs_tick === 0) return;
      known.set(textOf(row), { version: row.version, computedAtMs: row.computed_at, digest });
    },
  };
}

/**
 * Of what `differingColumns` compares: every column but version and time of computing is made of the day alone, and `day` holds all of it. (sha1 is the
 * fastest of Node's; nobody gains by a collision in their own day.)
 */
export const digestOf = (row: ComputedRow): string =>
  hash('sha1', `${row.rules_version} ${row.as_of} ${row.day}`, 'base64url');

const textOf = (row: ComputedRow): string => `${row.tenant_id} ${row.person_id} ${row.work_date}`;
