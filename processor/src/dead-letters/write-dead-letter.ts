import { DEAD_HEADERS, deadSubject } from '#domain/contract/messages.ts';
import { publishAcked } from '#platform/nats.ts';
import type { JetStreamClient } from '#platform/nats.ts';
import type { DeadReason } from '../outcome.ts';

/** Store errors may quote data, and NATS headers hold one line of ASCII: cut and cleaned. */
const MAX_ERROR_CHARS = 300;
const headerText = (text: string): string => text.replaceAll(/[^\x20-\x7e]+/g, ' ').slice(0, MAX_ERROR_CHARS);

export interface DeadLetter {
  originSubject: string;
  data: Uint8Array;
  reason: DeadReason;
  error: string;
  /** Names the origin, so that a redelivery soon after does not write it twice. */
  id: string;
}

export interface DeadLetterWriter {
  /** Resolves when the stream has stored it. */
  write(letter: DeadLetter): Promise<void>;
}

const TIMEOUT_MS = 10_000;

export function createDeadLetterWriter(js: JetStreamClient): DeadLetterWriter {
  return {
    write: async (letter) => {
      await publishAcked(js, deadSubject(letter.originSubject), letter.data, {
        msgId: `dead-${letter.id}-${letter.reason}`,
        timeoutMs: TIMEOUT_MS,
        headers: {
          [DEAD_HEADERS.origin]: letter.originSubject,
          [DEAD_HEADERS.reason]: letter.reason,
          [DEAD_HEADERS.error]: headerText(letter.error),
        },
      });
    },
  };
}
