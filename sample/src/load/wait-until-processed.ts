import { STREAMS } from '#domain/contract/messages.ts';
import { pause } from '#platform/jitter.ts';
import type { JetStreamManager } from '#platform/nats.ts';

/** Messages that no consumer has finished yet, over the streams of the way from a fact to a computed day. */
async function openMessages(jsm: JetStreamManager): Promise<number> {
  let open = 0;
  for (const stream of [STREAMS.activity, STREAMS.facts, STREAMS.days]) {
    for await (const consumer of jsm.consumers.list(stream.name))
      open += consumer.num_pending + consumer.num_ack_pending;
  }
  return open;
}

/** Waits until everything published so far is computed: quiet twice in a row, because one step feeds the next. */
export async function waitUntilProcessed(jsm: JetStreamManager, onProgress: (open: number) => void): Promise<void> {
  for (let quiet = 0; quiet < 2;) {
    const open = await openMessages(jsm);
    quiet = open === 0 ? quiet + 1 : 0;
    onProgress(open);
    await pause(quiet > 0 ? 300 : 1000);
  }
}
