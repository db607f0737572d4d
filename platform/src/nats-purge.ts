import { AckPolicy, DeliverPolicy } from '@nats-io/jetstream';
import type { JetStreamManager } from '@nats-io/jetstream';
import { nanos } from '@nats-io/nats-core';

const FORGOTTEN_AFTER_MS = 10_000;

/** Purges the messages of a subject that were published before an instant. Gives how many. */
export async function purgeBefore(
  jsm: JetStreamManager,
  stream: string,
  { subject, before }: { readonly subject: string; readonly before: Date },
): Promise<number> {
  // Where a consumer would begin: the broker finds the first message of that time by itself.
  const { name, delivered } = await jsm.consumers.add(stream, {
    ack_policy: AckPolicy.None,
    deliver_policy: DeliverPolicy.StartTime,
    opt_start_time: before.toISOString(),
    inactive_threshold: nanos(FORGOTTEN_AFTER_MS),
    mem_storage: true,
  });
  await jsm.consumers.delete(stream, name);
  // A purge up to the first message is taken for one without an end.
  if (delivered.stream_seq === 0) return 0;
  const { purged } = await jsm.streams.purge(stream, { filter: subject, seq: delivered.stream_seq + 1 });
  return purged;
}
