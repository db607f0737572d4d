import { readFileSync, readlinkSync } from 'node:fs';
import { basename } from 'node:path';
import type { ActiveWindow } from '../sensors/sensor-messages.ts';
import type { WindowProbeReports } from './window-probe.ts';
import { quotedStrings } from './xprop-lines.ts';
import type { XpropLine } from './xprop-lines.ts';
import { spyOnProperties } from './xprop-spy.ts';
import type { XpropSpy } from './xprop-spy.ts';

const WINDOW_PROPERTIES = ['_NET_WM_PID', 'WM_CLASS', 'WM_NAME', '_NET_WM_NAME'];
/** A title that counts up or spins is sampled, or it would make a slice for each frame. */
export const TITLE_SAMPLE_MS = 1_000;

export type WatchWindowDeps = {
  /** X window id. */
  id: number;
  now(): number;
  report: WindowProbeReports['window'];
  spyOn?: typeof spyOnProperties;
};
export type WindowDetails = { id: number; check(): void; stop(): void };

/** Follows one window from the moment it came to the front: tells it once all its properties are read, and again when its title changes. */
export function watchWindow({ id, now, report, spyOn = spyOnProperties }: WatchWindowDeps): WindowDetails {
  const properties = new Map<string, string | null>();
  let activeAt = now();
  let told: string | undefined;
  let sampleTimer: NodeJS.Timeout | undefined;
  let spy = startSpy();

  function startSpy(): XpropSpy {
    return spyOn(['-id', String(id), ...WINDOW_PROPERTIES], readLine, () => undefined);
  }
  function readLine(line: XpropLine): void {
    properties.set(line.name, line.value);
    if (properties.size < WINDOW_PROPERTIES.length) return;
    if (told !== undefined) activeAt = now();
    if (!sampleTimer) tell();
  }
  /** Tells what is new, and then nothing for a while: changes within that time are told at its end. */
  function tell(): void {
    sampleTimer = undefined;
    const window = describeWindow(properties);
    const text = JSON.stringify(window);
    if (text === told) return;
    told = text;
    report(window, activeAt);
    sampleTimer = setTimeout(tell, TITLE_SAMPLE_MS);
  }
  return {
    id,
    check() {
      if (!spy.isAlive()) spy = startSpy();
    },
    stop() {
      spy.stop();
      if (!sampleTimer) return;
      clearTimeout(sampleTimer);
      // A change that still waits belongs to this window, before the next one comes to the front.
      tell();
      clearTimeout(sampleTimer);
    },
  };
}

function describeWindow(properties: ReadonlyMap<string, string | null>): ActiveWindow {
  const text = (name: string): string[] => quotedStrings(properties.get(name) ?? '');
  const pid = Number.parseInt(properties.get('_NET_WM_PID') ?? '', 10);
  return {
    process: (pid > 0 ? processNameOf(pid) : undefined) ?? text('WM_CLASS').at(-1) ?? '',
    title: text('_NET_WM_NAME')[0] ?? text('WM_NAME')[0] ?? '',
  };
}

/** The file name of the program; of another user's program only the kernel's short name can be read. */
function processNameOf(pid: number): string | undefined {
  try {
    return basename(readlinkSync(`/proc/${pid}/exe`)).replace(/ \(deleted\)$/, '');
  } catch {
    try {
      return readFileSync(`/proc/${pid}/comm`, 'utf8').trim();
    } catch {
      return undefined;
    }
  }
}
