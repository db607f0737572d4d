import type { InputCounts } from '#domain/contract/wire.ts';
import { zeroCounts } from '../minute/pending-counts.ts';
import type { ActiveWindow } from '../sensors/sensor-messages.ts';
import { OFFICE_WINDOWS } from './office-windows.ts';
import { seededRandom } from './seeded-random.ts';

/** What the simulated person does within one minute: per second the input, and where the window changes. */
export interface SimulatedMinute {
  readonly inputBySecond: ReadonlyMap<number, InputCounts>;
  readonly windowBySecond: ReadonlyMap<number, ActiveWindow>;
}

/** Reading, telephone, coffee: minutes without any input in an ordinary hour. */
const IDLE_SHARE = 0.15;
/** About one in three minutes brings another window to the front. */
const WINDOW_CHANGE_SHARE = 0.35;

/** The same for the same seed and minute, whenever it is asked and wherever a run began. */
export function simulateMinute(seed: number, minute: number): SimulatedMinute {
  const random = seededRandom(seed, minute);
  const inputBySecond = new Map<number, InputCounts>();
  const windowBySecond = new Map<number, ActiveWindow>();
  if (random() >= IDLE_SHARE) {
    const isTyping = random() < 0.6;
    for (let second = 0; second < 60; second += 1) {
      if (random() < 0.4) inputBySecond.set(second, isTyping ? typing(random) : pointing(random));
    }
  }
  if (random() < WINDOW_CHANGE_SHARE) windowBySecond.set(Math.floor(random() * 60), pick(random));
  // A PC that has just come up shows something at the latest on the fifth minute.
  if (minute % 5 === 0) windowBySecond.set(0, pick(random));
  return { inputBySecond, windowBySecond };
}

/** What was in front before `minute` began, for a PC that is started in the middle of its day. */
export function windowBefore(seed: number, minute: number): ActiveWindow | null {
  for (let earlier = minute - 1; earlier >= minute - 6; earlier -= 1) {
    const last = [...simulateMinute(seed, earlier).windowBySecond].sort(([a], [b]) => a - b).at(-1);
    if (last !== undefined) return last[1];
  }
  return null;
}

function typing(random: () => number): InputCounts {
  return {
    ...zeroCounts(),
    letters: Math.floor(random() * 5),
    digits: random() < 0.2 ? 1 : 0,
    numpad: random() < 0.1 ? 2 : 0,
    symbols: random() < 0.15 ? 1 : 0,
    others: 1,
  };
}

function pointing(random: () => number): InputCounts {
  return {
    ...zeroCounts(),
    leftClicks: random() < 0.3 ? 1 : 0,
    rightClicks: random() < 0.05 ? 1 : 0,
    wheel: Math.floor(random() * 3),
    moves: 1 + Math.floor(random() * 40),
  };
}

const pick = (random: () => number): ActiveWindow => {
  const window = OFFICE_WINDOWS[Math.floor(random() * OFFICE_WINDOWS.length)];
  if (window === undefined) throw new RangeError('no such window');
  return window;
};
