import { WINDOW_LATENCY_MS } from '../sensors/sensor-messages.ts';
import type { ActiveWindow, ClockReading, SensorMessage } from '../sensors/sensor-messages.ts';
import { createFrontTimeline } from './front-timeline.ts';
import { createPendingCounts, zeroCounts } from './pending-counts.ts';
import type { RecordedItem } from './recorded-item.ts';

/** Wall and monotonic clock may differ by this between two readings; beyond it the wall clock was set, or the PC slept. */
const JUMP_MS = 2_000;
/** The sensor ticks each second. Without a reading for this long nobody watched: the time between is not awake time. */
const SILENCE_MS = 15_000;
const MINUTE_MS = 60_000;

/** Turns what a sensor tells into facts. Pure but for its own state: all time comes with the messages. */
export interface MinuteRecorder {
  /** The facts that this message completed, in the order of time. */
  take(message: SensorMessage): RecordedItem[];
  /** Ends the present minute where the last reading stands; it becomes a partial record. */
  stop(): RecordedItem[];
}

/**
 * A **span** is time in which the agent was awake and its clock ran evenly. Minutes are closed inside a span only:
 *
 *   readings   ·  ·  ·  ·  ·        (sleep, clock set, sensor lost)        ·  ·  ·
 *   spans      [────────────)                                              [───────
 *   minutes    |     |     |x                                              x|     |
 *
 * - A full minute with a running agent is recorded even with zero counts; time between spans leaves nothing at all.
 * - The minutes at both ends (x) are partial records; when one wall-clock minute is recorded twice, the outbox numbers the parts.
 * - A minute is closed WINDOW_LATENCY_MS after its end, because a window message may be that late.
 * - Between `sensorLost` and `sensorBack` no input minute is made, never zeros; windows that are still seen go on.
 * - Lock ends the slice in front and unlock begins a new activation; the input minutes go on, they are facts.
 */
export class MinuteCloser implements MinuteRecorder {
  readonly #counts = createPendingCounts();
  readonly #timeline = createFrontTimeline();
  readonly #activations = createActivations();
  #span: { closedUntil: number } | undefined;
  /** `wallAt` here never goes back within a span: a step back below JUMP_MS makes it wait, so no second is told twice. */
  #now: ClockReading | undefined;
  #rawWallAt = 0;
  #isInputKnown = true;
  #isLocked = false;
  #window: ActiveWindow | null = null;
  #windowActivatedAt: number | undefined;

  take(message: SensorMessage): RecordedItem[] {
    const items: RecordedItem[] = [];
    if ('clock' in message) this.#observe(message.clock, items);
    if (message.kind === 'counts') this.#counts.add(message.minute, message.counts);
    else if (message.kind === 'window') this.#takeWindow(message);
    else if (message.kind === 'session') this.#takeSession(message, items);
    else if (message.kind === 'tick') this.#takeTick(items);
    else if (message.part === 'window' && message.state !== 'ok') this.#loseWindow();
    return items;
  }

  stop(): RecordedItem[] {
    const items: RecordedItem[] = [];
    this.#endSpan(this.#now?.wallAt ?? 0, items);
    return items;
  }

  #observe(clock: ClockReading, items: RecordedItem[]): void {
    if (this.#now !== undefined && isBroken(this.#now, this.#rawWallAt, clock)) this.#endSpan(this.#now.wallAt, items);
    if (this.#span === undefined) {
      this.#span = { closedUntil: clock.wallAt };
      this.#showWindow(clock.wallAt);
    }
    this.#rawWallAt = clock.wallAt;
    const wallAt = Math.max(this.#now?.wallAt ?? clock.wallAt, clock.wallAt);
    this.#now = { wallAt, monotonicMs: clock.monotonicMs };
  }

  #takeTick(items: RecordedItem[]): void {
    if (this.#span === undefined || this.#now === undefined) return;
    this.#closeMinutes(this.#now.wallAt - WINDOW_LATENCY_MS, items);
    this.#flushCounts(minuteOf(this.#span.closedUntil), minuteOf(this.#now.wallAt) + 1, items);
  }

  #takeWindow(message: Extract<SensorMessage, { kind: 'window' }>): void {
    const seenAt = message.clock.wallAt;
    const isPlausible = message.activeAt <= seenAt && message.activeAt >= seenAt - 2 * WINDOW_LATENCY_MS;
    const at = isPlausible ? message.activeAt : seenAt;
    this.#window = message.window;
    this.#windowActivatedAt = this.#isLocked ? undefined : this.#activations.uniqueAt(at);
    this.#showWindow(Math.max(at, this.#span?.closedUntil ?? at));
  }

  #takeSession({ change, at }: Extract<SensorMessage, { kind: 'session' }>, items: RecordedItem[]): void {
    if (change === 'lock' || change === 'unlock') {
      this.#isLocked = change === 'lock';
      this.#windowActivatedAt = undefined;
      if (this.#span !== undefined) this.#showWindow(Math.max(at, this.#span.closedUntil));
    } else {
      this.#endSpan(at, items);
      if (change === 'sensorLost') this.#isInputKnown = false;
      if (change === 'sensorBack') this.#isInputKnown = true;
    }
    items.push({ kind: 'sessionChange', at, change });
  }

  #loseWindow(): void {
    this.#window = null;
    if (this.#now !== undefined) this.#showWindow(this.#now.wallAt);
  }

  #showWindow(at: number): void {
    if (this.#window === null || this.#isLocked) return this.#timeline.mark(at, null);
    this.#windowActivatedAt ??= this.#activations.uniqueAt(at);
    this.#timeline.mark(at, { window: this.#window, activatedAt: this.#windowActivatedAt });
  }

  #endSpan(at: number, items: RecordedItem[]): void {
    if (this.#now !== undefined) {
      const end = Math.min(at, this.#now.wallAt + JUMP_MS);
      this.#closeMinutes(end, items);
      this.#closePiece(end, items);
    }
    this.#flushCounts(Infinity, Infinity, items);
    this.#span = undefined;
    this.#now = undefined;
    this.#windowActivatedAt = undefined;
    this.#timeline.clear();
  }

  #closeMinutes(until: number, items: RecordedItem[]): void {
    while (this.#span !== undefined && endOfMinute(this.#span.closedUntil) <= until) {
      this.#closePiece(endOfMinute(this.#span.closedUntil), items);
    }
    if (this.#span !== undefined) this.#timeline.forgetBefore(this.#span.closedUntil);
  }

  #closePiece(to: number, items: RecordedItem[]): void {
    if (this.#span === undefined || to <= this.#span.closedUntil) return;
    const minute = minuteOf(this.#span.closedUntil);
    const counted = this.#counts.take(minute);
    if (counted !== undefined || this.#isInputKnown) {
      items.push({ kind: 'inputMinute', minute, counts: counted ?? zeroCounts() });
    }
    items.push(...this.#timeline.slicesOf(this.#span.closedUntil, to));
    this.#span.closedUntil = to;
  }

  /** Counts of minutes outside `[from, to]`, which are closed or will not be: real input that came late becomes a part of its own. */
  #flushCounts(from: number, to: number, items: RecordedItem[]): void {
    for (const minute of this.#counts.minutes()) {
      if (minute >= from && minute <= to) continue;
      items.push({ kind: 'inputMinute', minute, counts: this.#counts.take(minute) ?? zeroCounts() });
    }
  }
}

const minuteOf = (at: number): number => Math.floor(at / MINUTE_MS);
const endOfMinute = (at: number): number => (Math.floor(at / MINUTE_MS) + 1) * MINUTE_MS;

function isBroken(now: ClockReading, rawWallAt: number, next: ClockReading): boolean {
  const awakeMs = next.monotonicMs - now.monotonicMs;
  const wallMs = next.wallAt - rawWallAt;
  const isClockUneven = Math.abs(wallMs - awakeMs) > JUMP_MS || now.wallAt - next.wallAt > JUMP_MS;
  return isClockUneven || awakeMs > SILENCE_MS;
}

/** Activation instants are identities: two in a row are never equal. */
function createActivations(): { uniqueAt(at: number): number } {
  let last: number | undefined;
  return {
    uniqueAt(at) {
      last = at === last ? at + 1 : at;
      return last;
    },
  };
}
