import type { ChildProcess } from 'node:child_process';
import { CHILD_PATH } from './child-path.ts';
import { endChild, killGroup, spawnChild } from './child-process.ts';
import type { ChildEnv } from './child-process.ts';
import { createRestartPause } from './restart-pause.ts';
import type { Sensor } from './sensor.ts';
import { sensorMessageSchema } from './sensor-messages.ts';
import type { HealthReason, SensorMessage } from './sensor-messages.ts';
import { watchForHang } from './watch-for-hang.ts';

/**
 * Keeps the sensor child alive and believes nothing that it says without checking. The hook is native code that can take its process with it,
 * hang, or go blind; the agent with its outbox must outlive all three.
 *
 * `sensorLost` and `sensorBack` follow the input hook: lost when the child dies, hangs, or says that it cannot see input (also at the start);
 * back when a hook sees again.
 */
export type SupervisedSensorOptions = {
  /** The agent's whole environment: the child needs PATH, HOME, DISPLAY, XAUTHORITY and the XDG variables of the session. */
  env: ChildEnv;
  childPath?: string;
  /** First pause before a restart; it doubles up to `restartMaxMs` while the child dies young. */
  restartFirstMs?: number;
  restartMaxMs?: number;
  /** A child ticks each second; one that is silent for this long hangs. */
  hangAfterMs?: number;
};
export type SupervisedSensor = Sensor & {
  /** For health and metrics: `invalidMessages` must stay 0. */
  stats(): { restarts: number; invalidMessages: number; childPid: number | undefined };
};

export function createSupervisedSensor(options: SupervisedSensorOptions): SupervisedSensor {
  const { childPath = CHILD_PATH, restartFirstMs = 500, restartMaxMs = 30_000, hangAfterMs = 15_000 } = options;
  const pauseAfter = createRestartPause(restartFirstMs, restartMaxMs);
  let listener: (message: SensorMessage) => void = () => undefined;
  const teller = createTeller((message) => listener(message));
  let running: ChildProcess | undefined;
  let restartTimer: NodeJS.Timeout | undefined;
  let isStopping = false;
  let restarts = 0;

  function startChild(): void {
    const startedMs = performance.now();
    const child = spawnChild(childPath, options.env);
    running = child;
    let endReason: HealthReason = 'child_exited';
    const hang = watchForHang(hangAfterMs, () => {
      endReason = 'child_hung';
      killGroup(child);
    });
    child.on('message', (raw) => {
      hang.heard();
      teller.hear(raw);
    });
    function restart(): void {
      hang.stop();
      killGroup(child);
      if (running !== child) return;
      running = undefined;
      if (isStopping) return;
      teller.lose(endReason);
      restarts += 1;
      restartTimer = setTimeout(startChild, pauseAfter(performance.now() - startedMs));
    }
    child.once('exit', restart);
    // Without a process id it never ran, and no exit follows; otherwise a message could not be sent.
    child.on('error', () => (child.pid === undefined ? restart() : killGroup(child)));
  }

  return {
    async start(onMessage) {
      listener = onMessage;
      startChild();
    },
    async stop() {
      isStopping = true;
      clearTimeout(restartTimer);
      if (running) await endChild(running);
    },
    stats: () => ({ restarts, invalidMessages: teller.invalidMessages(), childPid: running?.pid }),
  };
}

/** Checks what the child says, passes it on, and derives `sensorLost` and `sensorBack`. */
function createTeller(tell: (message: SensorMessage) => void) {
  let lastTickAt = Date.now();
  let isSensing = true;
  let invalidMessages = 0;

  function setSensing(now: boolean, at: number): void {
    if (now === isSensing) return;
    isSensing = now;
    tell({ kind: 'session', change: now ? 'sensorBack' : 'sensorLost', at });
  }
  return {
    hear(raw: unknown): void {
      const parsed = sensorMessageSchema.safeParse(raw);
      if (!parsed.success) {
        invalidMessages += 1;
        return;
      }
      const message = parsed.data;
      if (message.kind === 'tick') lastTickAt = message.clock.wallAt;
      tell(message);
      if (message.kind === 'health' && message.part === 'input') setSensing(message.state === 'ok', Date.now());
    },
    /** What the child counted after its last tick died with it. */
    lose(reason: HealthReason): void {
      tell({ kind: 'health', part: 'input', state: 'lost', reason });
      tell({ kind: 'health', part: 'window', state: 'lost', reason });
      setSensing(false, lastTickAt);
    },
    invalidMessages: () => invalidMessages,
  };
}
