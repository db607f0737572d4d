import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Sensor } from './sensor.ts';
import { sensorMessageSchema } from './sensor-messages.ts';
import type { HealthReason, SensorMessage } from './sensor-messages.ts';

/**
 * Keeps the sensor child alive and believes nothing that it says without checking. The hook is native code that can take its process with it,
 * hang, or go blind; the agent with its outbox must outlive all three.
 *
 * `sensorLost` and `sensorBack` follow the input hook: lost when the child dies, hangs, or says that it cannot see input (also at the start);
 * back when a hook sees again.
 */
export type SupervisedSensorOptions = {
  /** The agent's whole environment: the child needs PATH, HOME, DISPLAY, XAUTHORITY and the XDG variables of the session. */
  env: Readonly<Record<string, string | undefined>>;
  childPath?: string;
  /** First pause before a restart; it doubles up to `restartMaxMs` and starts anew after the child has lived for STEADY_MS. */
  restartFirstMs?: number;
  restartMaxMs?: number;
  /** A child that ticks each second and is silent for this long hangs. */
  hangAfterMs?: number;
};
export type SupervisedSensor = Sensor & {
  /** For health and metrics: `invalidMessages` must stay 0. */
  stats(): { restarts: number; invalidMessages: number; childPid: number | undefined };
};

const STEADY_MS = 60_000;
const STOP_TIMEOUT_MS = 2_000;
const HANG_CHECK_MS = 1_000;
const CHILD_PATH = fileURLToPath(new URL('../sensors-child/main.ts', import.meta.url));

export function createSupervisedSensor(options: SupervisedSensorOptions): SupervisedSensor {
  const { restartFirstMs = 500, restartMaxMs = 30_000, hangAfterMs = 15_000 } = options;
  let onMessage: (message: SensorMessage) => void = () => undefined;
  let child: ChildProcess | undefined;
  let restartTimer: NodeJS.Timeout | undefined;
  let hangTimer: NodeJS.Timeout | undefined;
  let pauseMs = restartFirstMs;
  let startedMs = 0;
  let heardMs = 0;
  let lastTickAt = Date.now();
  let isSensing: boolean | undefined;
  let isStopping = false;
  const stats = { restarts: 0, invalidMessages: 0 };

  function startChild(): void {
    startedMs = heardMs = monotonicNow();
    const started = spawnChild(options.childPath ?? CHILD_PATH, options.env);
    child = started;
    let endReason: HealthReason = 'child_exited';
    started.on('message', (raw) => hear(raw));
    started.on('error', () => killGroup(started));
    started.once('exit', () => {
      killGroup(started);
      if (child === started) restart(endReason);
    });
    hangTimer = watchForHang(() => {
      endReason = 'child_hung';
      killGroup(started);
    });
  }
  function hear(raw: unknown): void {
    const parsed = sensorMessageSchema.safeParse(raw);
    if (!parsed.success) {
      stats.invalidMessages += 1;
      return;
    }
    const message = parsed.data;
    heardMs = monotonicNow();
    if (message.kind === 'tick') lastTickAt = message.clock.wallAt;
    onMessage(message);
    if (message.kind === 'health' && message.part === 'input') setSensing(message.state === 'ok', Date.now());
  }
  function setSensing(now: boolean, at: number): void {
    const before = isSensing;
    isSensing = now;
    if (now !== (before ?? true)) onMessage({ kind: 'session', change: now ? 'sensorBack' : 'sensorLost', at });
  }
  function restart(reason: HealthReason): void {
    clearInterval(hangTimer);
    child = undefined;
    if (isStopping) return;
    onMessage({ kind: 'health', part: 'input', state: 'lost', reason });
    onMessage({ kind: 'health', part: 'window', state: 'lost', reason });
    // What the child counted after its last tick died with it.
    setSensing(false, lastTickAt);
    if (monotonicNow() - startedMs >= STEADY_MS) pauseMs = restartFirstMs;
    stats.restarts += 1;
    restartTimer = setTimeout(startChild, pauseMs);
    pauseMs = Math.min(pauseMs * 2, restartMaxMs);
  }
  /** Silence is measured in checks, not on the clock: after a sleep of the PC the child must have its second to speak. */
  function watchForHang(onHang: () => void): NodeJS.Timeout {
    let silentChecks = 0;
    let heardBefore = heardMs;
    return setInterval(() => {
      silentChecks = heardMs === heardBefore ? silentChecks + 1 : 0;
      heardBefore = heardMs;
      if (silentChecks * HANG_CHECK_MS >= hangAfterMs) onHang();
    }, HANG_CHECK_MS);
  }

  return {
    async start(listener) {
      onMessage = listener;
      lastTickAt = Date.now();
      startChild();
    },
    async stop() {
      isStopping = true;
      clearTimeout(restartTimer);
      clearInterval(hangTimer);
      if (child) await endChild(child);
    },
    stats: () => ({ ...stats, childPid: child?.pid }),
  };
}

function spawnChild(childPath: string, env: SupervisedSensorOptions['env']): ChildProcess {
  const desktop = {
    platform: process.platform,
    sessionType: env['XDG_SESSION_TYPE'],
    display: env['DISPLAY'],
    sessionId: env['XDG_SESSION_ID'],
  };
  return fork(childPath, [JSON.stringify(desktop)], {
    // LC_ALL: under LANG=C titles arrive as escapes or not at all.
    env: { ...env, LC_ALL: 'C.UTF-8' },
    execArgv: [],
    // stderr is not kept: native code writes there, and nobody knows what.
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    serialization: 'json',
    // Its own process group, so that its helpers can be ended with it. Ctrl-C then reaches the agent only, which stops it in order.
    detached: process.platform !== 'win32',
  });
}

/** Asks for the last counts; a child that does not go is killed. Messages arrive until the channel closes. */
async function endChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const { promise, resolve } = Promise.withResolvers<void>();
  child.once('exit', () => resolve());
  if (child.connected) child.send('stop', () => undefined);
  const timer = setTimeout(() => killGroup(child), STOP_TIMEOUT_MS);
  await promise;
  clearTimeout(timer);
  killGroup(child);
}

/** The child and the processes that it started. They end with it unless it died of SIGKILL or a crash of native code. */
function killGroup(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    process.kill(process.platform === 'win32' ? child.pid : -child.pid, 'SIGKILL');
  } catch {
    // Nothing is left of it.
  }
}

function monotonicNow(): number {
  return performance.now();
}
