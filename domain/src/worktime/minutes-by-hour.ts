import type { ComputedDay, LedgerRun } from '../contract/computed-day.ts';
import type { Minutes } from '../time/types.ts';

const HOURS = 24;
const WORKED: ReadonlySet<string> = new Set(['scheduledWork', 'overtime', 'holidayWork']);

export interface MinutesByHour {
  /** 24 amounts, hour 0 first. */
  readonly worked: readonly Minutes[];
  readonly pcActive: readonly Minutes[];
}

/**
 * 曜日×時間帯: worked minutes and minutes with PC input of a work date by the hour that the wall clock shows.
 *
 *   worked     |───────8:40 … 10:20───────|        hour 8: 20   hour 9: 60   hour 10: 20
 *   25:10 of a work date is its hour 1: the weekday stays that of the work date
 *
 * The amounts of `worked` sum to 勤務時間, those of `pcActive` to PC操作時間. An hour comes twice on a date that a later 自動終了時刻
 * makes longer than 24 h, and once more when a clock is put back: up to 180 minutes.
 */
export function minutesByHour(day: Pick<ComputedDay, 'ledger'>): MinutesByHour {
  const worked = new Array<Minutes>(HOURS).fill(0);
  const pcActive = new Array<Minutes>(HOURS).fill(0);
  for (const run of day.ledger) {
    if (WORKED.has(run.state)) addRun(worked, run);
    if (run.pc === 'active') addRun(pcActive, run);
  }
  return { worked, pcActive };
}

function addRun(hours: Minutes[], run: LedgerRun): void {
  for (let clock = run.startClock; clock < run.endClock;) {
    const end = Math.min(run.endClock, (Math.floor(clock / 60) + 1) * 60);
    const hour = Math.floor(clock / 60) % HOURS;
    hours[hour] = (hours[hour] ?? 0) + end - clock;
    clock = end;
  }
}
