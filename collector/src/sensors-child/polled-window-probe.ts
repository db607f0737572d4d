import type { ActiveWindow } from '../sensors/sensor-messages.ts';
import type { WindowProbe, WindowProbeReports } from './window-probe.ts';

/**
 * The window in front on Windows and macOS, through `get-windows`, once a second. A poll that hangs is given up after three
 * seconds, and no second one begins before; after MAX_HANGING_POLLS that never came back no more begin, because each holds memory for ever.
 */
const TIMEOUT_CHECKS = 3;
const MAX_HANGING_POLLS = 5;

/** What is read of the library's answer. `owner.path` is the program's file; `owner.name` is its description, in the language of the system. */
export type PolledWindow = { title?: string | null; url?: string; owner: { name: string; path?: string | undefined } };
export type PolledProbeDeps = {
  reports: WindowProbeReports;
  activeWindow(): Promise<PolledWindow | undefined>;
  now(): number;
};

export function createPolledWindowProbe({ reports, activeWindow, now }: PolledProbeDeps): WindowProbe {
  let pending: { checks: number } | undefined;
  let hangingPolls = 0;
  let isStopped = false;

  function startPoll(): void {
    const poll = { checks: 0 };
    const startedAt = now();
    pending = poll;
    hangingPolls += 1;
    const end = (report: () => void): void => {
      if (pending !== poll) return;
      pending = undefined;
      report();
    };
    Promise.resolve()
      .then(activeWindow)
      .finally(() => (hangingPolls -= 1))
      .then(
        (found) => end(() => tell(found, startedAt)),
        // The message of the error may hold a title: only its class is told.
        (error: unknown) => end(() => fail(error instanceof Error ? error.name : 'error')),
      );
  }
  function tell(found: PolledWindow | undefined, startedAt: number): void {
    reports.health('ok');
    reports.window(found ? describePolledWindow(found) : null, startedAt);
  }
  function fail(detail: string): void {
    reports.health('blind', 'probe_failed', detail);
    reports.window(null, now());
  }

  return {
    start: () => undefined,
    check() {
      if (pending && (pending.checks += 1) >= TIMEOUT_CHECKS) {
        pending = undefined;
        fail('no answer');
      }
      if (!isStopped && !pending && hangingPolls < MAX_HANGING_POLLS) startPoll();
    },
    stop() {
      pending = undefined;
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
