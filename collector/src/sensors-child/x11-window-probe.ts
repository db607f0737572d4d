import type { KeyboardKind } from '../sensors/key-classes.ts';
import { watchWindow } from './watch-window.ts';
import type { WindowDetails } from './watch-window.ts';
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
/** Window managers pass through "none" when the focus moves; only a "none" that stays is one. */
const NONE_SETTLES_MS = 300;
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
    details = watchWindow({ id, now, report: reports.window });
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

/** `"evdev", "jp106", "jp", "", ""`: rules, model, layouts, variants, options. The first layout is the one that is printed on the keys. */
function keyboardOf(rulesNames: string): KeyboardKind {
  const layout = quotedStrings(rulesNames)[2] ?? '';
  return layout.split(',')[0] === 'jp' ? 'japanese' : 'other';
}
