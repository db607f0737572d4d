import { JetStreamApiError } from '@nats-io/jetstream';
import type { ConsumerConfig, JetStreamManager, StreamConfig } from '@nats-io/jetstream';
import { translateBrokerError } from './nats-errors.ts';

const NANOSECONDS_PER_MS = 1_000_000;

/** A stream: limits retention, file storage, discard new (a full stream refuses, it never drops what it acknowledged). */
export interface StreamSpec {
  name: string;
  subjects: readonly string[];
  maxBytes: number;
  maxAgeMs: number;
  /** How long the broker remembers message ids. Not more than maxAgeMs. */
  duplicateWindowMs: number;
  /** Copies in a broker cluster. */
  replicas?: number;
}

/** A durable pull consumer with explicit acks, from the first message on, redelivering without limit (poison is the reader's decision). */
export interface ConsumerSpec {
  durable: string;
  filterSubject: string;
  ackWaitMs: number;
  maxAckPending: number;
}

/** The broker holds another configuration than the one asked for: it ignored a field that it does not know, or refused to change it. */
export class ConfigMismatch extends Error {
  readonly code = 'BROKER_CONFIG_MISMATCH';
  readonly field: string;
  constructor(what: string, field: string, wanted: unknown, found: unknown, cause?: unknown) {
    super(`${what}: ${field} is ${JSON.stringify(found)} at the broker, wanted ${JSON.stringify(wanted)}`, { cause });
    this.name = 'ConfigMismatch';
    this.field = field;
  }
}

/**
 * Makes the stream or brings it to this configuration, then reads it back and compares: a broker silently ignores fields that its version
 * does not know. Only fields that 2.9 has.
 */
export async function ensureStream(jsm: JetStreamManager, spec: StreamSpec): Promise<void> {
  const wanted: Partial<StreamConfig> & { name: string } = {
    name: spec.name,
    subjects: [...spec.subjects],
    retention: 'limits',
    storage: 'file',
    discard: 'new',
    max_bytes: spec.maxBytes,
    max_age: spec.maxAgeMs * NANOSECONDS_PER_MS,
    duplicate_window: spec.duplicateWindowMs * NANOSECONDS_PER_MS,
    num_replicas: spec.replicas ?? 1,
  };
  await ensureConfig(`stream ${spec.name}`, wanted, {
    read: async () => ({ ...(await jsm.streams.info(spec.name)).config }),
    create: async () => void (await jsm.streams.add(wanted)),
    update: async () => void (await jsm.streams.update(spec.name, wanted)),
  });
}

/** As ensureStream, for a durable consumer of the stream. */
export async function ensureConsumer(jsm: JetStreamManager, stream: string, spec: ConsumerSpec): Promise<void> {
  const wanted: Partial<ConsumerConfig> = {
    durable_name: spec.durable,
    filter_subject: spec.filterSubject,
    ack_policy: 'explicit',
    deliver_policy: 'all',
    replay_policy: 'instant',
    ack_wait: spec.ackWaitMs * NANOSECONDS_PER_MS,
    max_ack_pending: spec.maxAckPending,
    max_deliver: -1,
  };
  await ensureConfig(`consumer ${spec.durable} of ${stream}`, wanted, {
    read: async () => ({ ...(await jsm.consumers.info(stream, spec.durable)).config }),
    create: async () => void (await jsm.consumers.add(stream, wanted)),
    update: async () => void (await jsm.consumers.update(stream, spec.durable, wanted)),
  });
}

interface ConfigAccess {
  read(): Promise<object>;
  create(): Promise<void>;
  update(): Promise<void>;
}

async function ensureConfig(what: string, wanted: object, access: ConfigAccess): Promise<void> {
  try {
    const present = await readOrUndefined(access);
    if (present === undefined) await access.create();
    else await updateIfDifferent(what, wanted, present, access);
    const difference = firstDifference(wanted, await access.read());
    if (difference !== undefined) throw new ConfigMismatch(what, difference.field, difference.wanted, difference.found);
  } catch (err) {
    throw translateBrokerError(err, what);
  }
}

async function readOrUndefined(access: ConfigAccess): Promise<object | undefined> {
  try {
    return await access.read();
  } catch (err) {
    // 10059: no such stream, 10014: no such consumer.
    if (err instanceof JetStreamApiError && (err.code === 10_059 || err.code === 10_014)) return undefined;
    throw err;
  }
}

async function updateIfDifferent(what: string, wanted: object, present: object, access: ConfigAccess): Promise<void> {
  const difference = firstDifference(wanted, present);
  if (difference === undefined) return;
  try {
    await access.update();
  } catch (err) {
    if (!(err instanceof JetStreamApiError)) throw err;
    throw new ConfigMismatch(what, difference.field, difference.wanted, difference.found, err);
  }
}

/** The first field of `wanted` that reads differently in `found`. */
export function firstDifference(
  wanted: object,
  found: object,
): { field: string; wanted: unknown; found: unknown } | undefined {
  const foundFields = new Map<string, unknown>(Object.entries(found));
  for (const [field, value] of Object.entries(wanted)) {
    const other = foundFields.get(field);
    if (JSON.stringify(value) !== JSON.stringify(other)) return { field, wanted: value, found: other };
  }
  return undefined;
}
