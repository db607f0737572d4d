import type { HealthMessage, SensorPart } from '../sensors/sensor-messages.ts';

export type TellHealth = (
  part: SensorPart,
  state: HealthMessage['state'],
  reason?: HealthMessage['reason'],
  detail?: string,
) => void;

/** Tells a state when it changes, not each time it is found. */
export function createHealthReporter(send: (message: HealthMessage) => void): TellHealth {
  const told = new Map<SensorPart, string>();
  return (part, state, reason, detail) => {
    const key = `${state} ${reason ?? ''}`;
    if (told.get(part) === key) return;
    told.set(part, key);
    send({
      kind: 'health',
      part,
      state,
      ...(reason === undefined ? {} : { reason }),
      ...(detail === undefined ? {} : { detail: detail.slice(0, 300) }),
    });
  };
}
