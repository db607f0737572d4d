import { SILENT_AFTER_MS } from '#domain/contract/system-status.ts';
import type { DeviceState } from '#domain/contract/system-status.ts';

export interface DeviceSigns {
  readonly isRevoked: boolean;
  readonly lastReceivedAt: number | null;
  readonly isSensorLost: boolean;
}

/** One state for a PC, the one that asks for something first: what is silent cannot say how its sensor is. */
export function deviceStateOf({ isRevoked, lastReceivedAt, isSensorLost }: DeviceSigns, nowMs: number): DeviceState {
  if (isRevoked) return 'revoked';
  if (lastReceivedAt === null) return 'never';
  if (nowMs - lastReceivedAt >= SILENT_AFTER_MS) return 'silent';
  return isSensorLost ? 'sensorLost' : 'ok';
}
