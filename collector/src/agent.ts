import { AGENT_VERSION } from './agent-version.ts';
import type { Clock } from './clock.ts';
import { createClockSetDetector } from './clock.ts';
import { findHealth } from './health/health.ts';
import type { HealthState } from './health/health.ts';
import { writeStatus } from './health/status-file.ts';
import type { Logger } from './log.ts';
import { maskSlice } from './minute/mask-slice.ts';
import type { WindowPrivacy } from './minute/mask-slice.ts';
import { MinuteCloser } from './minute/minute-recorder.ts';
import type { RecordedItem } from './minute/recorded-item.ts';
import type { Outbox } from './outbox/outbox.ts';
import { createSafeRecorder } from './outbox/safe-recorder.ts';
import type { SafeRecorder } from './outbox/safe-recorder.ts';
import type { Sender } from './sender/sender.ts';
import type { Sensor } from './sensors/sensor.ts';
import type { HealthMessage, SensorMessage, SensorPart } from './sensors/sensor-messages.ts';

export interface AgentDeps {
  readonly sensor: Sensor;
  readonly clock: Clock;
  readonly outbox: Outbox;
  readonly sender: Sender;
  readonly log: Logger;
  /** Folder of the status file; undefined: none is written. */
  readonly statusDir?: string;
  /** Default: titles and URLs are recorded as they are. */
  readonly privacy?: WindowPrivacy;
}
export interface Agent {
  start(): Promise<void>;
  /** Ends the minute, records agentStop, sends what can be sent within a moment. At most about 4.5 s. */
  stop(): Promise<void>;
  health(): HealthState[];
}

/** A stop must end within 5 s in all, whatever hangs. */
const SENSOR_STOP_MS = 2_200;
const FLUSH_MS = 2_000;

/**
 * sensor ──▶ minute closer ──▶ outbox (on disk) ──▶ sender. The agent only connects them; it keeps nothing that a kill could take, except the
 * minute that is not yet closed.
 */
export function createAgent(deps: AgentDeps): Agent {
  return new ConnectedAgent(deps);
}

class ConnectedAgent implements Agent {
  readonly #deps: AgentDeps;
  readonly #closer = new MinuteCloser();
  readonly #recorder: SafeRecorder;
  readonly #clockMovedMs: () => number;
  readonly #parts: Partial<Record<SensorPart, HealthMessage>> = {};
  #startedAt = 0;
  #lastMinuteAt: number | null = null;
  #statusText = '';
  #isStopped = false;

  constructor(deps: AgentDeps) {
    this.#deps = deps;
    this.#recorder = createSafeRecorder(deps.outbox, deps.log);
    this.#clockMovedMs = createClockSetDetector(deps.clock);
  }

  async start(): Promise<void> {
    const { sensor, clock, sender, outbox, log } = this.#deps;
    this.#startedAt = clock.wallAt();
    if (outbox.opening.setAsidePath !== undefined) {
      log.error({ ...outbox.opening }, 'the outbox was corrupt: it was set aside and a new one begun');
    }
    this.#record([
      {
        kind: 'sessionChange',
        at: this.#startedAt,
        change: 'agentStart',
        ...(AGENT_VERSION === undefined ? {} : { agentVersion: AGENT_VERSION }),
      },
    ]);
    sender.start();
    await sensor.start((message) => this.#hear(message));
    this.#tellStatus();
  }

  async stop(): Promise<void> {
    const { sensor, clock, sender, outbox, log } = this.#deps;
    if (this.#isStopped) return;
    await within(SENSOR_STOP_MS, sensor.stop()).catch((err: unknown) => log.warn({ err }, 'the sensor did not stop'));
    this.#isStopped = true;
    this.#record([...this.#closer.stop(), { kind: 'sessionChange', at: clock.wallAt(), change: 'agentStop' }]);
    await sender.stop(FLUSH_MS);
    this.#tellStatus();
    outbox.close();
  }

  health(): HealthState[] {
    const { isFailing } = this.#recorder.state();
    return findHealth({ sender: this.#deps.sender.status, parts: this.#parts, isOutboxFailing: isFailing });
  }

  #hear(message: SensorMessage): void {
    if (this.#isStopped) return;
    if (message.kind === 'tick') this.#followClock();
    if (message.kind === 'health') this.#noteHealth(message);
    const items = this.#closer.take(message);
    if (items.some((item) => item.kind === 'inputMinute')) this.#lastMinuteAt = this.#deps.clock.wallAt();
    this.#record(items);
    if (message.kind === 'tick') this.#tellStatus();
  }

  /** Before anything that was recorded by the new clock: what is unsent until here was dated by the old one. */
  #followClock(): void {
    const movedMs = this.#clockMovedMs();
    if (movedMs === 0) return;
    const { outbox, sender, log } = this.#deps;
    log.warn({ movedMs }, 'the clock of this PC was set');
    try {
      outbox.shiftUnsent(movedMs);
    } catch (err) {
      log.error({ err }, 'the shift of the clock could not be noted');
    }
    sender.clockSet(movedMs);
  }

  #noteHealth(message: HealthMessage): void {
    this.#parts[message.part] = message;
    const { part, state, reason, detail } = message;
    this.#deps.log[state === 'ok' ? 'info' : 'warn']({ part, state, reason, detail }, 'sensor health');
  }

  #record(items: readonly RecordedItem[]): void {
    const { outbox, sender, clock, log, privacy } = this.#deps;
    if (items.length === 0) return;
    this.#recorder.record(privacy === undefined ? items : items.map((item) => maskSlice(item, privacy)));
    sender.wake();
    try {
      const gaps = outbox.trim(clock.wallAt());
      if (gaps.length > 0) log.warn({ gaps }, 'the outbox is full: the least valuable facts were dropped');
    } catch (err) {
      log.error({ err }, 'the outbox could not be trimmed');
    }
  }

  /** Written when something changed; the count of the outbox alone changes with each minute. */
  #tellStatus(): void {
    const { statusDir, outbox, sender, clock, log } = this.#deps;
    if (statusDir === undefined) return;
    const { lastAnswerAt, lastFailure, skewMs, state } = sender.status;
    const told = {
      v: 1 as const,
      pid: process.pid,
      startedAt: this.#startedAt,
      health: this.health(),
      sensorReasons: Object.values(this.#parts).flatMap(({ part, reason }) => (reason ? [`${part}: ${reason}`] : [])),
      lastMinuteAt: this.#lastMinuteAt,
      lastAnswerAt: lastAnswerAt ?? null,
      lastFailure: lastFailure ?? null,
      corruptFiles: outbox.opening.corruptFiles,
      lostInMemory: this.#recorder.state().lost,
    };
    const text = JSON.stringify({ ...told, state });
    if (text === this.#statusText) return;
    try {
      writeStatus(statusDir, { ...told, skewMs: skewMs ?? null, outbox: outbox.counts(), writtenAt: clock.wallAt() });
      this.#statusText = text;
    } catch (err) {
      log.warn({ err }, 'the status file could not be written');
    }
  }
}

async function within(ms: number, work: Promise<void>): Promise<void> {
  const { promise, reject } = Promise.withResolvers<void>();
  const timer = setTimeout(() => reject(new Error(`not done within ${ms} ms`)), ms);
  try {
    await Promise.race([work, promise]);
  } finally {
    clearTimeout(timer);
  }
}
