import { MS_PER_MINUTE } from '#domain/time/types.ts';
import { addDays, workDateOfDayNumber } from '#domain/time/calendar.ts';
import { MINUTES_PER_DAY } from '#domain/time/types.ts';
import type { WorkDate } from '#domain/time/types.ts';
import { needsTick } from '#domain/worktime/day-transitions.ts';
import { DAY_STATES } from '#domain/contract/computed-day.ts';
import type { DayState } from '#domain/contract/computed-day.ts';
import type { Analytics } from '#platform/clickhouse.ts';
import { pause } from '#platform/jitter.ts';
import type { Logger } from '#platform/log.ts';
import { personText } from './days/day-key.ts';
import type { DaysPublisher } from './days/publish-days.ts';
import { publishOutdatedDays } from './days/publish-outdated-days.ts';
import { readOpenDays } from './days/queries.ts';

export interface TickDeps {
  analytics: Analytics;
  days: DaysPublisher;
  clock: () => number;
  log: Logger;
  /** Done after each tick: upkeep that must happen now and then. */
  upkeep: () => Promise<void>;
}

/** A work date ends at most two days after it began; one more for the zones. The first tick after a start looks at all dates. */
const LOOK_BACK_DAYS = 4;
const NOTHING_CAME_IN = { active: [], awake: [] };
const BEGINNING = '1970-01-01' as WorkDate;
/**
 * An open day is left alone so long: the PC of nearly everybody at work asks for it each minute anyway, and all of them at the beginning of each minute
 * would be everybody's day twice, in one burst.
 */
const OPEN_DAY_REST_MINUTES = 2;

/** Publishes the days that the clock alone changes: open spans count on, days that ended are closed. */
export async function publishMovingDays(deps: TickDeps, fromDate: WorkDate): Promise<number> {
  const nowMinute = Math.floor(deps.clock() / MS_PER_MINUTE);
  const rows = await deps.analytics.query(readOpenDays, { fromDate });
  const moving = rows.filter((row) => {
    const day = { asOfMinute: row.asOfSeconds / 60, endMinute: row.endMinute, dayState: toDayState(row.dayState) };
    const isRested = nowMinute >= Math.min(day.asOfMinute + OPEN_DAY_REST_MINUTES, day.endMinute);
    return isRested && needsTick(day, nowMinute);
  });
  await deps.days.publishRoutine(
    [...Map.groupBy(moving, personText).values()].flatMap((rows) => {
      const [first] = rows;
      if (first === undefined) return [];
      const { tenantId, personId } = first;
      return [{ tenantId, personId, workDates: rows.map((row) => row.workDate as WorkDate), minutes: NOTHING_CAME_IN }];
    }),
    `tick-${nowMinute}`,
  );
  return moving.length;
}

const toDayState = (text: string): DayState => DAY_STATES.find((state) => state === text) ?? 'working';

/** Runs at the beginning of each minute until the signal; a failure is logged and made good by the next. */
export async function runTick(deps: TickDeps, signal: AbortSignal): Promise<void> {
  let isFirst = true;
  while (!signal.aborted) {
    try {
      const today = workDateOfDayNumber(Math.floor(deps.clock() / MS_PER_MINUTE / MINUTES_PER_DAY));
      if (isFirst) await publishOutdatedDays(deps);
      await publishMovingDays(deps, isFirst ? BEGINNING : addDays(today, -LOOK_BACK_DAYS));
      isFirst = false;
      await deps.upkeep();
    } catch (err) {
      deps.log.warn({ err }, 'the tick failed; the next one makes it good');
    }
    await pause(MS_PER_MINUTE - (deps.clock() % MS_PER_MINUTE), signal);
  }
}
