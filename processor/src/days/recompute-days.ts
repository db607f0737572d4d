import { computeDayOfRuns } from '#domain/worktime/compute-day.ts';
import { MS_PER_MINUTE } from '#domain/time/types.ts';
import type { Analytics } from '#platform/clickhouse.ts';
import type { ReachFaultPoint } from '../fault-point.ts';
import { COMPUTED_COLUMNS, COMPUTED_TABLE, computedValues, toComputedRow } from './computed-row.ts';
import type { ComputedRow } from './computed-row.ts';
import { CHANGES_COLUMNS, CHANGES_TABLE, changeValues } from './day-changes.ts';
import { dayText } from './day-key.ts';
import type { DayKey } from './day-key.ts';
import { readDayInputs } from './read-day-inputs.ts';
import type { DayInputs, DaySources } from './read-day-inputs.ts';
import { readStored } from './stored-days.ts';
import type { KnownDays } from './stored-days.ts';

export interface RecomputeDeps {
  analytics: Analytics;
  /** Epoch milliseconds. */
  clock: () => number;
  reach: ReachFaultPoint;
  /** Asked right before writing: whether this recomputation is still ours alone. False: nothing is written. */
  mayWrite: () => boolean;
  /** What is remembered of days that are computed again and again; absent: everything is read from the store. */
  remembered?: Remembered;
}

export interface Remembered {
  readonly sources: Partial<DaySources>;
  readonly known: KnownDays;
}

export type RecomputeResult = { kind: 'done'; written: number; unchanged: number } | { kind: 'lease_lost' };

/** Days at once: bounds memory (a day is at most 2 × 1440 minutes and a row of some 3 kB), and shares the fixed cost of queries and inserts. */
export const MAX_DAYS_AT_ONCE = 2000;

/** The row that the facts give, as of a minute. */
export function computeRow(inputs: DayInputs, nowMinute: number, version: number, computedAtMs: number): ComputedRow {
  const { key, rules, declared, active, awake, sensorLost } = inputs;
  const day = computeDayOfRuns({
    workDate: key.workDate,
    rules,
    declared,
    active,
    awake,
    sensorLost,
    nowMinute,
  });
  return toComputedRow(key, day, version, computedAtMs);
}

/**
 * facts ─▶ computeDay ─▶ row, version = stored + 1; what changed of a day that was over is written before it. A row equal to the stored one is not written, so a replay costs reads alone. The caller
 * serialises a person's recomputations (partitions of DAYS); versions rest on it.
 */
export async function recomputeDays(deps: RecomputeDeps, keys: readonly DayKey[]): Promise<RecomputeResult> {
  let written = 0;
  let unchanged = 0;
  for (let from = 0; from < keys.length; from += MAX_DAYS_AT_ONCE) {
    const slice = keys.slice(from, from + MAX_DAYS_AT_ONCE);
    const [inputs, storedOf] = await Promise.all([
      readDayInputs(deps.analytics, slice, deps.remembered?.sources),
      deps.remembered?.known.stored(slice) ?? readStored(deps.analytics, slice),
    ]);
    const computedAtMs = deps.clock();
    const changes: unknown[][] = [];
    const rows = inputs.flatMap((each): ComputedRow[] => {
      const stored = storedOf.get(dayText(each.key));
      if (!each.hasFacts && stored === undefined) return [];
      const row = computeRow(each, Math.floor(computedAtMs / MS_PER_MINUTE), (stored?.version ?? 0) + 1, computedAtMs);
      if (stored?.isSame(row) === true) return [];
      const change = stored?.row === undefined ? undefined : changeValues(stored.row, row);
      if (change !== undefined) changes.push(change);
      return [row];
    });
    unchanged += slice.length - rows.length;
    written += rows.length;
    if (rows.length === 0) continue;
    deps.reach('before_day_insert');
    if (!deps.mayWrite()) return { kind: 'lease_lost' };
    // Before the row that it tells about: a kill in between leaves a change to be told again, never one that nobody hears of.
    if (changes.length > 0) await deps.analytics.insertRows(CHANGES_TABLE, CHANGES_COLUMNS, changes);
    deps.reach('after_change_insert');
    await deps.analytics.insertRows(COMPUTED_TABLE, COMPUTED_COLUMNS, rows.map(computedValues));
    deps.remembered?.known.wrote(rows);
    deps.reach('after_day_insert');
  }
  return { kind: 'done', written, unchanged };
}
