import type { PersonRules } from '#domain/contract/work-rules.ts';
import { addDays, workDateOfDayNumber } from '#domain/time/calendar.ts';
import { MINUTES_PER_DAY } from '#domain/time/types.ts';
import type { WorkDate } from '#domain/time/types.ts';
import { assignmentOn, workDateInterval } from '#domain/time/work-date.ts';
import type { Analytics } from '#platform/clickhouse.ts';
import { LONGEST_INSERT_MS, mayTouch } from '#sql/day-use.ts';
import type { UseDay } from '#sql/day-use.ts';
import { readTouches, readUseHeads } from './use-queries.ts';

/** Nearly every insert has ended after that. */
const USUAL_INSERT_MS = 5_000;

interface Asked {
  readonly tenantId: string;
  readonly rulesOf: ReadonlyMap<string, PersonRules>;
  /** Touches from then on; 0: everything is looked at, also whether the roster places the dates as it did. */
  readonly sinceMs: number;
  readonly engineMs: number;
}

interface PlacedDate {
  readonly personId: string;
  readonly workDate: WorkDate;
  readonly groupId: string;
  readonly fromSecond: number;
  readonly toSecond: number;
}

/**
 * Dates whose rolled-up use may miss something.
 *
 *   version (engine's clock, before the windows were read) ──┐
 *   touched_at (engine's clock, insert began) ───────────────┴─▶ touched − 5 s … or later: again.
 *   An insert may take up to two minutes: once these are over, what was read within them is read a last time.
 */
export async function findStaleUse(analytics: Analytics, asked: Asked): Promise<UseDay[]> {
  const { tenantId, rulesOf, sinceMs, engineMs } = asked;
  const personIds = [...rulesOf.keys()];
  const touches = await analytics.query(readTouches, { tenantId, personIds, sinceMs });
  const isEverything = sinceMs === 0;
  if (touches.length === 0 && !isEverything) return [];
  const first = Math.min(...touches.map(({ daySecond }) => daySecond));
  const fromDate = isEverything ? '1970-01-01' : addDays(dateOf(first), -2);
  const heads = new Map(
    (await analytics.query(readUseHeads, { tenantId, personIds, fromDate })).map((head) => [
      `${head.personId} ${head.workDate}`,
      head,
    ]),
  );
  const placer = createPlacer();
  const stale = new Map<string, PlacedDate>();
  for (const { personId, daySecond, touchedMs } of touches) {
    const rules = rulesOf.get(personId);
    if (rules === undefined) continue;
    for (const placed of placer.datesOfTouch(rules, daySecond)) {
      const key = `${personId} ${placed.workDate}`;
      const version = heads.get(key)?.version ?? 0;
      const settledMs = touchedMs + LONGEST_INSERT_MS;
      if (version < touchedMs + USUAL_INSERT_MS || (version < settledMs && engineMs >= settledMs))
        stale.set(key, placed);
    }
  }
  if (isEverything) {
    for (const [key, head] of heads) {
      const rules = rulesOf.get(head.personId);
      if (rules === undefined) continue;
      const placed = placer.place(rules, head.workDate as WorkDate);
      const { groupId, fromSecond, toSecond } = placed;
      if (head.groupId !== groupId || head.fromSecond !== fromSecond || head.toSecond !== toSecond)
        stale.set(key, placed);
    }
  }
  return alike(tenantId, [...stale.values()]);
}

const dateOf = (second: number): WorkDate => workDateOfDayNumber(Math.floor(second / 60 / MINUTES_PER_DAY));

/** People whose work date is the same stretch of time: one statement. */
function alike(tenantId: string, dates: readonly PlacedDate[]): UseDay[] {
  const keyOf = ({ workDate, fromSecond, toSecond }: PlacedDate): string => `${workDate} ${fromSecond} ${toSecond}`;
  return [...Map.groupBy(dates, keyOf).values()].flatMap((group): UseDay[] => {
    const [first] = group;
    if (first === undefined) return [];
    const { workDate, fromSecond, toSecond } = first;
    return [{ tenantId, workDate, fromSecond, toSecond, people: group }];
  });
}

/** Where the roster places dates. Most people share zone and pattern, so the stretches of time are remembered. */
function createPlacer() {
  const known = new Map<string, { readonly start: number; readonly end: number }>();
  const place = (rules: PersonRules, workDate: WorkDate): PlacedDate => {
    const [own, next] = [assignmentOn(rules, workDate), assignmentOn(rules, addDays(workDate, 1))];
    const key = `${rules.zone} ${own.pattern.autoEndClock} ${next.pattern.autoEndClock} ${workDate}`;
    let interval = known.get(key);
    if (interval === undefined) known.set(key, (interval = workDateInterval(workDate, rules)));
    const { groupId } = own;
    return {
      personId: rules.personId,
      workDate,
      groupId,
      fromSecond: interval.start * 60,
      toSecond: interval.end * 60,
    };
  };
  return {
    place,
    datesOfTouch: (rules: PersonRules, daySecond: number): PlacedDate[] => {
      const date = dateOf(daySecond);
      return [-2, -1, 0, 1]
        .map((days) => place(rules, addDays(date, days)))
        .filter((placed) => mayTouch(daySecond, placed));
    },
  };
}
