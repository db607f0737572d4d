import { jetstream, jetstreamManager } from '@nats-io/jetstream';
import type { JetStreamClient } from '@nats-io/jetstream';
import { Kvm } from '@nats-io/kv';
import type { KV } from '@nats-io/kv';
import { errors, headers as createHeaders } from '@nats-io/nats-core';
import type { NatsConnection } from '@nats-io/nats-core';
import { connect } from '@nats-io/transport-node';
import type { NodeConnectionOptions } from '@nats-io/transport-node';
import { fullJitterMs, pause } from './jitter.ts';
import type { Logger } from './log.ts';
import { translateBrokerError } from './nats-errors.ts';

export { BrokerUnavailable, StreamFull } from './nats-errors.ts';
export { ConfigMismatch, ensureConsumer, ensureStream } from './nats-topology.ts';
export { purgeBefore } from './nats-purge.ts';
export type { ConsumerSpec, StreamSpec } from './nats-topology.ts';
export { jetstream, jetstreamManager };
export type { JetStreamClient, JetStreamManager } from '@nats-io/jetstream';
export type { KV } from '@nats-io/kv';
export type { NatsConnection } from '@nats-io/nats-core';

export interface NatsOptions {
  url: string;
  token?: string | undefined;
  /** Shown in the broker's connection list. */
  name: string;
  log?: Logger;
}

const connected = new WeakMap<NatsConnection, boolean>();

/**
 * Connects and reconnects for ever, spread by jitter. Waits when the broker is not up yet (services start in any order); a wrong
 * token at the first connection is an error at once, because waiting does not heal it.
 */
export async function connectNats(options: NatsOptions): Promise<NatsConnection> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      const nc = await connect(clientOptions(options));
      connected.set(nc, true);
      void followStatus(nc, options.log);
      return nc;
    } catch (err) {
      if (err instanceof errors.AuthorizationError) throw err;
      if (attempt % 10 === 0) options.log?.warn({ err }, 'waiting for the broker');
      await pause(100 + fullJitterMs(attempt, { baseMs: 100, maxMs: 2_000 }));
    }
  }
}

function clientOptions(options: NatsOptions): NodeConnectionOptions {
  return {
    servers: options.url,
    name: options.name,
    maxReconnectAttempts: -1,
    reconnectTimeWait: 250,
    reconnectJitter: 1_000,
    // A broker restarted with a repaired configuration must not find its clients gone for good.
    ignoreAuthErrorAbort: true,
    pingInterval: 20_000,
    ...(options.token === undefined ? {} : { token: options.token }),
  };
}

/** For `/readyz`: whether the connection stands at this moment. */
export function isConnected(nc: NatsConnection): boolean {
  return !nc.isClosed() && connected.get(nc) !== false;
}

async function followStatus(nc: NatsConnection, log: Logger | undefined): Promise<void> {
  for await (const status of nc.status()) {
    if (status.type === 'disconnect') connected.set(nc, false);
    if (status.type === 'reconnect') connected.set(nc, true);
    if (status.type === 'disconnect' || status.type === 'reconnect')
      log?.warn({ status: status.type }, 'broker connection');
    if (status.type === 'error') log?.warn({ err: status.error }, 'broker reported an error');
  }
}

export interface PublishOptions {
  /** The broker drops a second message with the same id within the stream's duplicate window and answers `duplicate: true`. */
  msgId: string;
  headers?: Readonly<Record<string, string>>;
  timeoutMs: number;
}

export interface PublishAck {
  seq: number;
  duplicate: boolean;
}

/**
 * Publishes and waits until the stream has stored the message. Throws BrokerUnavailable (may or may not be stored: publish again with
 * the same msgId) or StreamFull. Headers are made afresh for each message: the client writes the id into the object it is given, and a
 * shared one makes the next message a "duplicate" that is not stored.
 */
export async function publishAcked(
  js: JetStreamClient,
  subject: string,
  bytes: Uint8Array,
  options: PublishOptions,
): Promise<PublishAck> {
  const headers = createHeaders();
  for (const [name, value] of Object.entries(options.headers ?? {})) headers.set(name, value);
  try {
    const ack = await js.publish(subject, bytes, { msgID: options.msgId, headers, timeout: options.timeoutMs });
    return { seq: ack.seq, duplicate: ack.duplicate };
  } catch (err) {
    throw translateBrokerError(err, `publish to ${subject}`);
  }
}

export interface KvSpec {
  /** Upper bound of the bucket's file; a full bucket refuses new values. */
  maxBytes?: number;
  /** Values older than this disappear; without it they stay. */
  maxAgeMs?: number;
  replicas?: number;
}

/** Opens the bucket, made on first use: file storage, one value per key. */
export async function ensureKv(nc: NatsConnection, name: string, spec: KvSpec = {}): Promise<KV> {
  try {
    return await new Kvm(nc).create(name, {
      history: 1,
      storage: 'file',
      replicas: spec.replicas ?? 1,
      max_bytes: spec.maxBytes ?? -1,
      ...(spec.maxAgeMs === undefined ? {} : { ttl: spec.maxAgeMs }),
    });
  } catch (err) {
    throw translateBrokerError(err, `bucket ${name}`);
  }
}
