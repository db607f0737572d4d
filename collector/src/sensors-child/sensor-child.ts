import type { SensorMessage } from '../sensors/sensor-messages.ts';
import { findSleep, monotonicNow, readClocks } from './clock-jumps.ts';
import type { ClockSample } from './clock-jumps.ts';
import { findBlindness } from './desktop.ts';
import type { Desktop } from './desktop.ts';
import { createHealthReporter } from './health-reporter.ts';
import { createInputCounter } from './input-counter.ts';
import { keepInputHook } from './keep-input-hook.ts';
import { createLockProbe, readLockedHint } from './lock-probe.ts';
import { openWindowProbe } from './open-window-probe.ts';
import { createWindowReporter } from './window-probe.ts';
import type { WindowProbe, WindowProbeReports } from './window-probe.ts';

export type SensorChildDeps = {
  desktop: Desktop;
  send(message: SensorMessage): void;
  /** False while the agent does not read: counts then stay here and add up instead of filling a queue. */
  canSend(): boolean;
  /** Ends the process, so that the supervisor starts a new one. */
  giveUp(): void;
};
export type SensorChild = { start(): void; stop(): void };

/** The life of the supervised child: hook and probes run by themselves, and at each full second everything is told. */
export function createSensorChild({ desktop, send, canSend, giveUp }: SensorChildDeps): SensorChild {
  const eyes = createEyes(desktop, send, giveUp);
  let clocks = readClocks();
  let timer: NodeJS.Timeout | undefined;

  function tick(): void {
    const before = clocks;
    clocks = readClocks();
    tellSleep(before, clocks, send);
    eyes.check();
    if (canSend()) tellCounts();
    schedule();
  }
  function tellCounts(): void {
    const clock = { wallAt: clocks.wallAt, monotonicMs: clocks.monotonicMs };
    for (const { minute, counts } of eyes.drain()) send({ kind: 'counts', minute, counts, clock });
    send({ kind: 'tick', clock });
  }
  /** At each full second of the wall clock, so that a minute is told as soon as it ends. */
  function schedule(): void {
    timer = setTimeout(tick, 1_000 - (Date.now() % 1_000));
  }

  return {
    start() {
      eyes.start();
      schedule();
    },
    stop() {
      clearTimeout(timer);
      clocks = readClocks();
      tellCounts();
      eyes.stop();
    },
  };
}

/** Everything that sees: the input hook with its counter, the window in front, the lock. */
function createEyes(desktop: Desktop, send: SensorChildDeps['send'], giveUp: () => void) {
  const tellHealth = createHealthReporter(send);
  const counter = createInputCounter(Date.now);
  const tellWindow = createWindowReporter((window, activeAt) =>
    send({ kind: 'window', window, activeAt, clock: { wallAt: Date.now(), monotonicMs: monotonicNow() } }),
  );
  const lock = createLockProbe({
    sessionId: desktop.sessionId,
    platform: desktop.platform,
    readLocked: readLockedHint,
    onChange: (change, at) => send({ kind: 'session', change, at }),
    onHealth: (...health) => tellHealth('lock', ...health),
    now: Date.now,
  });
  const hook = keepInputHook({
    platform: desktop.platform,
    onEvent: counter.take,
    tellHealth,
    onSilentHook() {
      tellHealth('input', 'lost', 'hook_silent');
      giveUp();
    },
  });
  const blindness = findBlindness(desktop);
  let probe: WindowProbe | null = null;

  async function openProbe(): Promise<void> {
    const reports: WindowProbeReports = {
      window: tellWindow,
      health: (...health) => tellHealth('window', ...health),
    };
    probe = await openWindowProbe(desktop.platform, reports, counter.setKeyboard);
  }
  return {
    start() {
      if (blindness) {
        tellHealth('input', 'blind', blindness.reason, blindness.detail);
        tellHealth('window', 'blind', blindness.reason, blindness.detail);
        return;
      }
      hook.start();
      void openProbe();
    },
    check() {
      probe?.check();
      lock.check();
      if (!blindness) hook.check();
    },
    drain: counter.drain,
    stop() {
      probe?.stop();
      // Last: native code that waits for its thread.
      hook.stop();
    },
  };
}

function tellSleep(before: ClockSample, now: ClockSample, send: SensorChildDeps['send']): void {
  const sleep = findSleep(before, now);
  if (!sleep) return;
  send({ kind: 'session', change: 'suspend', at: sleep.suspendedAt });
  send({ kind: 'session', change: 'resume', at: sleep.resumedAt });
}
