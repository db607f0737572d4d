import type { ActiveWindow } from '../sensors/sensor-messages.ts';
import type { WindowProbe, WindowProbeReports } from './window-probe.ts';

/**
 * The window in front on Windows and macOS, through `get-windows`, once a second. A poll that hangs is given up after POLL_TIMEOUT_MS, and no
 * second one begins before; after MAX_HANGING_POLLS that never came back no more begin, because each holds memory for ever.
 */
const POLL_TIMEOUT_MS = 3_000;
const MAX_HANGING_POLLS = 5;

/** What is read of the library's answer. `owner.path` is the program's file; `owner.name` is its description, in the language of the system. */
export type PolledWindow = { title?: string | null; url?: string; owner: { name: string; path?: string | undefined } };
export type PolledProbeDeps = {
  reports: WindowProbeReports;
  activeWindow(): Promise<PolledWindow | undefined>;
  now(): number;
};

export function createPolledWindowProbe({ reports, activeWindow, now }: PolledProbeDeps): WindowProbe {
  let pollStartedAt: number | undefined;
  let hangingPolls = 0;
  let isStopped = false;

  function read(found: PolledWindow | undefined, startedAt: number): void {
    if (isStopped || pollStartedAt !== startedAt) return;
    pollStartedAt = undefined;
    reports.health('ok');
    reports.window(found ? describePolledWindow(found) : null, startedAt);
  }
  function fail(startedAt: number, detail: string): void {
    if (isStopped || pollStartedAt !== startedAt) return;
    pollStartedAt = undefined;
    reports.health('blind', 'probe_failed', detail);
    reports.window(null, startedAt);
  }

  return {
    start: () => undefined,
    check() {
      const at = now();
      if (pollStartedAt !== undefined && at - pollStartedAt >= POLL_TIMEOUT_MS) fail(pollStartedAt, 'no answer');
      if (pollStartedAt !== undefined || isStopped || hangingPolls >= MAX_HANGING_POLLS) return;
      pollStartedAt = at;
      hangingPolls += 1;
      // The message of the error may hold a title: only its class is told.
      Promise.resolve()
        .then(activeWindow)
        .finally(() => (hangingPolls -= 1))
        .then(
          (found) => read(found, at),
          (error: unknown) => fail(at, error instanceof Error ? error.name : 'error'),
        );
    },
    stop() {
      isStopped = true;
    },
  };
}

function describePolledWindow(found: PolledWindow): ActiveWindow {
  const file = found.owner.path?.split(/[\\/]/).at(-1);
  return {
    process: file || found.owner.name,
    title: found.title ?? '',
    ...(found.url === undefined ? {} : { url: found.url }),
  };
}
