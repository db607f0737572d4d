import type { HealthMessage, SensorMessage, SensorPart } from '../sensors/sensor-messages.ts';
import { findSleep, monotonicNow, readClocks } from './clock-jumps.ts';
import { findBlindness } from './desktop.ts';
import type { Desktop } from './desktop.ts';
import { checkDisplay } from './display-check.ts';
import { createIdleWatch, readX11IdleMs } from './idle-watch.ts';
import { createInputCounter } from './input-counter.ts';
import { openInputHook } from './input-hook.ts';
import type { InputHook } from './input-hook.ts';
import { createLockProbe, readLockedHint } from './lock-probe.ts';
import { createPolledWindowProbe } from './polled-window-probe.ts';
import { createWindowReporter } from './window-probe.ts';
import type { WindowProbe } from './window-probe.ts';
import { createX11WindowProbe } from './x11-window-probe.ts';

/** A display that is not there yet may come: the hook is tried again this often. */
const HOOK_RETRY_MS = 30_000;

export type SensorChildDeps = {
  desktop: Desktop;
  send(message: SensorMessage): void;
  /** False while the agent does not read: counts then stay here and add up instead of filling a queue. */
  canSend(): boolean;
  /** Ends the process, so that the supervisor starts a new one. */
  giveUp(): void;
};
export type SensorChild = { start(): void; stop(): void };

/** The life of the supervised child: hook and probes run by themselves, and once a second everything is told. */
export function createSensorChild({ desktop, send, canSend, giveUp }: SensorChildDeps): SensorChild {
  const tellHealth = createHealthReporter(send);
  const counter = createInputCounter(Date.now);
  const tellWindow = createWindowReporter((window, activeAt) =>
    send({ kind: 'window', window, activeAt, clock: readReading() }),
  );
  const blindness = findBlindness(desktop);
  const lock = createLockProbe({
    sessionId: desktop.sessionId,
    platform: desktop.platform,
    readLocked: readLockedHint,
    onChange: (change, at) => send({ kind: 'session', change, at }),
    onHealth: (...health) => tellHealth('lock', ...health),
    now: Date.now,
  });
  const idle = createIdleWatch({
    readIdleMs: desktop.platform === 'linux' ? readX11IdleMs : async () => null,
    onSilentHook() {
      tellHealth('input', 'lost', 'hook_silent');
      giveUp();
    },
    now: monotonicNow,
  });
  let hook: InputHook | undefined;
  let hookTriedMs = 0;
  let lastHookEventMs = 0;
  let probe: WindowProbe | undefined;
  let clocks = readClocks();
  let timer: NodeJS.Timeout | undefined;
  let isStopped = false;

  async function openHook(): Promise<void> {
    hookTriedMs = monotonicNow();
    lastHookEventMs = hookTriedMs;
    if (desktop.platform === 'linux' && (await checkDisplay()) === 'refused') {
      return tellHealth('input', 'blind', 'no_display', 'the X display does not let this program in');
    }
    const outcome = await openInputHook((event) => {
      lastHookEventMs = monotonicNow();
      counter.take(event);
    });
    if ('reason' in outcome) return tellHealth('input', 'blind', outcome.reason, outcome.detail);
    hook = outcome.hook;
    if (isStopped) hook.stop();
    else tellHealth('input', 'ok');
  }
  async function openProbe(): Promise<void> {
    const reports: Parameters<typeof createX11WindowProbe>[0]['reports'] = {
      window: tellWindow,
      health: (...health) => tellHealth('window', ...health),
    };
    if (desktop.platform === 'linux') {
      probe = createX11WindowProbe({ reports, onKeyboard: counter.setKeyboard, now: Date.now });
    } else {
      try {
        const { activeWindow } = await import('get-windows');
        probe = createPolledWindowProbe({ reports, activeWindow: () => activeWindow(), now: Date.now });
      } catch {
        tellHealth('window', 'blind', 'tool_missing', 'npm package get-windows');
      }
    }
    probe?.start();
  }
  function tick(): void {
    const before = clocks;
    clocks = readClocks();
    const sleep = findSleep(before, clocks);
    if (sleep) {
      send({ kind: 'session', change: 'suspend', at: sleep.suspendedAt });
      send({ kind: 'session', change: 'resume', at: sleep.resumedAt });
    }
    probe?.check();
    lock.check();
    if (hook) idle.check(lastHookEventMs);
    else if (!blindness && monotonicNow() - hookTriedMs >= HOOK_RETRY_MS) void openHook();
    if (canSend()) tellCounts();
    schedule();
  }
  function tellCounts(): void {
    const clock = { wallAt: clocks.wallAt, monotonicMs: clocks.monotonicMs };
    for (const { minute, counts } of counter.drain()) send({ kind: 'counts', minute, counts, clock });
    send({ kind: 'tick', clock });
  }
  /** At each full second of the wall clock, so that a minute is told as soon as it ends. */
  function schedule(): void {
    timer = setTimeout(tick, 1_000 - (Date.now() % 1_000));
  }

  return {
    start() {
      if (blindness) {
        tellHealth('input', 'blind', blindness.reason, blindness.detail);
        tellHealth('window', 'blind', blindness.reason, blindness.detail);
      } else {
        void openHook();
        void openProbe();
      }
      schedule();
    },
    stop() {
      isStopped = true;
      clearTimeout(timer);
      clocks = readClocks();
      tellCounts();
      probe?.stop();
      // Last: native code that waits for its thread.
      hook?.stop();
    },
  };
}

function readReading(): { wallAt: number; monotonicMs: number } {
  return { wallAt: Date.now(), monotonicMs: monotonicNow() };
}

/** Tells a state when it changes, not each time it is found. */
function createHealthReporter(send: (message: HealthMessage) => void) {
  const told = new Map<SensorPart, string>();
  return (part: SensorPart, state: HealthMessage['state'], reason?: HealthMessage['reason'], detail?: string): void => {
    const key = `${state} ${reason ?? ''}`;
    if (told.get(part) === key) return;
    told.set(part, key);
    send({
      kind: 'health',
      part,
      state,
      ...(reason === undefined ? {} : { reason }),
      ...(detail === undefined ? {} : { detail: detail.slice(0, 300) }),
    });
  };
}
