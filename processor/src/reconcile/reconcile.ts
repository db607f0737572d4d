import { addDays } from '#domain/time/calendar.ts';
import { pause } from '#platform/jitter.ts';
import type { Analytics } from '#platform/clickhouse.ts';
import { datesOfPeople } from '../days/dates-of-people.ts';
import { dayText } from '../days/day-key.ts';
import type { DayKey, PersonKey } from '../days/day-key.ts';
import { keptDays } from '../days/kept-days.ts';
import { readRawDatesOfPeople } from '../days/queries.ts';
import { readRulesOf } from '../days/read-day-inputs.ts';
import { compareDays } from './compare-days.ts';
import type { Difference } from './compare-days.ts';
import { readPeoplePage, REBUILD_BITMAPS } from './queries.ts';
import { reconcileUse } from './reconcile-use.ts';

export interface ReconcileOptions {
  /** Epoch milliseconds. */
  clock: () => number;
  /** Facts go on arriving: a difference counts only when it stays. */
  isRunning: boolean;
  /** One line for each difference and repair. */
  report: (line: string) => void | Promise<void>;
  /** After each person, so that a long run shows life. */
  progress?: (people: number) => void;
  /** Recomputes these days from the stored facts; absent: differences are only reported. */
  recompute?: (keys: readonly DayKey[]) => Promise<void>;
  signal?: AbortSignal;
  /** Wait between two looks at a difference; default 1 s. */
  settleMs?: number;
}

export interface ReconcileResult {
  people: number;
  days: number;
  /** Left at the end: those repaired do not count. */
  differences: number;
  repaired: number;
  /** People with facts whose roster record has not arrived. */
  peopleWithoutRules: number;
}

const PEOPLE_PER_PAGE = 100;
/** A month at once: some 45,000 minutes of one person. */
const DATES_AT_ONCE = 31;
const LOOKS_WHILE_RUNNING = 5;
const LOOKS_AFTER_REPAIR = 15;

/**
 * Rebuilds every computed day from the raw facts by the rules of domain/ and compares it with what is stored. Reads the raw tables, not the
 * bitmaps that the processor uses: so it finds errors in those too. Person by person, month by month: flat memory.
 */
export async function reconcile(analytics: Analytics, options: ReconcileOptions): Promise<ReconcileResult> {
  const result: ReconcileResult = { people: 0, days: 0, differences: 0, repaired: 0, peopleWithoutRules: 0 };
  let after: PersonKey = { tenantId: '', personId: '' };
  for (;;) {
    const page = await analytics.query(readPeoplePage, {
      afterTenant: after.tenantId,
      afterPerson: after.personId,
      limit: PEOPLE_PER_PAGE,
    });
    const rules = await readRulesOf(analytics, page);
    result.peopleWithoutRules += page.length - rules.size;
    for (const person of page) {
      if (options.signal?.aborted === true) return result;
      await reconcilePerson(analytics, person, options, result);
      result.people += 1;
      options.progress?.(result.people);
    }
    const last = page.at(-1);
    if (last === undefined || page.length < PEOPLE_PER_PAGE) return result;
    after = last;
  }
}

async function reconcilePerson(
  analytics: Analytics,
  person: PersonKey,
  options: ReconcileOptions,
  result: ReconcileResult,
): Promise<void> {
  const dates = await keptDays(
    analytics,
    await datesOfPeople(analytics, [person], readRawDatesOfPeople),
    options.clock(),
  );
  for (let from = 0; from < dates.length; from += DATES_AT_ONCE) {
    const keys = dates.slice(from, from + DATES_AT_ONCE);
    result.days += keys.length;
    const found = await lasting(analytics, keys, options, options.isRunning ? LOOKS_WHILE_RUNNING : 1);
    for (const { key, text } of found) await options.report(`${dayText(key)}: ${text}`);
    if (found.length === 0) continue;
    const left = options.recompute === undefined ? found : await repair(analytics, found, options, options.recompute);
    result.differences += left.length;
    result.repaired += found.length - left.length;
  }
  const use = await reconcileUse(analytics, person, options.recompute !== undefined, options.report);
  result.differences += use.differences;
  result.repaired += use.repaired;
}

/** The differences that are still there after so many looks. */
async function lasting(
  analytics: Analytics,
  keys: readonly DayKey[],
  options: ReconcileOptions,
  looks: number,
): Promise<Difference[]> {
  const compareOptions = { isRunning: options.isRunning, nowMs: options.clock() };
  let found = await compareDays(analytics, keys, compareOptions);
  for (let look = 1; look < looks && found.length > 0; look += 1) {
    await pause(options.settleMs ?? 1_000, options.signal);
    const again = found.map((difference) => difference.key);
    found = await compareDays(analytics, again, { ...compareOptions, nowMs: options.clock() });
  }
  return found;
}

async function repair(
  analytics: Analytics,
  found: readonly Difference[],
  options: ReconcileOptions,
  recompute: (keys: readonly DayKey[]) => Promise<void>,
): Promise<Difference[]> {
  const keys = found.map((difference) => difference.key);
  const [first] = keys;
  const last = keys.at(-1);
  if (first === undefined || last === undefined) return [];
  const seconds = (workDate: DayKey['workDate'], days: number): number =>
    Math.max(0, Date.parse(`${addDays(workDate, days)}T00:00:00Z`) / 1000);
  await analytics.command(REBUILD_BITMAPS, {
    tenantId: first.tenantId,
    personId: first.personId,
    // Whole UTC days around the dates, whatever the zone.
    fromSeconds: seconds(first.workDate, -1),
    toSeconds: seconds(last.workDate, 3),
  });
  await recompute(keys);
  const left = await lasting(analytics, keys, options, options.isRunning ? LOOKS_AFTER_REPAIR : 1);
  const isLeft = new Set(left.map((difference) => dayText(difference.key)));
  for (const key of keys) {
    await options.report(`${dayText(key)}: ${isLeft.has(dayText(key)) ? 'could not be repaired' : 'repaired'}`);
  }
  return left;
}
