import { activityMessageSchema, splitActivity } from '#domain/contract/messages.ts';
import type { ActivityMessage } from '#domain/contract/messages.ts';
import type { Delivery } from '../broker/delivery.ts';
import { parseText } from '../broker/parse-json.ts';
import { dead, kept } from '../outcome.ts';
import type { Outcome } from '../outcome.ts';
import { isPlainActivity } from './plain-activity.ts';

/** The batch of one device, and the line of the message that it came in. */
export interface Received {
  readonly delivery: Delivery;
  readonly line: number;
  readonly message: ActivityMessage;
}

export interface BadLine {
  readonly delivery: Delivery;
  readonly line: number;
  readonly text: string;
  readonly error: string;
}

export interface ReadDelivery {
  readonly received: Received[];
  /** Lines that cannot be read, of a message that has others. */
  readonly bad: BadLine[];
  /** What becomes of the message when all that it holds is stored. A message of nothing but one bad line is dead itself. */
  readonly outcome: Outcome;
}

/** The batches of a message of ACTIVITY. One bad line never holds up its neighbours, which are of other devices. */
export function readDelivery(delivery: Delivery): ReadDelivery {
  const received: Received[] = [];
  const bad: BadLine[] = [];
  const lines = splitActivity(
    Buffer.from(delivery.data.buffer, delivery.data.byteOffset, delivery.data.byteLength).toString(),
  );
  for (const [line, text] of lines.entries()) {
    const value = parseText(text);
    const parsed = isPlainActivity(value)
      ? { success: true as const, data: value }
      : activityMessageSchema.safeParse(value);
    if (parsed.success) received.push({ delivery, line, message: parsed.data });
    else bad.push({ delivery, line, text, error: parsed.error.message });
  }
  const [only] = bad;
  if (lines.length === 1 && only !== undefined) return { received, bad: [], outcome: dead('unparsable', only.error) };
  return { received, bad, outcome: kept };
}
