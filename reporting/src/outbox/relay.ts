import { sql } from 'kysely';
import { fullJitterMs, pause } from '#platform/jitter.ts';
import type { Logger } from '#platform/log.ts';
import { publishAcked } from '#platform/nats.ts';
import type { JetStreamClient } from '#platform/nats.ts';
import { listen } from '#platform/postgres.ts';
import type { Listener } from '#platform/postgres.ts';
import type { FaultPoint } from '../fault-point.ts';
import type { Records } from '../records/schema.ts';

export interface RelayDeps {
  readonly records: Records;
  readonly postgresUrl: string;
  readonly jetStream: JetStreamClient;
  readonly log: Logger;
  readonly faultPoint: FaultPoint;
}

export interface Relay {
  start(): void;
  /** Something may wait now: look at once. */
  kick(): void;
  stop(): Promise<void>;
}

/** A batch is one transaction; its rows are locked for other instances meanwhile. */
const BATCH_ROWS = 200;
/** Looks by itself this often: a notification can be lost with its connection. */
const POLL_MS = 1_000;
const PUBLISH_TIMEOUT_MS = 5_000;
/** Short: people look at the screen for the effect of their press when the broker is back. */
const BACKOFF = { baseMs: 100, maxMs: 2_000 };

/**
 * Publishes what transactions have left in the outbox, in the order of its ids, and marks it after the broker's ack. A relay that dies in
 * between publishes again: the message id lets the broker drop the repeat, and the fact's version makes any other harmless.
 */
export function createRelay(deps: RelayDeps): Relay {
  const stopping = new AbortController();
  let wake = Promise.withResolvers<void>();
  let listener: Listener | undefined;
  let finished: Promise<void> = Promise.resolve();
  const kick = (): void => wake.resolve();

  const run = async (): Promise<void> => {
    let failures = 0;
    while (!stopping.signal.aborted) {
      wake = Promise.withResolvers<void>();
      try {
        const published = await publishBatch(deps);
        failures = 0;
        if (published === BATCH_ROWS) continue;
      } catch (err) {
        failures += 1;
        deps.log.warn({ err, failures }, 'outbox waits: the broker or the record store does not answer');
        await pause(fullJitterMs(failures, BACKOFF), stopping.signal);
        continue;
      }
      const resting = new AbortController();
      const stop = (): void => resting.abort();
      stopping.signal.addEventListener('abort', stop, { once: true });
      await Promise.race([wake.promise, pause(POLL_MS, resting.signal)]);
      resting.abort();
      stopping.signal.removeEventListener('abort', stop);
    }
  };
  return {
    kick,
    start: () => {
      listener = listen(deps.postgresUrl, 'outbox', kick, deps.log);
      finished = run();
    },
    stop: async () => {
      stopping.abort();
      kick();
      await Promise.all([finished, listener?.close()]);
    },
  };
}

/** Publishes the oldest waiting rows that no other instance holds; gives their number. */
async function publishBatch(deps: RelayDeps): Promise<number> {
  return deps.records.transaction().execute(async (trx) => {
    const rows = await trx
      .selectFrom('outbox')
      .select(['outbox_id', 'subject', 'message_id', 'payload'])
      .where('published_at', 'is', null)
      .orderBy('outbox_id')
      .limit(BATCH_ROWS)
      .forUpdate()
      .skipLocked()
      .execute();
    if (rows.length === 0) return 0;
    deps.faultPoint('outbox.before-publish');
    // One connection carries them in this order; the acks are awaited together.
    await Promise.all(
      rows.map((row) =>
        publishAcked(deps.jetStream, row.subject, Buffer.from(JSON.stringify(row.payload)), {
          msgId: row.message_id,
          timeoutMs: PUBLISH_TIMEOUT_MS,
        }),
      ),
    );
    deps.faultPoint('outbox.before-mark');
    await trx
      .updateTable('outbox')
      .set({ published_at: sql<Date>`clock_timestamp()` })
      .where(
        'outbox_id',
        'in',
        rows.map((row) => row.outbox_id),
      )
      .execute();
    return rows.length;
  });
}

/** Published rows are kept this long, for people who ask what was sent. */
const KEEP_PUBLISHED_DAYS = 7;

export async function forgetPublished(records: Records): Promise<void> {
  await records
    .deleteFrom('outbox')
    .where('published_at', '<', sql<Date>`now() - make_interval(days => ${KEEP_PUBLISHED_DAYS})`)
    .execute();
}
