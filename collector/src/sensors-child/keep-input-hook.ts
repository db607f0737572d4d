import { monotonicNow } from './clock-jumps.ts';
import { checkDisplay } from './display-check.ts';
import type { TellHealth } from './health-reporter.ts';
import { createIdleWatch, readX11IdleMs } from './idle-watch.ts';
import { openInputHook } from './input-hook.ts';
import type { HookOutcome, InputHook } from './input-hook.ts';
import type { HookEvent } from './input-counter.ts';

/** A display that is not there yet may come: the hook is tried again this often. */
const RETRY_MS = 30_000;

export type KeepInputHookDeps = {
  platform: string;
  /** Counts the event; nothing else may happen here. */
  onEvent(event: HookEvent): void;
  tellHealth: TellHealth;
  /** The hook is dead though its process lives: only a new process helps. */
  onSilentHook(): void;
};
export type KeptInputHook = { start(): void; check(): void; stop(): void };

/** Opens the hook, tries again while it cannot be opened, and asks the system whether a quiet hook is a dead one. */
export function keepInputHook({ platform, onEvent, tellHealth, onSilentHook }: KeepInputHookDeps): KeptInputHook {
  let hook: InputHook | undefined;
  let triedMs = 0;
  let lastEventMs = 0;
  let isStopped = false;
  const idle = createIdleWatch({
    readIdleMs: platform === 'linux' ? readX11IdleMs : async () => null,
    onSilentHook,
    now: monotonicNow,
  });

  async function open(): Promise<void> {
    triedMs = lastEventMs = monotonicNow();
    const outcome = await tryToOpen();
    if (!('hook' in outcome)) return tellHealth('input', 'blind', outcome.reason, outcome.detail);
    hook = outcome.hook;
    if (isStopped) hook.stop();
    else tellHealth('input', 'ok');
  }
  async function tryToOpen(): Promise<HookOutcome> {
    if (platform === 'linux' && (await checkDisplay()) === 'refused') {
      return { reason: 'no_display', detail: 'the X display does not let this program in' };
    }
    return openInputHook((event) => {
      lastEventMs = monotonicNow();
      onEvent(event);
    });
  }

  return {
    start: () => void open(),
    check() {
      if (hook) idle.check(lastEventMs);
      else if (monotonicNow() - triedMs >= RETRY_MS) void open();
    },
    stop() {
      isStopped = true;
      hook?.stop();
    },
  };
}
