import { computeDayOfRuns } from '#domain/worktime/compute-day.ts';
import { MS_PER_MINUTE } from '#domain/time/types.ts';
import type { Analytics } from '#platform/clickhouse.ts';
import type { ReachFaultPoint } from '../fault-point.ts';
import { COMPUTED_COLUMNS, COMPUTED_TABLE, computedValues, toComputedRow } from './computed-row.ts';
import type { ComputedRow } from './computed-row.ts';
import { CHANGES_COLUMNS, CHANGES_TABLE, changeValues } from './day-changes.ts';
import { dayText } from './day-key.ts';
import type { DayKey } from './day-key.ts';
import { keptDays } from './kept-days.ts';
import { readDayInputs } from './read-day-inputs.ts';
import type { DayInputs, DaySources } from './read-day-inputs.ts';
import type { AskedDay, RunningDays } from './running-days.ts';
import { digestOf, readStored } from './stored-days.ts';
import type { KnownDays, StoredDay } from './stored-days.ts';

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
  /** Of days that other instances may have had in hand meanwhile. */
  readonly known: KnownDays;
  /** Of days that nobody else can have touched. */
  readonly running: RunningDays;
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
 * serialises a person's recomputations (partitions of DAYS); versions rest on it. Days whose record has been removed for its age are left out.
 */
export async function recomputeDays(deps: RecomputeDeps, keys: readonly AskedDay[]): Promise<RecomputeResult> {
  let written = 0;
  let unchanged = 0;
  for (let from = 0; from < keys.length; from += MAX_DAYS_AT_ONCE) {
    const slice = await keptDays(deps.analytics, keys.slice(from, from + MAX_DAYS_AT_ONCE), deps.clock());
    const { rows, changes } = computeRows(await findDays(deps, slice), deps.clock());
    unchanged += slice.length - rows.length;
    written += rows.length;
    if (rows.length === 0) continue;
    deps.reach('before_day_insert');
    if (!deps.mayWrite()) return { kind: 'lease_lost' };
    // Before the row that it tells about: a kill in between leaves a change to be told again, never one that nobody hears of.
    if (changes.length > 0) await deps.analytics.insertRows(CHANGES_TABLE, CHANGES_COLUMNS, changes);
    deps.reach('after_change_insert');
    await deps.analytics.insertRows(
      COMPUTED_TABLE,
      COMPUTED_COLUMNS,
      rows.map(({ row }) => computedValues(row)),
    );
    if (deps.remembered !== undefined) rememberRows(deps.remembered, rows);
    deps.reach('after_day_insert');
  }
  return { kind: 'done', written, unchanged };
}

function rememberRows({ known, running }: Remembered, rows: readonly WrittenDay[]): void {
  for (const { inputs, row } of rows) {
    const digest = digestOf(row);
    known.wrote(row, digest);
    running.keep(inputs, row, digest);
  }
}

interface WrittenDay {
  readonly inputs: DayInputs;
  readonly row: ComputedRow;
}

interface FoundDay {
  readonly inputs: DayInputs;
  readonly stored: StoredDay | undefined;
}

/** From memory what is remembered, the others from the store. */
async function findDays({ analytics, remembered }: RecomputeDeps, asked: readonly AskedDay[]): Promise<FoundDay[]> {
  const found: FoundDay[] = [];
  const unknown: DayKey[] = [];
  for (const each of asked) {
    const taken = remembered?.running.take(each);
    if (taken === undefined)
      unknown.push({ tenantId: each.tenantId, personId: each.personId, workDate: each.workDate });
    else found.push(taken);
  }
  if (unknown.length === 0) return found;
  const [inputs, storedOf] = await Promise.all([
    readDayInputs(analytics, unknown, remembered?.sources),
    remembered?.known.stored(unknown) ?? readStored(analytics, unknown),
  ]);
  for (const each of inputs) found.push({ inputs: each, stored: storedOf.get(dayText(each.key)) });
  return found;
}

/** The rows that are to be written, and what is told of days that were over. */
function computeRows(days: readonly FoundDay[], computedAtMs: number) {
  const nowMinute = Math.floor(computedAtMs / MS_PER_MINUTE);
  const changes: unknown[][] = [];
  const rows: WrittenDay[] = [];
  for (const { inputs, stored } of days) {
    if (!inputs.hasFacts && stored === undefined) continue;
    const row = computeRow(inputs, nowMinute, (stored?.version ?? 0) + 1, computedAtMs);
    if (stored?.isSame(row) === true) continue;
    const change = stored?.row === undefined ? undefined : changeValues(stored.row, row);
    if (change !== undefined) changes.push(change);
    rows.push({ inputs, row });
  }
  return { rows, changes };
}
