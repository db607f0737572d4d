import { WIRE_LIMITS } from '#domain/contract/wire-limits.ts';
import type { ActiveWindow, HealthReason } from '../sensors/sensor-messages.ts';

/** What a probe of the window in front reports. It repeats nothing: equal reports are filtered by `createWindowReporter`. */
export type WindowProbe = {
  start(): void;
  /** Called once a second: the moment for polls, restarts and late reports. Never throws. */
  check(): void;
  stop(): void;
};
export type WindowProbeReports = {
  window(window: ActiveWindow | null, activeAt: number): void;
  health(state: 'ok' | 'blind', reason?: HealthReason, detail?: string): void;
};

/** An instant that much before the last one is no late report: somebody set the clock. */
const CLOCK_SET_BACK_MS = 10_000;

/** Cuts texts to what the wire takes, drops repeats, and makes the activation instants rise strictly: they are identities. */
export function createWindowReporter(send: WindowProbeReports['window']): WindowProbeReports['window'] {
  let last: string | undefined;
  let lastActiveAt = 0;
  return (window, activeAt) => {
    const told = window && {
      process: clip(window.process, WIRE_LIMITS.processChars),
      title: clip(window.title, WIRE_LIMITS.titleChars),
      ...(window.url === undefined ? {} : { url: clip(window.url, WIRE_LIMITS.urlChars) }),
    };
    const text = JSON.stringify(told);
    if (text === last) return;
    last = text;
    const isClockSetBack = activeAt < lastActiveAt - CLOCK_SET_BACK_MS;
    lastActiveAt = isClockSetBack ? activeAt : Math.max(lastActiveAt + 1, activeAt);
    send(told, lastActiveAt);
  };
}

/** Cuts to so many UTF-16 units without leaving half a character, and removes what is no text (a lone half of a pair). */
function clip(text: string, chars: number): string {
  const cut = text.slice(0, chars);
  return (cut.length < text.length ? cut.replace(/[\ud800-\udbff]$/, '') : cut).toWellFormed();
}
