import { INPUT_COUNT_NAMES } from '#domain/contract/wire-limits.ts';
import type { InputCounts } from '#domain/contract/wire.ts';
import { UNKNOWN_KEY_CODE, classOfKeyCode, physicalKeyOf } from '../sensors/key-classes.ts';
import type { KeyboardKind } from '../sensors/key-classes.ts';

/**
 * The counting rule (guide table 5-13).
 *
 * - **Keys**: one for each time a key goes down. The system repeats the key-down of a key that is held; those do not count, because the key is
 *   still in the set of pressed keys. A key-up may get lost (lock screen, hook restarted), so a key-down that comes STALE_PRESS_MS or more
 *   after the last one of the same key is a new press: repeats follow each other faster than that.
 * - **Unknown keys** (code 0: 無変換, ろ and others) share one code. Held alone they behave like any key. If a second one goes down while the
 *   first is held, its key-down looks like a repeat; its key-up then arrives when no unknown key is pressed, and is counted instead.
 *   A third one at the same time is not seen.
 * - **Buttons**: one for each press. Left and right as the person has assigned them. Every other button counts as `wheel` (the middle one is
 *   the wheel): the guide has no column for it, and a minute with such a press must not look idle.
 * - **Wheel**: one for each wheel event, a notch on an ordinary mouse, whatever its direction.
 * - **Moves**: one for each motion event, dragging included, but no more than MOVES_PER_SECOND in one second: a gaming mouse sends 8,000.
 */
export const STALE_PRESS_MS = 5_000;
export const MOVES_PER_SECOND = 100;

/** The part of a hook event that is read. `time`: milliseconds of the system's event clock, wraps after 49.7 days. */
export type HookEvent = { type: number; time: number; keycode?: number; button?: unknown };
export const HOOK_EVENT = { keyDown: 4, keyUp: 5, buttonDown: 7, move: 9, wheel: 11 } as const;

export type MinuteCounts = { minute: number; counts: InputCounts };
export type InputCounter = {
  /** Called by the hook for every event; must be quick and must not throw. */
  take(event: HookEvent): void;
  /** The counts since the last call, by the wall-clock minute in which each input was seen, oldest first. */
  drain(): MinuteCounts[];
  setKeyboard(kind: KeyboardKind): void;
};

export function createInputCounter(wallNow: () => number): InputCounter {
  const byMinute = new Map<number, InputCounts>();
  const keys = createPressedKeys();
  const moves = createMoveLimit();
  let keyboard: KeyboardKind = 'other';

  function add(name: keyof InputCounts): void {
    const minute = Math.floor(wallNow() / 60_000);
    let counts = byMinute.get(minute);
    if (!counts) byMinute.set(minute, (counts = zeroCounts()));
    counts[name] += 1;
  }

  return {
    take(event) {
      const keyCode = event.keycode ?? UNKNOWN_KEY_CODE;
      if (event.type === HOOK_EVENT.keyDown) {
        if (keys.down(physicalKeyOf(keyCode), event.time)) add(classOfKeyCode(keyCode, keyboard));
      } else if (event.type === HOOK_EVENT.keyUp) {
        if (keys.up(physicalKeyOf(keyCode))) add('others');
      } else if (event.type === HOOK_EVENT.buttonDown) {
        add(event.button === 1 ? 'leftClicks' : event.button === 2 ? 'rightClicks' : 'wheel');
      } else if (event.type === HOOK_EVENT.wheel) {
        add('wheel');
      } else if (event.type === HOOK_EVENT.move && moves.allow(event.time)) {
        add('moves');
      }
    },
    drain() {
      const drained = [...byMinute].map(([minute, counts]) => ({ minute, counts }));
      byMinute.clear();
      return drained.sort((a, b) => a.minute - b.minute);
    },
    setKeyboard(kind) {
      keyboard = kind;
    },
  };
}

export function zeroCounts(): InputCounts {
  return Object.fromEntries(INPUT_COUNT_NAMES.map((name) => [name, 0])) as InputCounts;
}

/** Holds keys only in memory and only while they are pressed. `down` and `up` answer whether a press is to be counted. */
function createPressedKeys() {
  const lastDownAt = new Map<number, number>();
  let hiddenUnknownPress = false;
  return {
    down(key: number, at: number): boolean {
      const before = lastDownAt.get(key);
      lastDownAt.set(key, at);
      const isPress = before === undefined || elapsed(before, at) >= STALE_PRESS_MS;
      if (key === UNKNOWN_KEY_CODE) hiddenUnknownPress = !isPress;
      return isPress;
    },
    up(key: number): boolean {
      const wasDown = lastDownAt.delete(key);
      if (wasDown || key !== UNKNOWN_KEY_CODE || !hiddenUnknownPress) return false;
      hiddenUnknownPress = false;
      return true;
    },
  };
}

function createMoveLimit() {
  let secondBeganAt: number | undefined;
  let movesOfSecond = 0;
  return {
    allow(at: number): boolean {
      if (secondBeganAt === undefined || elapsed(secondBeganAt, at) >= 1_000) {
        secondBeganAt = at;
        movesOfSecond = 0;
      }
      movesOfSecond += 1;
      return movesOfSecond <= MOVES_PER_SECOND;
    },
  };
}

/** Milliseconds between two readings of the 32-bit event clock, right across its wrap; a step backwards is a very long time. */
function elapsed(from: number, to: number): number {
  return (to - from) >>> 0;
}
