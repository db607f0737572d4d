import holidayJp from '@holiday-jp/holiday_jp';
import { weekdayOf } from '#domain/time/calendar.ts';
import type { Clock, WorkDate } from '#domain/time/types.ts';
import type { WorkOperation, WorkStyle } from '#domain/contract/work-rules.ts';
import type { SamplePerson } from '../company/people.ts';
import { randomOf, type Random } from './random.ts';

export interface PlannedOperation {
  kind: WorkOperation;
  clock: Clock;
  isHolidayWork?: boolean;
  workStyle?: WorkStyle;
}
/** The PC is on from start to end; `busy` is the share of minutes with input. */
export interface PcSpell {
  device: number;
  startClock: Clock;
  endClock: Clock;
  busy: number;
}
export interface DayPlan {
  operations: PlannedOperation[];
  spells: PcSpell[];
}

/** What a person of the sample company does on a date; undefined: a day off with the PC off. Clocks of the work date. */
export function planDay(person: SamplePerson, workDate: WorkDate): DayPlan | undefined {
  const random = randomOf('day', person.number, workDate);
  const weekday = weekdayOf(workDate);
  if (weekday === 0 || weekday === 6 || workDate in holidayJp.holidays) return planWeekend(person, random);
  if (random.chance(0.04)) return undefined; // 有給
  return person.habit === 'nightShift' ? planNight(random) : planOfficeDay(person, random);
}

/** The night shift's date begins at noon: whatever its people do at a weekend is in the afternoon. */
function planWeekend(person: SamplePerson, random: Random): DayPlan | undefined {
  const shift = person.habit === 'nightShift' ? 240 : 0;
  if (random.chance(0.03)) {
    const start = shift + random.int(570, 620);
    const end = start + random.int(150, 300);
    return {
      operations: [
        { kind: 'start', clock: start, isHolidayWork: true },
        { kind: 'end', clock: end },
      ],
      spells: spellsOf(random, start - 3, end + 4),
    };
  }
  if (!random.chance(0.05)) return undefined;
  const start = shift + random.int(600, 1150);
  return { operations: [], spells: spellsOf(random, start, start + random.int(15, 70)) };
}

/** 22:00 to 31:00 with the pattern's break at 26:00: the night belongs to the date on which it began. */
function planNight(random: Random): DayPlan {
  const start = 1320 + random.int(-8, 6);
  const end = 1860 + random.int(0, 25);
  return {
    operations: [
      { kind: 'start', clock: start },
      { kind: 'end', clock: end },
    ],
    spells: spellsOf(random, start - 4, end + 3),
  };
}

function planOfficeDay(person: SamplePerson, random: Random): DayPlan {
  const arrival = 540 + random.int(-12, 4) + (person.habit === 'shortHours' ? 30 : 0);
  const leaving = leavingOf(person, random);
  const isLate = person.habit === 'lateStarter' && random.chance(0.35);
  const start = isLate ? arrival + random.int(25, 75) : arrival + random.int(0, 3);
  const workStyle: WorkStyle = random.chance(person.group.startsWith('G2') ? 0.25 : 0.08) ? 'remote' : 'regular';

  const operations: PlannedOperation[] = [{ kind: 'start', clock: start, workStyle }];
  if (random.chance(0.18)) {
    const pause = random.int(895, 930);
    operations.push({ kind: 'break', clock: pause }, { kind: 'resume', clock: pause + random.int(8, 22) });
  }
  const forgets = person.habit === 'forgetsEnd' && random.chance(0.18);
  if (!forgets) operations.push({ kind: 'end', clock: leaving });

  const spells = spellsOf(random, arrival - random.int(0, 4), leaving + random.int(0, 12));
  if (person.habit === 'twoPcs')
    spells.push({ device: 1, startClock: random.int(600, 680), endClock: leaving - 5, busy: 0.35 });
  if (random.chance(person.habit === 'worksUndeclared' ? 0.3 : 0.05)) spells.push(eveningSpell(random, leaving));
  const presses = person.habit === 'worksUndeclared' && random.chance(0.2) ? [] : operations;
  return { operations: presses, spells };
}

function leavingOf(person: SamplePerson, random: Random): Clock {
  if (person.habit === 'shortHours') return 1000 + random.int(-3, 10);
  const late = person.habit === 'longHours' ? random.int(40, 190) : random.chance(0.3) ? random.int(15, 110) : 0;
  return 1080 + random.int(0, 12) + late;
}

/** At home, after the declared end: the unrequested time that the product exists to show. */
function eveningSpell(random: Random, leaving: Clock): PcSpell {
  const startClock = Math.max(leaving + 40, random.int(1230, 1310));
  return { device: 0, startClock, endClock: startClock + random.int(20, 85), busy: 0.7 };
}

/** From arrival to leaving in stretches: busy ones, meetings without input, a quiet lunch. */
function spellsOf(random: Random, startClock: Clock, endClock: Clock): PcSpell[] {
  const spells: PcSpell[] = [];
  let clock = startClock;
  while (clock < endClock) {
    const length = Math.min(random.int(25, 95), endClock - clock);
    spells.push({ device: 0, startClock: clock, endClock: clock + length, busy: busyAt(random, clock) });
    clock += length;
  }
  return spells;
}

function busyAt(random: Random, clock: Clock): number {
  if (clock >= 715 && clock < 780) return 0.12;
  return random.chance(0.14) ? 0.03 : 0.72 + random.next() * 0.24;
}
