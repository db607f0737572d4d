import { z } from 'zod';
import type { HealthReason } from '../sensors/sensor-messages.ts';

/** What the child is told about the desktop that it runs on: its first argument, JSON. */
export const desktopSchema = z.object({
  platform: z.string(),
  /** XDG_SESSION_TYPE, DISPLAY and XDG_SESSION_ID of the person's session. */
  sessionType: z.string().optional(),
  display: z.string().optional(),
  sessionId: z.string().optional(),
});
export type Desktop = z.infer<typeof desktopSchema>;

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
