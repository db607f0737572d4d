import type { KeyboardKind } from '../sensors/key-classes.ts';
import { createPolledWindowProbe } from './polled-window-probe.ts';
import type { WindowProbe, WindowProbeReports } from './window-probe.ts';
import { createX11WindowProbe } from './x11-window-probe.ts';

/** The probe of this platform, started; null where `get-windows`, an optional package with native parts, could not be installed. */
export async function openWindowProbe(
  platform: string,
  reports: WindowProbeReports,
  onKeyboard: (kind: KeyboardKind) => void,
): Promise<WindowProbe | null> {
  const probe =
    platform === 'linux'
      ? createX11WindowProbe({ reports, onKeyboard, now: Date.now })
      : await openPolledProbe(reports);
  probe?.start();
  return probe;
}

async function openPolledProbe(reports: WindowProbeReports): Promise<WindowProbe | null> {
  try {
    const { activeWindow } = await import('get-windows');
    return createPolledWindowProbe({ reports, activeWindow: () => activeWindow(), now: Date.now });
  } catch {
    reports.health('blind', 'tool_missing', 'npm package get-windows');
    return null;
  }
}
