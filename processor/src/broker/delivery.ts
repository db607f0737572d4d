import type { Msg, NatsConnection } from '@nats-io/nats-core';

/** One delivered message of a stream and what may be said about it. Each answer is fire and forget: a lost one means a redelivery. */
export interface Delivery {
  subject: string;
  data: Uint8Array;
  stream: string;
  streamSeq: number;
  /** Counts what the consumer has delivered, to whichever instance, redeliveries included. */
  consumerSeq: number;
  /** 1 on the first delivery. */
  deliveryCount: number;
  /** Monotonic milliseconds at which it (or its last extension) reached us; the broker's ack wait runs from before then. */
  leasedAtMs: number;
  ack(): void;
  /** Deliver again, to whichever instance, not before the delay has passed. */
  nak(delayMs: number): void;
  /** Starts the broker's ack wait anew. */
  working(): void;
  /** Never deliver again. */
  term(): void;
}

const NANOSECONDS_PER_MS = 1_000_000;

/**
 * Reads the address of the acknowledgement: `$JS.ACK.<stream>.<consumer>.<delivered>.<stream seq>.<consumer seq>.<time>.<pending>`; newer
 * brokers put a domain and an account hash before the stream.
 */
export function parseAckSubject(
  reply: string,
): { stream: string; streamSeq: number; consumerSeq: number; deliveryCount: number } | undefined {
  const tokens = reply.split('.');
  if (tokens[0] !== '$JS' || tokens[1] !== 'ACK' || tokens.length < 9) return undefined;
  const fields = tokens.length === 9 ? tokens.slice(2) : tokens.slice(4);
  const [stream = '', , delivered = '', streamSeq = '', consumerSeq = ''] = fields;
  const numbers = {
    streamSeq: Number(streamSeq),
    consumerSeq: Number(consumerSeq),
    deliveryCount: Number(delivered),
  };
  return Object.values(numbers).every(Number.isSafeInteger) ? { stream, ...numbers } : undefined;
}

export function toDelivery(nc: NatsConnection, msg: Msg): Delivery | undefined {
  const { reply } = msg;
  const address = reply === undefined ? undefined : parseAckSubject(reply);
  if (reply === undefined || address === undefined) return undefined;
  const answer = (text: string): void => {
    // A closed connection cannot answer: the broker delivers again, which is what an unanswered message means.
    if (!nc.isClosed()) nc.publish(reply, text);
  };
  const delivery: Delivery = {
    subject: msg.subject,
    data: msg.data,
    ...address,
    leasedAtMs: performance.now(),
    ack: () => answer('+ACK'),
    nak: (delayMs) => answer(`-NAK {"delay": ${Math.round(delayMs * NANOSECONDS_PER_MS)}}`),
    working: () => {
      delivery.leasedAtMs = performance.now();
      answer('+WPI');
    },
    term: () => answer('+TERM'),
  };
  return delivery;
}
