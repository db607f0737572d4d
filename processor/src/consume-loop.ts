import type { NatsConnection } from '@nats-io/nats-core';
import { AnalyticsRefused, AnalyticsUnavailable } from '#platform/clickhouse.ts';
import { fullJitterMs, pause } from '#platform/jitter.ts';
import type { BackoffSpec } from '#platform/jitter.ts';
import type { Logger } from '#platform/log.ts';
import { BrokerUnavailable, StreamFull } from '#platform/nats.ts';
import type { Delivery } from './broker/delivery.ts';
import type { DisconnectSignal } from './broker/disconnect-signal.ts';
import { pullBatch } from './broker/pull-batch.ts';
import { isDataRefusal } from './activity/insert-raw.ts';
import type { DeadLetterWriter } from './dead-letters/write-dead-letter.ts';
import type { ProcessorMetrics } from './metrics.ts';
import { dead, retry } from './outcome.ts';
import type { Outcome } from './outcome.ts';
import { settle } from './settle.ts';
import type { ConsumerPlan } from './topology.ts';

export interface ConsumeLoop {
  step: string;
  plan: ConsumerPlan;
  maxMessages: number;
  lingerMs: number;
  /**
   * Under load: while so many messages come in a second they are gathered longer. An insert, and a recomputation of the touched days, cost nearly the same
   * for ten people as for a thousand.
   */
  busy?: { perSecond: number; lingerMs: number };
  maxBytes: number;
  /**
   * Batches in hand at once while full ones come, which is a backlog: one is read here while the engine inserts the other. As two instances would, so for
   * steps only that any number of instances may share.
   */
  backlogAtOnce?: number;
  /** One outcome for each delivery, in order. Repeatable: it may be called again with the same deliveries. */
  handle: (batch: readonly Delivery[]) => Promise<Outcome[]>;
}

export interface ConsumeDeps {
  nc: NatsConnection;
  deadLetters: DeadLetterWriter;
  metrics: ProcessorMetrics;
  log: Logger;
  signal: AbortSignal;
  disconnected: DisconnectSignal;
  /** Called when nobody answers a pull: the consumer may be gone with the broker's store. */
  repairTopology: () => Promise<void>;
}

/** An idle pull comes back so often: the heartbeat that readiness watches. */
const WAIT_MS = 5_000;
/** Part of the ack wait within which the broker has surely not given the message to another instance. */
const SAFE_SHARE = 0.8;
const BACKOFF: BackoffSpec = { baseMs: 200, maxMs: 10_000 };

/**
 * pull one batch ─▶ handle ─▶ settle each, for ever. While the store or the broker is away the batch in hand is held (`working`), handled again
 * with growing waits, and nothing new is fetched: the stream fills, ingest answers 503, the collectors keep. No path drops.
 */
export async function consume(loop: ConsumeLoop, deps: ConsumeDeps): Promise<void> {
  const inHand = new InHand();
  let lingerMs = loop.lingerMs;
  for (let failures = 0; !deps.signal.aborted;) {
    deps.metrics.heartbeat.set({ consumer: loop.plan.durable }, Date.now() / 1000);
    try {
      const signal = AbortSignal.any([deps.signal, deps.disconnected()]);
      const batch = await pullBatch(deps.nc, { ...loop, ...loop.plan, lingerMs, waitMs: WAIT_MS, signal });
      const isBacklog = isFull(loop, batch);
      lingerMs = isBacklog ? loop.lingerMs : nextLingerMs(loop, batch.length, lingerMs);
      if (batch.length > 0) inHand.add(processBatch(loop, deps, batch));
      await inHand.fewerThan(isBacklog ? (loop.backlogAtOnce ?? 1) : 1);
      failures = 0;
    } catch (err) {
      failures += 1;
      deps.log.warn({ err, step: loop.step, failures }, 'cannot consume now');
      await pause(fullJitterMs(failures, BACKOFF), deps.signal);
      // Stopping, most likely because the broker went with the launcher: nobody would answer.
      if (deps.signal.aborted) break;
      await deps.repairTopology().catch((error: unknown) => deps.log.warn({ err: error }, 'topology not repaired'));
    }
  }
  await inHand.ended();
}

/** Batches that are being processed. A failure is told to whoever waits next. */
class InHand {
  readonly #work = new Set<Promise<void>>();
  #failed: { readonly err: unknown } | undefined;

  add(work: Promise<void>): void {
    const watched = work
      .catch((err: unknown) => void (this.#failed = { err }))
      .finally(() => void this.#work.delete(watched));
    this.#work.add(watched);
  }

  async fewerThan(count: number): Promise<void> {
    while (this.#work.size >= count) await Promise.race(this.#work);
    const failed = this.#failed;
    this.#failed = undefined;
    if (failed !== undefined) throw failed.err;
  }

  async ended(): Promise<void> {
    await Promise.all(this.#work);
  }
}

/** As much as is taken at once, or nearly (the broker ends a batch before the message that would exceed it): more is waiting. */
function isFull({ maxMessages, maxBytes }: ConsumeLoop, batch: readonly Delivery[]): boolean {
  if (maxMessages > 1 && batch.length >= maxMessages) return true;
  return batch.reduce((bytes, { data }) => bytes + data.byteLength, 0) * 2 > maxBytes;
}

const nextLingerMs = ({ lingerMs, busy }: ConsumeLoop, messages: number, gatheredMs: number): number =>
  busy !== undefined && messages * 1000 >= busy.perSecond * gatheredMs ? busy.lingerMs : lingerMs;

async function processBatch(loop: ConsumeLoop, deps: ConsumeDeps, batch: readonly Delivery[]): Promise<void> {
  const end = deps.metrics.batchSeconds.startTimer({ step: loop.step });
  const keepAlive = setInterval(() => {
    for (const delivery of batch) extendLease(delivery, loop.plan.ackWaitMs);
    deps.metrics.heartbeat.set({ consumer: loop.plan.durable }, Date.now() / 1000);
  }, loop.plan.ackWaitMs / 3);
  try {
    const outcomes = await handleUntilDone(loop, deps, batch);
    for (const [index, delivery] of batch.entries()) {
      await settle(loop.step, delivery, outcomes[index] ?? retry('stopping', 0), deps);
    }
  } finally {
    clearInterval(keepAlive);
    end();
  }
}

/** Only what is surely still ours: a process that was stopped for longer must not believe that its old lease lives again. */
function extendLease(delivery: Delivery, ackWaitMs: number): void {
  if (performance.now() - delivery.leasedAtMs < ackWaitMs * SAFE_SHARE) delivery.working();
}

async function handleUntilDone(loop: ConsumeLoop, deps: ConsumeDeps, batch: readonly Delivery[]): Promise<Outcome[]> {
  for (let attempt = 0; ; attempt += 1) {
    if (deps.signal.aborted && attempt > 0) return batch.map(() => retry('stopping', 0));
    try {
      return await loop.handle(batch);
    } catch (err) {
      if (!isTransient(err)) return isolate(loop, deps, batch, err);
      deps.metrics.waits.inc({ step: loop.step, code: err.code });
      deps.log.warn(
        { err, step: loop.step, attempt, messages: batch.length },
        'held until the store or broker is back',
      );
      await pause(fullJitterMs(attempt, BACKOFF), deps.signal);
      // The held messages' lease starts anew with each attempt.
      for (const delivery of batch) extendLease(delivery, loop.plan.ackWaitMs);
    }
  }
}

type Transient = AnalyticsUnavailable | AnalyticsRefused | BrokerUnavailable | StreamFull;

/** A refusal that is not about data (a missing table, no right) is for a person to repair; until then it is waited for like an outage. */
const isTransient = (err: unknown): err is Transient =>
  err instanceof AnalyticsUnavailable ||
  err instanceof BrokerUnavailable ||
  err instanceof StreamFull ||
  (err instanceof AnalyticsRefused && !isDataRefusal(err));

/** An unexpected error may come from one message of many: halve until it is found; alone, it is dead. */
async function isolate(
  loop: ConsumeLoop,
  deps: ConsumeDeps,
  batch: readonly Delivery[],
  err: unknown,
): Promise<Outcome[]> {
  const [only] = batch;
  if (batch.length === 1 && only !== undefined) {
    deps.log.error({ err, step: loop.step, streamSeq: only.streamSeq }, 'a message cannot be processed');
    return [dead('unexpected', err instanceof Error ? `${err.name}: ${err.message}` : String(err))];
  }
  const half = Math.ceil(batch.length / 2);
  return [
    ...(await handleUntilDone(loop, deps, batch.slice(0, half))),
    ...(await handleUntilDone(loop, deps, batch.slice(half))),
  ];
}
