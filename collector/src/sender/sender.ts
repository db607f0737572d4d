import type { PrivacyPolicy } from '#domain/contract/privacy-policy.ts';
import { batchAnswerSchema, committedAnswerSchema, WIRE_VERSION } from '#domain/contract/wire.ts';
import type { Clock } from '../clock.ts';
import type { Logger } from '../log.ts';
import type { Outbox } from '../outbox/outbox.ts';
import type { OutgoingItem } from '../outbox/select-batch.ts';
import { BACKOFF_MAX_MS, backoffMs, pause, retryAfterMs } from './backoff.ts';
import { estimateSkewMs } from './estimate-offset.ts';
import { readRefusal } from './read-answer.ts';
import { isTaken, openSession } from './session.ts';
import type { Session, SessionIdentity } from './session.ts';
import type { Transport, WireAnswer } from './transport.ts';

const MAX_ITEMS = 500;
/** JSON before compression; well below what ingest takes even uncompressed. */
const MAX_BATCH_BYTES = 768 * 1024;
/**
 * The answer to each batch tells the committed watermark. Only a PC that has had none for so long asks for it, and only while something waits for it: longer
 * than the minute between two batches, or every PC at work would ask once more for each.
 */
const COMMITTED_POLL_MS = 90_000;
/** Facts whose retention is over are looked for this often. */
const PRUNE_EVERY_MS = 60 * 60_000;

/** What the sender asks of an outbox. */
export type SenderOutbox = Pick<
  Outbox,
  | 'spoolId'
  | 'has'
  | 'takeBatch'
  | 'applyResults'
  | 'applyCommitted'
  | 'reopenStale'
  | 'removeExpired'
  | 'followPolicy'
  | 'quarantine'
>;

export interface SenderOptions {
  readonly identity: SessionIdentity;
  readonly outbox: SenderOutbox;
  readonly transport: Transport;
  readonly clock: Clock;
  readonly log: Logger;
  /** Made at each start of the agent. */
  readonly bootId: string;
  /** After a wake the sender waits for a random part of this. */
  readonly spreadMs: number;
  readonly random?: () => number;
  readonly backoffMaxMs?: number;
  readonly committedPollMs?: number;
}
export interface SenderStatus {
  /** `waiting`: nothing was tried yet. */
  readonly state: 'waiting' | 'online' | 'offline' | 'revoked';
  readonly failures: number;
  readonly lastFailure: string | undefined;
  readonly lastAnswerAt: number | undefined;
  readonly skewMs: number | undefined;
}
type Step = 'progress' | 'idle' | 'revoked' | { readonly failed: string; readonly waitMs?: number | undefined };

/**
 * Empties the outbox into ingest: one request in flight, oldest items first, until nothing is pending. Whatever fails, the items stay; a lost
 * answer means sending again, which the identity of each item makes harmless. It never gives up, except for a revoked device.
 */
export class Sender {
  readonly #options: SenderOptions;
  readonly #random: () => number;
  /** Ends the request in flight. */
  readonly #stop = new AbortController();
  /** Ends every wait: what can be sent is sent now, and the first failure is the end. */
  readonly #flush = new AbortController();
  /** Ends the wait of an idle sender. */
  #nudge = new AbortController();
  #isWoken = false;
  #loop: Promise<void> | undefined;
  #session: Session | undefined;
  #skewMs: number | undefined;
  #maxItems = MAX_ITEMS;
  #committedAskedMs = -Infinity;
  #prunedAt = -Infinity;
  #status: Omit<SenderStatus, 'skewMs'> = {
    state: 'waiting',
    failures: 0,
    lastFailure: undefined,
    lastAnswerAt: undefined,
  };

  constructor(options: SenderOptions) {
    this.#options = options;
    this.#random = options.random ?? Math.random;
  }

  get status(): SenderStatus {
    return { ...this.#status, skewMs: this.#skewMs };
  }

  start(): void {
    this.#loop ??= this.#run();
  }

  /** Something was recorded. Never shortens a wait after a failure. */
  wake(): void {
    this.#isWoken = true;
    this.#nudge.abort();
  }

  /** The PC's clock was set: the estimate moves with it at once, without an exchange. */
  clockSet(movedMs: number): void {
    if (this.#skewMs !== undefined) this.#skewMs -= movedMs;
  }

  /** Sends what is pending while the time lasts, then ends the request in flight. */
  async stop(flushMs: number): Promise<void> {
    const deadline = setTimeout(() => this.#stop.abort(), flushMs);
    this.#flush.abort();
    await this.#loop;
    clearTimeout(deadline);
  }

  async #run(): Promise<void> {
    while (!this.#stop.signal.aborted) {
      const step = await this.#tryStep();
      if (step === 'revoked') return;
      if (step === 'progress') continue;
      if (this.#flush.signal.aborted) return;
      if (step === 'idle') await this.#idle();
      else await pause(this.#failed(step), this.#flush.signal);
    }
  }

  async #idle(): Promise<void> {
    this.#nudge = new AbortController();
    const ends = AbortSignal.any([this.#nudge.signal, this.#flush.signal]);
    // A wake during the last step must not be slept over.
    if (!this.#isWoken) await pause(this.#options.committedPollMs ?? COMMITTED_POLL_MS, ends);
    this.#isWoken = false;
    await pause(this.#random() * this.#options.spreadMs, this.#flush.signal);
  }

  #failed({ failed, waitMs }: Exclude<Step, string>): number {
    const failures = this.#status.failures + 1;
    const ownMs = backoffMs(failures, this.#random, this.#options.backoffMaxMs ?? BACKOFF_MAX_MS);
    const chosenMs = Math.max(waitMs ?? 0, ownMs);
    this.#tell({ state: 'offline', failures, lastFailure: failed });
    this.#options.log.warn({ reason: failed, failures, waitMs: chosenMs }, 'sending failed, the data is kept');
    return chosenMs;
  }

  async #tryStep(): Promise<Step> {
    try {
      return await this.#step();
    } catch (err) {
      return { failed: describe(err) };
    }
  }

  async #step(): Promise<Step> {
    const { outbox, clock } = this.#options;
    const serverAt = clock.wallAt() + (this.#skewMs ?? 0);
    outbox.reopenStale(serverAt);
    const pollMs = this.#options.committedPollMs ?? COMMITTED_POLL_MS;
    const isCommittedDue = outbox.has('accepted') && clock.monotonicMs() - this.#committedAskedMs >= pollMs;
    if (!outbox.has('pending') && !isCommittedDue) return 'idle';
    const opened = await this.#ensureSession();
    if (opened !== undefined) return opened;
    // The skew is known from here on, so every item gets its offset before its first sending.
    const batch = outbox.takeBatch({
      maxItems: this.#maxItems,
      maxBytes: MAX_BATCH_BYTES,
      skewMs: this.#skewMs ?? 0,
    });
    return batch.length === 0 ? this.#askCommitted() : this.#send(batch);
  }

  async #ensureSession(): Promise<Step | undefined> {
    const { identity, transport, clock } = this.#options;
    if (this.#session !== undefined && clock.monotonicMs() < this.#session.renewAtMonotonicMs) return undefined;
    const outcome = await openSession(identity, transport, clock, this.#stop.signal);
    if ('refused' in outcome) return this.#refused(outcome.refused, []);
    // Before the first batch: what the tenant does not want is removed from the outbox, or nothing is sent.
    this.#followPolicy(outcome.session.policy);
    this.#session = outcome.session;
    this.#skewMs = outcome.session.skewMs ?? this.#skewMs;
    return undefined;
  }

  async #send(items: OutgoingItem[]): Promise<Step> {
    const { identity, outbox, clock, bootId, log } = this.#options;
    const sentAt = clock.wallAt();
    const sentMs = clock.monotonicMs();
    const body = { v: WIRE_VERSION, deviceId: identity.deviceId, spoolId: outbox.spoolId, bootId, sentAt, items };
    const answer = await this.#exchange({ method: 'POST', path: '/v1/batches', body });
    if (!isTaken(answer)) return this.#refused(answer, items);
    const { results, committed, serverTime, policy } = batchAnswerSchema.parse(answer.json);
    const elapsedMs = clock.monotonicMs() - sentMs;
    this.#skewMs = estimateSkewMs({ sentAt, answeredAt: clock.wallAt(), elapsedMs, serverTime }) ?? this.#skewMs;
    const settled = outbox.applyResults(items, results, serverTime, this.#skewMs);
    this.#applyCommitted(committed, serverTime);
    this.#committedAskedMs = clock.monotonicMs();
    this.#followPolicy(policy);
    if (settled === 0) return { failed: 'the answer names no item of the batch' };
    this.#maxItems = Math.min(MAX_ITEMS, this.#maxItems * 2);
    this.#tell({ state: 'online', failures: 0, lastFailure: undefined, lastAnswerAt: clock.wallAt() });
    log.debug({ items: items.length, settled }, 'batch answered');
    return 'progress';
  }

  async #askCommitted(): Promise<Step> {
    const { outbox, clock } = this.#options;
    this.#committedAskedMs = clock.monotonicMs();
    const answer = await this.#exchange({ method: 'GET', path: `/v1/committed?spoolId=${outbox.spoolId}` });
    if (!isTaken(answer)) return this.#refused(answer, []);
    this.#applyCommitted(committedAnswerSchema.parse(answer.json), clock.wallAt() + (this.#skewMs ?? 0));
    this.#tell({ state: 'online', failures: 0, lastFailure: undefined, lastAnswerAt: clock.wallAt() });
    return 'progress';
  }

  /** A policy that cannot be applied (the disk takes no write) ends the session: nothing is sent until it can. */
  #followPolicy(policy: PrivacyPolicy | undefined): void {
    if (policy === undefined) return;
    try {
      this.#options.outbox.followPolicy(policy);
    } catch (err) {
      this.#session = undefined;
      throw err;
    }
  }

  #exchange(request: { method: 'GET' | 'POST'; path: string; body?: object }): Promise<WireAnswer> {
    return this.#options.transport({ ...request, token: this.#session?.token ?? '' }, this.#stop.signal);
  }

  #applyCommitted(committed: Parameters<SenderOutbox['applyCommitted']>[0], serverAt: number): void {
    const { outbox, log } = this.#options;
    const { storeChanged } = outbox.applyCommitted(committed, serverAt);
    if (storeChanged) log.warn('the server has another store: everything still held is sent again');
    if (Math.abs(serverAt - this.#prunedAt) < PRUNE_EVERY_MS) return;
    this.#prunedAt = serverAt;
    outbox.removeExpired(serverAt);
  }

  #refused(answer: WireAnswer, items: readonly OutgoingItem[]): Step {
    const { clock, outbox, log } = this.#options;
    const refusal = readRefusal(answer);
    const waitMs = retryAfterMs(answer.retryAfter, clock.wallAt(), this.#random);
    if (refusal.kind === 'revoked') {
      this.#tell({ state: 'revoked', lastFailure: 'device_revoked' });
      log.error('this device is revoked: nothing is sent any more, the data stays here');
      return 'revoked';
    }
    if (refusal.kind === 'sessionEnded') {
      const hadSession = this.#session !== undefined;
      this.#session = undefined;
      // Once at once; a token that is refused again and again is a failure like any other.
      if (hadSession && this.#status.failures === 0) return this.#countFailure('session ended');
      return { failed: 'unauthorized', waitMs };
    }
    if (refusal.kind === 'later' || items.length === 0)
      return { failed: refusal.kind === 'later' ? refusal.code : 'refused', waitMs };
    if (items.length > 1) {
      this.#maxItems = Math.ceil(items.length / 2);
      return 'progress';
    }
    outbox.quarantine(
      items.map((item) => ({ seq: item.seq, reason: refusal.code, detail: `HTTP ${answer.status}`, item })),
    );
    log.warn({ reason: refusal.code }, 'one item cannot be taken by the server and was set aside');
    return 'progress';
  }

  #countFailure(reason: string): Step {
    this.#tell({ failures: this.#status.failures + 1, lastFailure: reason });
    return 'progress';
  }

  #tell(change: Partial<Omit<SenderStatus, 'skewMs'>>): void {
    this.#status = { ...this.#status, ...change };
  }
}

/** The code of the system, which is what a reader of the log needs; never the message, which holds an address. */
function describe(err: unknown): string {
  if (!(err instanceof Error)) return 'unknown error';
  if ('code' in err && typeof err.code === 'string') return err.code;
  return err.name === 'Error' || err.name === 'TypeError' ? err.message : err.name;
}
