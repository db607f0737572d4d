import { MAX_CLOCK } from '../time/types.ts';
import type { Clock } from '../time/types.ts';

const CLOCK = /^([0-9]{1,2}):([0-5][0-9])$/;

/** `9:00`, `09:00`, `27:00` on the 48-hour clock; null where the text is no reading. */
export function readClock(text: string): Clock | null {
  const [, hours, minutes] = CLOCK.exec(text) ?? [];
  if (hours === undefined || minutes === undefined) return null;
  const clock = Number(hours) * 60 + Number(minutes);
  return clock <= MAX_CLOCK ? clock : null;
}
