import type { HealthReason } from '../sensors/sensor-messages.ts';

/** What the child is told about the desktop that it runs on: its first argument, JSON. */
export interface Desktop {
  readonly platform: string;
  /** XDG_SESSION_TYPE, DISPLAY and XDG_SESSION_ID of the person's session. */
  readonly sessionType?: string | undefined;
  readonly display?: string | undefined;
  readonly sessionId?: string | undefined;
}

/** By hand: a schema's library would be a tenth of this process's memory. */
export function readDesktop(text: string): Desktop {
  const told = JSON.parse(text) as Readonly<Record<string, unknown>>;
  const textOf = (name: keyof Desktop): string | undefined => {
    const value = told[name];
    if (value !== undefined && typeof value !== 'string') throw new TypeError(`${name} of the desktop is no text`);
    return value;
  };
  return {
    platform: textOf('platform') ?? '',
    sessionType: textOf('sessionType'),
    display: textOf('display'),
    sessionId: textOf('sessionId'),
  };
}

/** Why keys and windows cannot be seen on this desktop at all; null: they can be tried. Wayland also offers a DISPLAY, which tells half the truth. */
export function findBlindness(desktop: Desktop): { reason: HealthReason; detail: string } | null {
  if (desktop.platform !== 'linux') return null;
  if (desktop.sessionType === 'wayland') {
    return {
      reason: 'wayland',
      detail: 'Wayland shows no program the input of others: choose the X11 (Xorg) session at sign-in',
    };
  }
  if (!desktop.display) return { reason: 'no_display', detail: 'DISPLAY is not set' };
  return null;
}
