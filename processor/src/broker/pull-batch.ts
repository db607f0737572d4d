import { createInbox } from '@nats-io/nats-core';
import type { Msg, NatsConnection } from '@nats-io/nats-core';
import { BrokerUnavailable } from '#platform/nats.ts';
import { toDelivery } from './delivery.ts';
import type { Delivery } from './delivery.ts';

export interface PullOptions {
  stream: string;
  durable: string;
  /** At most so many messages in a batch. */
  maxMessages: number;
  /** After the first message: how long to gather more. This is the price in latency of fewer, larger inserts. */
  lingerMs: number;
  /** How long the broker holds an empty request open. */
  waitMs: number;
  /** Bounds the memory of the rest of the batch; the first message always comes, whatever its size. */
  maxBytes: number;
  signal: AbortSignal;
}

const NANOSECONDS_PER_MS = 1_000_000;
/** The broker ends a request by itself; this much later we stop waiting for its word. */
const GRACE_MS = 2_000;

/**
 * Fetches exactly one batch: waits for a first message, then takes what comes within the linger. The library's `fetch` cannot do this (its
 * shortest wait is a second, and its consume buffers messages whose ack wait then runs unseen).
 *
 *   request 1 message ────────▶ m1   request the rest ──▶ m2 m3 … (linger ends: status 408)
 */
export async function pullBatch(nc: NatsConnection, options: PullOptions): Promise<Delivery[]> {
  const first = await request(nc, options, { batch: 1, waitMs: options.waitMs });
  if (first.length === 0 || options.maxMessages <= 1 || options.signal.aborted) return first;
  const rest = await request(nc, options, {
    batch: options.maxMessages - 1,
    waitMs: options.lingerMs,
    maxBytes: options.maxBytes,
  });
  return [...first, ...rest];
}

function request(
  nc: NatsConnection,
  options: PullOptions,
  pull: { batch: number; waitMs: number; maxBytes?: number },
): Promise<Delivery[]> {
  const inbox = createInbox();
  const deliveries: Delivery[] = [];
  return new Promise((resolve, reject) => {
    const finish = (err?: Error): void => {
      clearTimeout(timer);
      options.signal.removeEventListener('abort', abort);
      subscription.unsubscribe();
      if (err !== undefined && deliveries.length === 0) reject(err);
      else resolve(deliveries);
    };
    const abort = (): void => finish();
    const subscription = nc.subscribe(inbox, {
      callback: (err, msg) => {
        if (err !== null && err !== undefined) return finish(new BrokerUnavailable(`pull ${options.durable}`, err));
        const delivery = toDelivery(nc, msg);
        if (delivery === undefined) return finish(problemOf(msg, options));
        deliveries.push(delivery);
        if (deliveries.length === pull.batch) finish();
      },
    });
    const timer = setTimeout(finish, pull.waitMs + GRACE_MS);
    options.signal.addEventListener('abort', abort, { once: true });
    if (options.signal.aborted) return abort();
    nc.publish(
      `$JS.API.CONSUMER.MSG.NEXT.${options.stream}.${options.durable}`,
      JSON.stringify({
        batch: pull.batch,
        expires: pull.waitMs * NANOSECONDS_PER_MS,
        ...(pull.maxBytes === undefined ? {} : { max_bytes: pull.maxBytes }),
      }),
      { reply: inbox },
    );
  });
}

/** 404 and 408 end an ordinary request, 409 ends one that met a limit; 503: nobody answers (no consumer, broker still starting). */
function problemOf(msg: Msg, options: PullOptions): Error | undefined {
  const code = msg.headers?.code ?? 0;
  const text = msg.headers?.description ?? '';
  const isEnd = code === 404 || code === 408 || (code === 409 && !/deleted|push|leadership|shutdown/i.test(text));
  return isEnd ? undefined : new BrokerUnavailable(`pull ${options.durable}: ${code} ${text}`, undefined);
}
