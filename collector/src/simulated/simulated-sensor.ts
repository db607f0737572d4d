import type { Clock } from '../clock.ts';
import type { Sensor } from '../sensors/sensor.ts';
import type { SensorMessage } from '../sensors/sensor-messages.ts';
import { simulateMinute, windowBefore } from './simulated-minute.ts';

export interface SimulatedSensorOptions {
  readonly seed: number;
  readonly clock: Clock;
  /** Whether the person sits at the PC; away means that nothing is typed. Default: always. */
  readonly isWorkingAt?: (wallAt: number) => boolean;
  /** Real milliseconds between two looks at the clock; smaller only for clocks that run faster. */
  readonly tickMs?: number;
}

/** After a pause of the process longer than this the past is not made up. */
const MAX_CATCH_UP_SECONDS = 600;

/** A sensor without a person: the same messages as from a real PC, made from a seed. */
export function createSimulatedSensor(options: SimulatedSensorOptions): Sensor {
  const { seed, clock, isWorkingAt = () => true, tickMs = 1_000 } = options;
  let timer: NodeJS.Timeout | undefined;
  let nextSecond = 0;
  let lastActiveAt = 0;
  let send: (message: SensorMessage) => void = () => undefined;

  const reading = () => ({ wallAt: clock.wallAt(), monotonicMs: clock.monotonicMs() });

  function showWindow(window: Extract<SensorMessage, { kind: 'window' }>['window'], at: number): void {
    lastActiveAt = Math.max(lastActiveAt + 1, at);
    send({ kind: 'window', window, activeAt: lastActiveAt, clock: reading() });
  }
  /** One second of the clock that has passed. */
  function live(second: number): void {
    const minute = Math.floor(second / 60);
    const made = simulateMinute(seed, minute);
    const window = made.windowBySecond.get(second % 60);
    const counts = made.inputBySecond.get(second % 60);
    if (!isWorkingAt(second * 1000)) return;
    if (window !== undefined) showWindow(window, second * 1000);
    if (counts !== undefined) send({ kind: 'counts', minute, counts: { ...counts }, clock: reading() });
  }
  function tick(): void {
    const now = Math.floor(clock.wallAt() / 1000);
    nextSecond = Math.min(now, Math.max(nextSecond, now - MAX_CATCH_UP_SECONDS));
    for (; nextSecond < now; nextSecond += 1) live(nextSecond);
    send({ kind: 'tick', clock: reading() });
  }

  return {
    async start(onMessage) {
      send = onMessage;
      nextSecond = Math.floor(clock.wallAt() / 1000);
      send({ kind: 'health', part: 'input', state: 'ok' });
      send({ kind: 'health', part: 'window', state: 'ok' });
      showWindow(windowBefore(seed, Math.floor(nextSecond / 60)), clock.wallAt());
      timer = setInterval(tick, tickMs);
    },
    async stop() {
      clearInterval(timer);
      tick();
    },
  };
}
