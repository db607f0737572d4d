import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { SensorMessage } from '../sensors/sensor-messages.ts';
import { MinuteCloser } from './minute-recorder.ts';
import { zeroCounts } from './pending-counts.ts';
import type { RecordedItem } from './recorded-item.ts';

/** Minute 29,000,000 of the epoch; every test counts its seconds from there. */
const MINUTE = 29_000_000;
const T0 = MINUTE * 60_000;
const EDITOR = { process: 'editor', title: '提案書.docx' };
const MAIL = { process: 'mail', title: '受信トレイ' };

const reading = (second: number) => ({ wallAt: T0 + second * 1000, monotonicMs: 5_000 + second * 1000 });
const tick = (second: number): SensorMessage => ({ kind: 'tick', clock: reading(second) });
const letters = (second: number, count = 1, minute = MINUTE + Math.floor(second / 60)): SensorMessage => ({
  kind: 'counts',
  minute,
  counts: { ...zeroCounts(), letters: count },
  clock: reading(second),
});
const front = (second: number, window: typeof EDITOR | null, seenAt = second): SensorMessage => ({
  kind: 'window',
  window,
  activeAt: T0 + second * 1000,
  clock: reading(seenAt),
});
const session = (second: number, change: Extract<SensorMessage, { kind: 'session' }>['change']): SensorMessage => ({
  kind: 'session',
  change,
  at: T0 + second * 1000,
});

/** Ticks of each second in `[from, to]`, with the other messages in their places. */
function seconds(from: number, to: number, others: Record<number, SensorMessage[]> = {}): SensorMessage[] {
  return Array.from({ length: to - from + 1 }, (_, n) => [...(others[from + n] ?? []), tick(from + n)]).flat();
}
function record(messages: SensorMessage[]): RecordedItem[] {
  const closer = new MinuteCloser();
  return [...messages.flatMap((message) => closer.take(message)), ...closer.stop()];
}
const inputs = (items: RecordedItem[]) =>
  items.flatMap((item) => (item.kind === 'inputMinute' ? [[item.minute - MINUTE, item.counts.letters]] : []));
const slices = (items: RecordedItem[]) =>
  items.flatMap((item) =>
    item.kind === 'windowSlice'
      ? [[item.minute - MINUTE, item.process, item.seconds, (item.activatedAt - T0) / 1000]]
      : [],
  );

test('a minute without input is recorded, because the agent was awake in it', () => {
  assert.deepEqual(inputs(record(seconds(0, 122))), [
    [0, 0],
    [1, 0],
    [2, 0],
  ]);
});

test('a minute is closed two seconds after its end, not before', () => {
  const closer = new MinuteCloser();
  assert.deepEqual(
    seconds(0, 61).flatMap((message) => closer.take(message)),
    [],
  );
  assert.deepEqual(inputs(closer.take(tick(62))), [[0, 0]]);
});

test('a window that changes inside a minute splits it, and keeps its activation instant over the minutes', () => {
  const items = record(seconds(0, 120, { 0: [front(0, EDITOR)], 45: [front(45, MAIL)] }));
  assert.deepEqual(slices(items), [
    [0, 'editor', 45, 0],
    [0, 'mail', 15, 45],
    [1, 'mail', 60, 45],
  ]);
});

test('a window message that is two seconds late still belongs where it happened, also across the minute', () => {
  const items = record(seconds(0, 120, { 0: [front(0, EDITOR)], 61: [front(59, MAIL, 61)] }));
  assert.deepEqual(slices(items), [
    [0, 'editor', 59, 0],
    [0, 'mail', 1, 59],
    [1, 'mail', 60, 59],
  ]);
});

test('no window in front leaves no slice', () => {
  const items = record(seconds(0, 60, { 0: [front(0, EDITOR)], 20: [front(20, null)], 50: [front(50, MAIL)] }));
  assert.deepEqual(slices(items), [
    [0, 'editor', 20, 0],
    [0, 'mail', 10, 50],
  ]);
});

test('lock ends the slice, unlock begins a new activation, and the input minutes go on', () => {
  const others = { 0: [front(0, EDITOR)], 10: [session(10, 'lock')], 90: [session(90, 'unlock')] };
  const items = record(seconds(0, 120, others));
  assert.deepEqual(slices(items), [
    [0, 'editor', 10, 0],
    [1, 'editor', 30, 90],
  ]);
  assert.deepEqual(
    inputs(items).map(([minute]) => minute),
    [0, 1],
  );
});

test('a window that comes to the front behind the lock screen shows when it is unlocked', () => {
  const others = { 0: [front(0, EDITOR), session(0, 'lock')], 20: [front(20, MAIL)], 30: [session(30, 'unlock')] };
  assert.deepEqual(slices(record(seconds(0, 60, others))), [[0, 'mail', 30, 30]]);
});

test('sleep leaves no minute: the two ends are partial records and the hours between are absent', () => {
  const asleep = [session(30, 'suspend'), session(7_230, 'resume')];
  const after: SensorMessage[] = Array.from({ length: 60 }, (_, n) => ({
    kind: 'tick',
    clock: { wallAt: T0 + (7_230 + n) * 1000, monotonicMs: 5_000 + (31 + n) * 1000 },
  }));
  const items = record([...seconds(0, 30, { 0: [front(0, EDITOR)], 10: [letters(10, 4)] }), ...asleep, ...after]);
  assert.deepEqual(inputs(items), [
    [0, 4],
    [120, 0],
    [121, 0],
  ]);
  assert.deepEqual(slices(items), [
    [0, 'editor', 30, 0],
    [120, 'editor', 30, 7_230],
    [121, 'editor', 29, 7_230],
  ]);
});

test('a sensor that does not tick for long was not watching, even when nobody says suspend', () => {
  const items = record([...seconds(0, 30), ...seconds(200, 230)]);
  assert.deepEqual(
    inputs(items).map(([minute]) => minute),
    [0, 3],
  );
});

test('a clock that is set back records the minute again as another part, and no count is lost', () => {
  const setBack = (second: number): SensorMessage => ({
    kind: 'tick',
    clock: { wallAt: T0 + (second - 60) * 1000, monotonicMs: 5_000 + second * 1000 },
  });
  const items = record([
    ...seconds(0, 70, { 5: [letters(5, 3)], 65: [letters(65, 2)] }),
    ...Array.from({ length: 30 }, (_, n) => setBack(71 + n)),
  ]);
  assert.deepEqual(inputs(items), [
    [0, 3],
    [1, 2],
    [0, 0],
  ]);
});

test('a step back of a second tells no second twice', () => {
  const steps = seconds(0, 60, { 0: [front(0, EDITOR)] }).map((message): SensorMessage =>
    message.kind === 'tick' && message.clock.monotonicMs > 35_000
      ? { ...message, clock: { ...message.clock, wallAt: message.clock.wallAt - 1_000 } }
      : message,
  );
  assert.deepEqual(slices(record(steps)), [[0, 'editor', 59, 0]]);
});

test('between sensorLost and sensorBack there is no input minute, never zeros', () => {
  const others = { 30: [session(30, 'sensorLost')], 200: [session(200, 'sensorBack')] };
  const items = record(seconds(0, 240, others));
  assert.deepEqual(
    inputs(items).map(([minute]) => minute),
    [0, 3],
  );
});

test('windows are told on while only the input is lost', () => {
  const items = record(seconds(0, 60, { 0: [front(0, EDITOR)], 30: [session(30, 'sensorLost')] }));
  assert.deepEqual(
    slices(items).map(([, name, length]) => [name, length]),
    [
      ['editor', 30],
      ['editor', 30],
    ],
  );
});

test('a window probe that goes blind ends its slice', () => {
  const blind: SensorMessage = { kind: 'health', part: 'window', state: 'blind', reason: 'probe_failed' };
  assert.deepEqual(slices(record(seconds(0, 60, { 0: [front(0, EDITOR)], 20: [tick(20), blind] }))), [
    [0, 'editor', 20, 0],
  ]);
});

test('counts that come after their minute was closed become a part of their own', () => {
  const items = record(seconds(0, 70, { 65: [letters(65, 7, MINUTE)] }));
  assert.deepEqual(inputs(items), [
    [0, 0],
    [0, 7],
    [1, 0],
  ]);
});

test('an agent that is stopped and started within a minute records two parts that share no second', () => {
  const first = record(seconds(0, 20, { 0: [front(0, EDITOR)], 10: [letters(10, 1)] }));
  const second = record(seconds(25, 60, { 25: [front(25, EDITOR)], 30: [letters(30, 1)] }));
  assert.deepEqual(
    [...inputs(first), ...inputs(second)].map(([minute]) => minute),
    [0, 0],
  );
  assert.deepEqual(
    [...slices(first), ...slices(second)].map(([, , length]) => length),
    [20, 35],
  );
});

/** A morning: windows, locks and input at random milliseconds, ticks each second. */
const morning = fc.record({
  seconds: fc.integer({ min: 5, max: 400 }),
  startMs: fc.integer({ min: 0, max: 59_999 }),
  events: fc.array(
    fc.record({
      ms: fc.integer({ min: 0, max: 400_000 }),
      what: fc.constantFrom('editor', 'mail', 'none', 'lock', 'unlock', 'letter'),
    }),
    { maxLength: 60 },
  ),
});

function play({ seconds: length, startMs, events }: typeof morning extends fc.Arbitrary<infer M> ? M : never) {
  const at = (ms: number) => ({ wallAt: T0 + startMs + ms, monotonicMs: ms });
  const messages: { ms: number; order: number; message: SensorMessage }[] = [];
  for (let n = 0; n <= length; n += 1)
    messages.push({ ms: n * 1000, order: 0, message: { kind: 'tick', clock: at(n * 1000) } });
  let shown = true;
  let locked = false;
  let visibleMs = 0;
  let since = 0;
  const turn = (ms: number, change: () => void): void => {
    if (shown && !locked) visibleMs += ms - since;
    since = ms;
    change();
  };
  messages.push({ ms: 0, order: 1, message: { kind: 'window', window: EDITOR, activeAt: T0 + startMs, clock: at(0) } });
  for (const { ms, what } of events.filter((event) => event.ms <= length * 1000).sort((a, b) => a.ms - b.ms)) {
    if (what === 'letter') {
      const minute = Math.floor((T0 + startMs + ms) / 60_000);
      const counts = { ...zeroCounts(), letters: 1 };
      messages.push({ ms, order: 2, message: { kind: 'counts', minute, counts, clock: at(ms) } });
    } else if (what === 'lock' || what === 'unlock') {
      turn(ms, () => (locked = what === 'lock'));
      messages.push({ ms, order: 2, message: { kind: 'session', change: what, at: T0 + startMs + ms } });
    } else {
      turn(ms, () => (shown = what !== 'none'));
      const window = what === 'none' ? null : what === 'mail' ? MAIL : EDITOR;
      messages.push({ ms, order: 2, message: { kind: 'window', window, activeAt: T0 + startMs + ms, clock: at(ms) } });
    }
  }
  turn(length * 1000, () => undefined);
  messages.sort((a, b) => a.ms - b.ms || a.order - b.order);
  return { messages: messages.map(({ message }) => message), visibleMs };
}

test('slices of a minute never exceed 60 s and together are the time in which a window was to be seen', () => {
  fc.assert(
    fc.property(morning, (made) => {
      const { messages, visibleMs } = play(made);
      const items = record(messages);
      const perMinute = new Map<number, number>();
      for (const item of items) {
        if (item.kind === 'windowSlice') perMinute.set(item.minute, (perMinute.get(item.minute) ?? 0) + item.seconds);
      }
      assert.ok([...perMinute.values()].every((total) => total <= 60));
      const total = [...perMinute.values()].reduce((sum, n) => sum + n, 0);
      // Each unbroken visible time may lose or win less than a second at its two ends; nothing adds up inside of it.
      const breaks =
        1 + made.events.filter(({ what }) => ['none', 'lock', 'unlock', 'editor', 'mail'].includes(what)).length;
      assert.ok(Math.abs(total - visibleMs / 1000) < breaks + 1, `${total} s of ${visibleMs} ms`);
    }),
  );
});

test('windows that follow each other without a pause lose no second, however often they change', () => {
  const changes = fc.array(fc.integer({ min: 0, max: 239_999 }), { maxLength: 200 });
  fc.assert(
    fc.property(changes, fc.integer({ min: 0, max: 999 }), (moments, offsetMs) => {
      const events = [...new Set(moments)]
        .sort((a, b) => a - b)
        .map((ms, n) => ({ ms, what: n % 2 ? 'editor' : 'mail' }) as const);
      const items = record(play({ seconds: 240, startMs: offsetMs, events }).messages);
      const total = items.reduce((sum, item) => sum + (item.kind === 'windowSlice' ? item.seconds : 0), 0);
      // Slices shorter than a second may hold none; the seconds themselves are never lost between neighbours.
      assert.equal(total, 240);
    }),
  );
});

test('how the input of a minute is split into messages, and their order, does not change its counts', () => {
  const presses = fc.array(
    fc.record({ second: fc.integer({ min: 0, max: 179 }), count: fc.integer({ min: 1, max: 9 }) }),
  );
  fc.assert(
    fc.property(presses, fc.boolean(), (made, isReversed) => {
      const whole = new Map<number, number>();
      for (const { second, count } of made)
        whole.set(Math.floor(second / 60), (whole.get(Math.floor(second / 60)) ?? 0) + count);
      const bySecond: Record<number, SensorMessage[]> = {};
      for (const { second, count } of made) {
        const tellAt = isReversed ? Math.floor(second / 60) * 60 + 59 - (second % 60) : second;
        (bySecond[tellAt] ??= []).push(letters(tellAt, count));
      }
      const together = Object.fromEntries(
        [...whole].map(([minute, count]) => [minute * 60 + 59, [letters(minute * 60 + 59, count)]]),
      );
      assert.deepEqual(inputs(record(seconds(0, 180, bySecond))), inputs(record(seconds(0, 180, together))));
    }),
  );
});
