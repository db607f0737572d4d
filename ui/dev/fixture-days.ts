import type { ComputedDay } from '#domain/contract/computed-day.ts';
import { computeSketch, type DaySketch, type Pressed } from '#domain/worktime/day-test-kit.ts';
import { addDays, weekdayOf } from '#domain/time/calendar.ts';
import type { WorkDate } from '#domain/time/types.ts';

/** A made-up month for looking at the screens: every kind of day once, ordinary days between. Development only. */
const ordinary = (seed: number): DaySketch => {
  const start = 535 + ((seed * 7) % 20);
  const end = 1080 + ((seed * 37) % 55);
  const text = (clock: number): string => `${Math.floor(clock / 60)}:${String(clock % 60).padStart(2, '0')}`;
  return {
    presses: [
      [text(start), 'start'],
      [text(end), 'end'],
    ],
    active: scatter(start - 4, end + 3, seed),
    awake: [`${text(start - 6)}-${text(end + 5)}`],
  };
};

/** Pieces of activity with pauses between, the same for the same seed. */
export function scatter(from: number, to: number, seed: number): string[] {
  const text = (clock: number): string => `${Math.floor(clock / 60)}:${String(clock % 60).padStart(2, '0')}`;
  const pieces: string[] = [];
  let random = seed * 9301 + 49297;
  const next = (below: number): number => {
    random = (random * 9301 + 49297) % 233280;
    return Math.floor((random / 233280) * below);
  };
  for (let clock = from; clock < to;) {
    const end = Math.min(to, clock + 1 + next(clock % 97 < 40 ? 22 : 7));
    if (clock < 722 || clock > 776 || next(5) === 0) pieces.push(`${text(clock)}-${text(end)}`);
    clock = end + 1 + next(clock % 113 < 30 ? 16 : 4);
  }
  return pieces;
}

const SPECIAL: Readonly<Record<number, DaySketch | null>> = {
  3: null,
  5: {
    presses: [
      ['9:01', 'start'],
      ['12:30', 'break'],
      ['13:20', 'resume'],
      ['22:48', 'end'],
    ],
    active: scatter(538, 1372, 5),
    awake: ['8:56-22:56'],
  },
  6: { presses: [['9:03', 'start']], active: scatter(540, 1133, 6), awake: ['8:58-19:02'] },
  10: {
    presses: [
      ['17:30', 'start'],
      ['26:32', 'end'],
    ],
    active: scatter(1046, 1596, 10),
    awake: ['17:20-26:40'],
  },
  11: {
    presses: [
      ['9:00', 'start', { workStyle: 'remote' }],
      ['18:02', 'end'],
    ],
    active: [...scatter(536, 1083, 11), ...scatter(1262, 1341, 12)],
    awake: ['8:50-18:20', '21:00-22:30'],
  },
  12: {
    presses: [
      ['8:58', 'start', { workStyle: 'offsite' }],
      ['17:45', 'end'],
    ],
  },
  14: {
    presses: [
      ['10:00', 'start', { isHolidayWork: true }],
      ['15:30', 'end'],
    ],
    active: scatter(598, 932, 14),
    awake: ['9:50-15:40'],
  },
  15: { active: scatter(1205, 1263, 15), awake: ['20:00-21:10'] },
  17: {
    presses: [
      ['9:02', 'start', { requestState: 'submitted' }],
      ['18:30', 'end'],
    ],
    active: scatter(540, 1112, 17),
    awake: ['8:55-18:40'],
    sensorLost: ['15:10-15:50'],
  },
  18: null,
};

/** The day of one date; null where nothing was recorded. `nowClock`: the day that runs. */
export function fixtureDay(workDate: WorkDate, nowClock?: string, presses?: readonly Pressed[]): ComputedDay | null {
  const number = Number(workDate.slice(8));
  if (nowClock !== undefined) {
    const list = presses ?? [];
    return computeSketch({
      workDate,
      presses: list,
      active: scatter(538, 860, 20),
      awake: ['8:55-14:21'],
      now: nowClock,
    });
  }
  const special = SPECIAL[number];
  if (special === null) return null;
  const weekday = weekdayOf(workDate);
  if (special === undefined && (weekday === 0 || weekday === 6)) return null;
  return computeSketch({ workDate, ...(special ?? ordinary(number)) });
}

export function fixtureDates(month: string): WorkDate[] {
  const dates: WorkDate[] = [];
  const first = `${month.slice(0, 4)}-${month.slice(4)}-01` as WorkDate;
  for (let each = first; each.slice(0, 7) === first.slice(0, 7); each = addDays(each, 1)) dates.push(each);
  return dates;
}
