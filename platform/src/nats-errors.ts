import { JetStreamApiError } from '@nats-io/jetstream';
import { errors } from '@nats-io/nats-core';

/** The broker did not answer: not running, restarting, overloaded, or the connection is lost. Trying again later is right. */
export class BrokerUnavailable extends Error {
  readonly code = 'BROKER_UNAVAILABLE';
  readonly retryable = true;
  constructor(doing: string, cause: unknown) {
    super(`The broker did not answer (${doing})`, { cause });
    this.name = 'BrokerUnavailable';
  }
}

/** The stream (or the broker's storage) is full and takes nothing new until its readers catch up. The sender keeps its data. */
export class StreamFull extends Error {
  readonly code = 'STREAM_FULL';
  readonly retryable = true;
  constructor(doing: string, cause: unknown) {
    super(`The broker's store is full (${doing})`, { cause });
    this.name = 'StreamFull';
  }
}

/** JetStream's own numbers: the account's or server's storage is used up. */
const FULL_CODES = new Set([10_002, 10_023, 10_047]);

/** "Store failed": the text says why. */
const STORE_FAILED = 10_077;

/** JetStream starting, without a leader, or out of memory: it heals. */
const UNAVAILABLE_CODES = new Set([10_008, 10_009, 10_028, STORE_FAILED]);

/** Turns the client's errors into ours, in this one place. Anything else (a mistake in the request) comes back as it is. */
export function translateBrokerError(err: unknown, doing: string): unknown {
  if (err instanceof JetStreamApiError) {
    const isFull =
      FULL_CODES.has(err.code) || (err.code === STORE_FAILED && /maximum (bytes|messages)/.test(err.message));
    if (isFull) return new StreamFull(doing, err);
    return UNAVAILABLE_CODES.has(err.code) ? new BrokerUnavailable(doing, err) : err;
  }
  const isConnectionProblem =
    err instanceof errors.TimeoutError ||
    err instanceof errors.NoRespondersError ||
    err instanceof errors.RequestError ||
    err instanceof errors.ConnectionError ||
    err instanceof errors.ClosedConnectionError ||
    err instanceof errors.DrainingConnectionError ||
    err instanceof errors.AuthorizationError ||
    // Not exported by the client: its name for "no responders" from JetStream.
    (err instanceof Error && err.name === 'JetStreamNotEnabled');
  return isConnectionProblem ? new BrokerUnavailable(doing, err) : err;
}
