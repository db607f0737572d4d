import { basename } from 'node:path';
import { readFileSync, readlinkSync } from 'node:fs';
import type { ActiveWindow } from '../sensors/sensor-messages.ts';
import type { KeyboardKind } from '../sensors/key-classes.ts';
import type { WindowProbe, WindowProbeReports } from './window-probe.ts';
import { quotedStrings } from './xprop-lines.ts';
import type { XpropLine } from './xprop-lines.ts';
import { spyOnProperties } from './xprop-spy.ts';
import type { SpyEnd, XpropSpy } from './xprop-spy.ts';

/**
 * The window in front of an X11 desktop, through two waiting `xprop` processes: one on the root window (which window is active, which keyboard
 * layout), one on the active window (its title). Not `get-windows`: on X11 its title is null as soon as it holds a `=`, it rejects for windows
 * without a process id, and it starts three processes for each poll.
 */
const WINDOW_PROPERTIES = ['_NET_WM_PID', 'WM_CLASS', 'WM_NAME', '_NET_WM_NAME'];
/** Window managers pass through "none" when the focus moves; only a "none" that stays is one. */
const NONE_SETTLES_MS = 300;
/** A title that counts up or spins is sampled, or it would make a slice for each frame. */
const TITLE_SAMPLE_MS = 1_000;
/** An ended xprop is started again by the fifth check, so after five seconds. */
const RESTART_CHECKS = 5;

export type X11ProbeDeps = {
  reports: WindowProbeReports;
  onKeyboard(kind: KeyboardKind): void;
  now(): number;
};

export function createX11WindowProbe({ reports, onKeyboard, now }: X11ProbeDeps): WindowProbe {
  let root: XpropSpy | undefined;
  let details: WindowDetails | undefined;
  let noneTimer: NodeJS.Timeout | undefined;
  let checksSinceStart = 0;

  function startRoot(): void {
    checksSinceStart = 0;
    const args = ['-root', '-f', '_NET_ACTIVE_WINDOW', '32x', ' = $0\\n', '_NET_ACTIVE_WINDOW', '_XKB_RULES_NAMES'];
    root = spyOnProperties(args, readRootLine, reportEnd);
  }
  function reportEnd(end: SpyEnd): void {
    if (end === 'tool_missing') reports.health('blind', 'tool_missing', 'xprop: Debian package x11-utils');
    else reports.health('blind', 'probe_failed', 'xprop ended');
    leave();
  }
  function readRootLine(line: XpropLine): void {
    if (line.name === '_XKB_RULES_NAMES' && line.value !== null) onKeyboard(keyboardOf(line.value));
    if (line.name !== '_NET_ACTIVE_WINDOW') return;
    if (line.value === null) {
      reports.health('blind', 'no_active_window_property', 'no window manager that tells _NET_ACTIVE_WINDOW');
      // An atom that did not exist is not watched: look again later.
      if (line.isUnknownAtom) root?.stop();
      return leave();
    }
    reports.health('ok');
    const id = Number.parseInt(line.value, 16);
    if (id > 0) enter(id);
    else leave();
  }
  function enter(id: number): void {
    clearTimeout(noneTimer);
    noneTimer = undefined;
    if (details?.id === id) return;
    details?.stop();
    details = watchWindow(id, now, reports.window);
  }
  function leave(): void {
    const leftAt = now();
    noneTimer ??= setTimeout(() => {
      details?.stop();
      details = undefined;
      reports.window(null, leftAt);
    }, NONE_SETTLES_MS);
  }

  return {
    start: startRoot,
    check() {
      details?.check();
      checksSinceStart += 1;
      if (!root?.isAlive() && checksSinceStart >= RESTART_CHECKS) startRoot();
    },
    stop() {
      clearTimeout(noneTimer);
      root?.stop();
      details?.stop();
    },
  };
}

type WindowDetails = { id: number; check(): void; stop(): void };

/** Follows one window from the moment it came to the front: tells it once all its properties are read, and again when its title changes. */
function watchWindow(id: number, now: () => number, report: WindowProbeReports['window']): WindowDetails {
  const properties = new Map<string, string | null>();
  let activeAt = now();
  let told: string | undefined;
  let sampleTimer: NodeJS.Timeout | undefined;
  let spy = startSpy();

  function startSpy(): XpropSpy {
    return spyOnProperties(['-id', String(id), ...WINDOW_PROPERTIES], readLine, () => undefined);
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

/** `"evdev", "jp106", "jp", "", ""`: rules, model, layouts, variants, options. The first layout is the one that is printed on the keys. */
function keyboardOf(rulesNames: string): KeyboardKind {
  const layout = quotedStrings(rulesNames)[2] ?? '';
  return layout.split(',')[0] === 'jp' ? 'japanese' : 'other';
}
