import { randomUUID } from 'node:crypto';
import type { JetStreamManager, StoredMsg } from '@nats-io/jetstream';
import { JetStreamApiError } from '@nats-io/jetstream';
import { DEAD_HEADERS, STREAMS } from '#domain/contract/messages.ts';
import { publishAcked } from '#platform/nats.ts';
import type { JetStreamClient } from '#platform/nats.ts';

/** A dead letter as a person reads it: never its content, only what it is. */
export interface DeadLetterInfo {
  seq: number;
  originSubject: string;
  reason: string;
  error: string;
  bytes: number;
  writtenAt: string;
}

const STREAM = STREAMS.deadLetters.name;
const DEAD_PREFIX = 'dead.v1.';
const NOT_FOUND = 10_037;
const TIMEOUT_MS = 10_000;

function toInfo(msg: StoredMsg): DeadLetterInfo {
  const header = (name: string): string => msg.header?.get(name) ?? '';
  return {
    seq: msg.seq,
    originSubject: header(DEAD_HEADERS.origin) || msg.subject.slice(DEAD_PREFIX.length),
    reason: header(DEAD_HEADERS.reason),
    error: header(DEAD_HEADERS.error),
    bytes: msg.data.length,
    writtenAt: msg.time.toISOString(),
  };
}

/** One letter with its payload; undefined when there is none of that number (any more). */
export async function readDeadLetter(
  jsm: JetStreamManager,
  seq: number,
): Promise<{ info: DeadLetterInfo; data: Uint8Array } | undefined> {
  try {
    const msg = await jsm.streams.getMessage(STREAM, { seq });
    return msg === null ? undefined : { info: toInfo(msg), data: msg.data };
  } catch (err) {
    if (err instanceof JetStreamApiError && err.code === NOT_FOUND) return undefined;
    throw err;
  }
}

/** All letters in order, one at a time. */
export async function* listDeadLetters(jsm: JetStreamManager): AsyncGenerator<DeadLetterInfo> {
  const { state } = await jsm.streams.info(STREAM);
  for (let seq = state.first_seq; seq > 0 && seq <= state.last_seq; seq += 1) {
    const letter = await readDeadLetter(jsm, seq);
    if (letter !== undefined) yield letter.info;
  }
}

/**
 * Publishes a letter to where it came from, and removes it once that stream has stored it: killed in between it is replayed twice, which
 * the processor takes as any repeat. The id is new, or the broker might know the first sending and drop it.
 */
export async function replayDeadLetter(jsm: JetStreamManager, js: JetStreamClient, seq: number): Promise<boolean> {
  const letter = await readDeadLetter(jsm, seq);
  if (letter === undefined) return false;
  await publishAcked(js, letter.info.originSubject, letter.data, {
    msgId: `replay-${randomUUID()}`,
    timeoutMs: TIMEOUT_MS,
  });
  await jsm.streams.deleteMessage(STREAM, seq);
  return true;
}
