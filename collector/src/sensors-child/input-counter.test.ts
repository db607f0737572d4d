import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { classOfKeyCode } from '../sensors/key-classes.ts';
import type { KeyClass } from '../sensors/key-classes.ts';
import { HOOK_EVENT, MOVES_PER_SECOND, STALE_PRESS_MS, createInputCounter, zeroCounts } from './input-counter.ts';
import type { HookEvent, MinuteCounts } from './input-counter.ts';

const WALL_AT = 1_800_000_000_000;
const A = 30;
const UNKNOWN = 0;
const down = (keycode: number, time: number): HookEvent => ({ type: HOOK_EVENT.keyDown, time, keycode });
const up = (keycode: number, time: number): HookEvent => ({ type: HOOK_EVENT.keyUp, time, keycode });

function countOf(events: HookEvent[]): Partial<MinuteCounts['counts']> {
  const counter = createInputCounter(() => WALL_AT);
  for (const event of events) counter.take(event);
  const counts = counter.drain()[0]?.counts ?? zeroCounts();
  return Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0));
}

test('a key counts when it goes down, and not when it comes up', () => {
  assert.deepEqual(countOf([down(A, 0), up(A, 50), down(A, 100), up(A, 150)]), { letters: 2 });
});

test('repeats of a held key do not count, for however long it is held', () => {
  const repeats = Array.from({ length: 1_000 }, (_, index) => down(A, 660 + index * 40));
  assert.deepEqual(countOf([down(A, 0), ...repeats, up(A, 41_000)]), { letters: 1 });
});

test('a lost key-up mutes its key only until the stale limit', () => {
  assert.deepEqual(countOf([down(A, 0), down(A, STALE_PRESS_MS - 1)]), { letters: 1 });
  assert.deepEqual(countOf([down(A, 0), down(A, STALE_PRESS_MS)]), { letters: 2 });
});

test('the wrap of the event clock neither mutes nor repeats a key', () => {
  const before = 2 ** 32 - 10;
  assert.deepEqual(countOf([down(A, before), down(A, 30)]), { letters: 1 });
  assert.deepEqual(countOf([down(A, before), up(A, 5), down(A, 30)]), { letters: 2 });
});

test('a keypad key that comes up under its other NumLock code is up', () => {
  assert.deepEqual(countOf([down(0x4f, 0), up(0xee4f, 10), down(0x4f, 20)]), { numpad: 2 });
});

test('an unknown key that is held counts once', () => {
  const events = [
    down(UNKNOWN, 0),
    down(UNKNOWN, 660),
    down(UNKNOWN, 700),
    up(UNKNOWN, 710),
    down(UNKNOWN, 900),
    up(UNKNOWN, 950),
  ];
  assert.deepEqual(countOf(events), { others: 2 });
});

test('two unknown keys pressed into each other count twice, whether the second repeats or not', () => {
  const overlap = [down(UNKNOWN, 0), down(UNKNOWN, 30), up(UNKNOWN, 60)];
  assert.deepEqual(countOf([...overlap, up(UNKNOWN, 90)]), { others: 2 });
  assert.deepEqual(countOf([...overlap, down(UNKNOWN, 700), down(UNKNOWN, 740), up(UNKNOWN, 750)]), { others: 2 });
});

test('a key-up without its key-down, as after a restart of the hook, counts nothing', () => {
  assert.deepEqual(countOf([up(A, 0), up(UNKNOWN, 10)]), {});
});

test('left, right, every other button and each wheel event have their column', () => {
  const press = (button: unknown): HookEvent => ({ type: HOOK_EVENT.buttonDown, time: 0, button });
  const wheel: HookEvent = { type: HOOK_EVENT.wheel, time: 0 };
  assert.deepEqual(countOf([press(1), press(1), press(2), press(3), press(4), wheel, wheel]), {
    leftClicks: 2,
    rightClicks: 1,
    wheel: 4,
  });
});

test('button releases, clicks and events of an unknown type count nothing', () => {
  assert.deepEqual(countOf([6, 8, 1, 2, 3, 5, 99].map((type) => ({ type, time: 0 }))), {});
});

test('moves count one by one up to the limit of a second', () => {
  const moves = (count: number, from: number): HookEvent[] =>
    Array.from({ length: count }, (_, index) => ({ type: HOOK_EVENT.move, time: from + (index % 1_000) }));
  assert.deepEqual(countOf(moves(7, 0)), { moves: 7 });
  assert.deepEqual(countOf(moves(1_000, 0)), { moves: MOVES_PER_SECOND });
  assert.deepEqual(countOf([...moves(1_000, 0), ...moves(1_000, 1_000)]), { moves: 2 * MOVES_PER_SECOND });
});

test('an input belongs to the minute of the wall clock in which it came, and minutes are drained apart and once', () => {
  let wallAt = 59_999;
  const counter = createInputCounter(() => wallAt);
  counter.take(down(A, 0));
  wallAt = 60_000;
  counter.take(down(31, 1));
  counter.take(down(32, 2));
  assert.deepEqual(counter.drain(), [
    { minute: 0, counts: { ...zeroCounts(), letters: 1 } },
    { minute: 1, counts: { ...zeroCounts(), letters: 2 } },
  ]);
  assert.deepEqual(counter.drain(), []);
});

const CODES: Record<KeyClass, number[]> = { letters: [], digits: [], numpad: [], symbols: [], others: [] };
// Code 0 is several keys, the mark of NumLock off makes two codes one key: both would press the same key twice.
for (let code = 1; code < 0x0f00; code += 1) CODES[classOfKeyCode(code, 'other')].push(code);
const keyClass = fc.constantFrom<KeyClass>('letters', 'digits', 'numpad', 'symbols', 'others');
const choice = fc.record({
  pick: fc.nat(),
  holdMs: fc.integer({ min: 1, max: 400 }),
  repeats: fc.integer({ min: 0, max: 5 }),
});

/** Types one key of each class, held and repeated as chosen, and answers the bytes that would leave the process. */
function bytesOf(classes: KeyClass[], choices: { pick: number; holdMs: number; repeats: number }[]): string {
  const counter = createInputCounter(() => WALL_AT);
  let time = 0;
  classes.forEach((name, index) => {
    const { pick, holdMs, repeats } = choices[index] ?? { pick: 0, holdMs: 1, repeats: 0 };
    const code = CODES[name][pick % CODES[name].length] ?? 0;
    for (let press = 0; press <= repeats; press += 1) counter.take(down(code, (time += holdMs)));
    counter.take(up(code, (time += 1)));
  });
  return JSON.stringify(counter.drain());
}

test('any two sequences of keys with equal counts by class give equal bytes: which keys they were is gone', () => {
  const sequences = fc
    .array(keyClass, { maxLength: 40 })
    .chain((classes) =>
      fc.tuple(
        fc.constant(classes),
        fc.shuffledSubarray(classes, { minLength: classes.length, maxLength: classes.length }),
        fc.array(choice, { minLength: classes.length, maxLength: classes.length }),
        fc.array(choice, { minLength: classes.length, maxLength: classes.length }),
      ),
    );
  fc.assert(
    fc.property(sequences, ([classes, shuffled, some, others]) => {
      assert.equal(bytesOf(classes, some), bytesOf(shuffled, others));
    }),
  );
});

test('the counts of a drain are those of the events, however often it is drained in between', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(keyClass, fc.boolean()), { maxLength: 60 }), (steps) => {
      const counter = createInputCounter(() => WALL_AT);
      const drained: MinuteCounts[] = [];
      steps.forEach(([name, isDrained], index) => {
        const code = CODES[name][index % CODES[name].length] ?? 0;
        counter.take(down(code, index * 2));
        counter.take(up(code, index * 2 + 1));
        if (isDrained) drained.push(...counter.drain());
      });
      drained.push(...counter.drain());
      for (const name of Object.keys(CODES) as KeyClass[]) {
        const sum = drained.reduce((total, { counts }) => total + counts[name], 0);
        assert.equal(sum, steps.filter(([typed]) => typed === name).length);
      }
    }),
  );
});
