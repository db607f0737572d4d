import type { uIOhook as Uiohooks } from 'uiohook-napi';
import type { HealthReason } from '../sensors/sensor-messages.ts';
import type { HookEvent } from './input-counter.ts';

/**
 * The keyboard and mouse hook of the system. It is loaded late because its binary is wrong on some machines (the linux-arm64 file of 1.5.5 is
 * an x86-64 one): then the agent runs on, blind, and says so.
 */
type Uiohook = typeof Uiohooks;
export type InputHook = { stop(): void };
export type HookOutcome = { hook: InputHook } | { reason: HealthReason; detail: string };

export async function openInputHook(onEvent: (event: HookEvent) => void): Promise<HookOutcome> {
  let uIOhook: Uiohook;
  try {
    ({ uIOhook } = await import('uiohook-napi'));
  } catch (error) {
    return { reason: 'hook_unavailable', detail: codeOf(error) };
  }
  // An exception in a listener ends the process, and the library's queue has no bound: the listener counts and returns.
  uIOhook.on('input', onEvent);
  try {
    uIOhook.start();
  } catch (error) {
    uIOhook.removeAllListeners();
    return { reason: 'hook_failed', detail: codeOf(error) };
  }
  return {
    hook: {
      stop() {
        uIOhook.removeAllListeners();
        uIOhook.stop();
      },
    },
  };
}

/** The code only: what is in a message is not known. */
function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
}
