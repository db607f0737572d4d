import type { SenderStatus } from '../sender/sender.ts';
import type { HealthMessage, SensorPart } from '../sensors/sensor-messages.ts';

/**
 * `sensorLost`: input is not watched, nothing is recorded for it. `sensorBlind`: a part runs and sees nothing, such as windows under Wayland.
 * `offline`: facts are recorded and wait here. `clockWrong`: the PC's clock is off by more than a minute; the facts are corrected.
 */
export const HEALTH_STATES = [
  'revoked',
  'notRecording',
  'sensorLost',
  'sensorBlind',
  'offline',
  'clockWrong',
  'ok',
] as const;
export type HealthState = (typeof HEALTH_STATES)[number];

export interface HealthInput {
  readonly sender: Pick<SenderStatus, 'state' | 'failures' | 'skewMs'>;
  readonly parts: Readonly<Partial<Record<SensorPart, Pick<HealthMessage, 'state' | 'reason'>>>>;
  /** The outbox could not be written; facts wait in memory. */
  readonly isOutboxFailing: boolean;
}

/** One refused request is everyday life; from here on the person should know. */
const OFFLINE_FROM_FAILURES = 3;
const CLOCK_WRONG_MS = 60_000;

/** All states that hold, the gravest first; `ok` alone when none does. */
export function findHealth({ sender, parts, isOutboxFailing }: HealthInput): HealthState[] {
  // A lock probe that sees nothing is no fault of the day: many desktops have no login session to ask.
  const watched = [parts.input, parts.window];
  const holds: Record<Exclude<HealthState, 'ok'>, boolean> = {
    revoked: sender.state === 'revoked',
    notRecording: isOutboxFailing,
    sensorLost: watched.some((part) => part?.state === 'lost'),
    sensorBlind: watched.some((part) => part?.state === 'blind'),
    offline: sender.state === 'offline' && sender.failures >= OFFLINE_FROM_FAILURES,
    clockWrong: Math.abs(sender.skewMs ?? 0) > CLOCK_WRONG_MS,
  };
  const states = HEALTH_STATES.filter((state) => state !== 'ok' && holds[state]);
  return states.length === 0 ? ['ok'] : states;
}
