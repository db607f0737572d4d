import type { compareSiteNames, SiteNameChange } from '#domain/contract/site-name-comparison.ts';
import type { AnswerOf } from '../../base/call.ts';

export type Comparison = AnswerOf<typeof compareSiteNames>;

/** More are not read; the sums are over all. */
const SHOWN = 20;

/** What is known after another part: figures add up, the rest is that of the newest part. */
export function withPart(sum: Comparison | undefined, part: Comparison): Comparison {
  if (sum === undefined) return part;
  return {
    ...part,
    records: sum.records + part.records,
    seconds: sum.seconds + part.seconds,
    firstAt: least([sum.firstAt, part.firstAt]),
    lastAt: greatest([sum.lastAt, part.lastAt]),
    changes: merged([...sum.changes, ...part.changes]),
  };
}

const known = (instants: readonly (number | null)[]): number[] => instants.filter((at) => at !== null);
const least = (instants: readonly (number | null)[]): number | null =>
  known(instants).length === 0 ? null : Math.min(...known(instants));
const greatest = (instants: readonly (number | null)[]): number | null =>
  known(instants).length === 0 ? null : Math.max(...known(instants));

/** The longest used first. */
function merged(changes: readonly SiteNameChange[]): SiteNameChange[] {
  const byNames = Map.groupBy(changes, ({ before, after }) => JSON.stringify([before, after]));
  return [...byNames.values()]
    .map((same) => same.reduce((a, b) => ({ ...a, records: a.records + b.records, seconds: a.seconds + b.seconds })))
    .sort((a, b) => b.seconds - a.seconds);
}

/** What the table shows, and what is behind it. */
export function shownChanges({ changes, records, seconds }: Comparison): {
  readonly rows: readonly SiteNameChange[];
  readonly others: { readonly records: number; readonly seconds: number };
} {
  const rows = changes.slice(0, SHOWN);
  const sum = (amount: 'records' | 'seconds'): number => rows.reduce((total, row) => total + row[amount], 0);
  return { rows, others: { records: records - sum('records'), seconds: seconds - sum('seconds') } };
}
