import type { StampedItem } from '#domain/contract/messages.ts';
import { minuteOfClock } from '#domain/time/wall-clock.ts';
import { MS_PER_MINUTE, type UnixMinute, type WorkDate } from '#domain/time/types.ts';
import type { SamplePerson } from '../company/people.ts';
import type { DayPlan, PcSpell } from './plan-day.ts';
import { randomOf, type Random } from './random.ts';
import { windowsOf, type SampleWindow } from './windows.ts';

/** What the PCs of a person recorded on a date, in the form in which ingest publishes it. Seqs rise from `firstSeq` within each device. */
export function activityOfPlan(
  person: SamplePerson,
  workDate: WorkDate,
  plan: DayPlan,
  zone: string,
  untilMinute: UnixMinute,
): Map<number, StampedItem[]> {
  const items = new Map<number, StampedItem[]>();
  const devices = [...new Set(plan.spells.map((spell) => spell.device))];
  for (const device of devices) {
    const random = randomOf('activity', person.number, workDate, device);
    const spells = plan.spells.filter((spell) => spell.device === device).sort((a, b) => a.startClock - b.startClock);
    const recorded = recordDevice(
      random,
      spells,
      (clock) => minuteOfClock(clock, workDate, zone),
      windowsOf(person),
      untilMinute,
    );
    if (recorded.length > 0) items.set(device, recorded);
  }
  return items;
}

function recordDevice(
  random: Random,
  spells: readonly PcSpell[],
  minuteOf: (clock: number) => UnixMinute,
  windows: readonly SampleWindow[],
  untilMinute: UnixMinute,
): StampedItem[] {
  const items: StampedItem[] = [];
  let seq = 0;
  const next = () => ({ seq: ++seq, offsetMinutes: 0 });
  let front: { window: SampleWindow; activatedAt: number; until: UnixMinute } | undefined;
  let previousEnd: UnixMinute | undefined;
  for (const spell of spells) {
    const start = minuteOf(spell.startClock);
    const end = Math.min(minuteOf(spell.endClock), untilMinute);
    if (start >= end) continue;
    if (previousEnd === undefined || previousEnd < start) {
      if (previousEnd !== undefined) items.push({ ...next(), ...agentStopAt(previousEnd) });
      items.push({ ...next(), kind: 'sessionChange', at: start * MS_PER_MINUTE + 500, change: 'agentStart' });
      front = undefined;
    }
    for (let minute = Math.max(start, previousEnd ?? start); minute < end; minute++) {
      items.push({
        ...next(),
        kind: 'inputMinute',
        minute,
        part: 0,
        counts: countsOf(random, random.chance(spell.busy)),
      });
      if (front === undefined || minute >= front.until) {
        front = {
          window: random.pick(windows),
          activatedAt: minute * MS_PER_MINUTE,
          until: minute + random.int(3, 18),
        };
      }
      const { process, title, url } = front.window;
      items.push({
        ...next(),
        kind: 'windowSlice',
        minute,
        activatedAt: front.activatedAt,
        process,
        title,
        url,
        seconds: 60,
      });
    }
    previousEnd = Math.max(end, previousEnd ?? end);
  }
  // A PC that is still on has not said goodbye.
  if (previousEnd !== undefined && previousEnd < untilMinute) items.push({ ...next(), ...agentStopAt(previousEnd) });
  return items;
}

const agentStopAt = (minute: UnixMinute) =>
  ({ kind: 'sessionChange', at: minute * MS_PER_MINUTE - 1_000, change: 'agentStop' }) as const;

/** In the order of INPUT_COUNT_NAMES: letters, digits, numpad, symbols, others, left, right, wheel, moves. */
function countsOf(random: Random, isActive: boolean): number[] {
  if (!isActive) return [0, 0, 0, 0, 0, 0, 0, 0, 0];
  const typing = random.chance(0.6) ? random.int(5, 160) : 0;
  return [
    typing,
    Math.floor(typing * 0.08),
    random.chance(0.1) ? random.int(1, 25) : 0,
    Math.floor(typing * 0.06),
    Math.floor(typing * 0.2),
    random.int(1, 14),
    random.int(0, 2),
    random.int(0, 20),
    random.int(10, 240),
  ];
}
