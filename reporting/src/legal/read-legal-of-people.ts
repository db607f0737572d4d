import type { LegalSettings, LegalSummary } from '#domain/contract/legal.ts';
import type { Month } from '#domain/legal/agreement-year.ts';
import { firstDateNeeded, legalFiguresOf } from '#domain/legal/legal-standing.ts';
import type { LegalFigures } from '#domain/legal/legal-standing.ts';
import { weekStartOf } from '#domain/legal/statutory-overtime.ts';
import { summariseStanding } from '#domain/legal/summarise-standing.ts';
import type { LegalDay } from '#domain/legal/types.ts';
import { addDays, datesOfMonth } from '#domain/time/calendar.ts';
import { MS_PER_MINUTE } from '#domain/time/types.ts';
import type { WorkDate } from '#domain/time/types.ts';
import { workDateOf } from '#domain/time/work-date.ts';
import type { Analytics } from '#platform/clickhouse.ts';
import { readPersonRules } from '#sql/person-rules.ts';
import { refuse } from '../http/refusal.ts';
import type { Refusal } from '../http/refusal.ts';
import { isRemoved } from '../records/read-kept-from.ts';
import type { Records } from '../records/schema.ts';
import { holidaysOf } from './holidays.ts';
import { loadLegalSettings } from './load-legal-settings.ts';
import { readLegalDays } from './read-legal-days.ts';

export interface LegalDeps {
  readonly records: Records;
  readonly analytics: Analytics;
  readonly nowMs: () => number;
}

export interface LegalAsk {
  readonly personId: string;
  /** `YYYY-MM`. */
  readonly month: Month;
  /** Days in place of the stored ones of their dates: a person's figures as they would be after a request. See `legalDayOf`. */
  readonly replacing?: readonly LegalDay[];
}

export interface LegalReading extends LegalFigures {
  readonly personId: string;
  readonly summary: LegalSummary;
}

/** Long enough that a start after it never follows a too short interval, whatever a tenant asks for (24 h at most). */
const SHIFTS_BEFORE_DAYS = 7;

/**
 * Legal figures of many people at once, in the order of the asks; people without rules (the built-in `admin`) are left out. Requests that wait
 * are in the stored days already: for "after it" only what is not stored yet (expected overtime) goes into `replacing`. Rights are the caller's. Refused
 * where days of the year or of the means have been removed for their age (of several months those are left out): sums of the rest would look like less.
 */
export async function readLegalOfPeople(
  deps: LegalDeps,
  tenantId: string,
  asks: readonly LegalAsk[],
): Promise<LegalReading[] | Refusal> {
  if (asks.length === 0) return [];
  const personIds = [...new Set(asks.map((ask) => ask.personId))];
  const [rulesOf, { settings }] = await Promise.all([
    readPersonRules(deps.records, tenantId, personIds),
    loadLegalSettings(deps.records, tenantId),
  ]);
  if (rulesOf.size === 0) return [];
  const kept = await keptAsks(deps, tenantId, asks, settings);
  if (kept.length === 0) return refuse('records_removed');
  const span = spanOf(
    kept.map((ask) => ask.month),
    settings,
  );
  const daysOf = await readLegalDays(deps.analytics, { tenantId, personIds, ...span });
  const holidays = holidaysOf(settings);
  const nowMinute = Math.floor(deps.nowMs() / MS_PER_MINUTE);
  return kept.flatMap(({ personId, month, replacing = [] }) => {
    const rules = rulesOf.get(personId);
    if (rules === undefined) return [];
    const days = replaceDays(daysOf.get(personId) ?? [], replacing);
    const currentWorkDate = workDateOf(nowMinute, rules);
    const figures = legalFiguresOf({ month, days, settings, holidays, currentWorkDate });
    return [{ personId, ...figures, summary: summariseStanding(figures.standing) }];
  });
}

/** Those of which every day that decides is still there. */
async function keptAsks(
  deps: LegalDeps,
  tenantId: string,
  asks: readonly LegalAsk[],
  settings: LegalSettings,
): Promise<LegalAsk[]> {
  const removed = new Set<Month>();
  for (const month of new Set(asks.map((ask) => ask.month)))
    if (await isRemoved(deps, tenantId, firstDateNeeded(month, settings))) removed.add(month);
  return asks.filter((ask) => !removed.has(ask.month));
}

/** Dates that decide about these months. The last week is read whole: its other dates belong to the picture of the month. */
function spanOf(months: readonly Month[], settings: LegalSettings) {
  const ascending = [...months].sort();
  const first = ascending[0] ?? '';
  const last = ascending.at(-1) ?? '';
  const lastOfMonth = datesOfMonth(last).at(-1) ?? (`${last}-28` as WorkDate);
  return {
    firstDate: firstDateNeeded(first, settings),
    lastDate: addDays(weekStartOf(lastOfMonth, settings.weekStartWeekday), 6),
    shiftsFrom: addDays(`${first}-01` as WorkDate, -SHIFTS_BEFORE_DAYS),
  };
}

function replaceDays(stored: readonly LegalDay[], replacing: readonly LegalDay[]): LegalDay[] {
  const replaced = new Set(replacing.map((day) => day.workDate));
  return [...stored.filter((day) => !replaced.has(day.workDate)), ...replacing];
}
