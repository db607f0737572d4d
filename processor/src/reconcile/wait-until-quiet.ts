import { pause } from '#platform/jitter.ts';
import type { JetStreamManager } from '#platform/nats.ts';
import type { ConsumerPlan } from '../topology.ts';

const LOOK_EVERY_MS = 500;

/**
 * Waits until no consumer has a message in work or waiting, at most `limitMs`. Right after a crash some facts are stored whose days only come
 * with the redelivery of their messages: compared before that, they would be reported as differences although nobody needs to do anything.
 * Under steady traffic it is never quiet; then the limit decides, and the comparison itself looks again at a day that has just moved.
 */
export async function waitUntilQuiet(
  jsm: JetStreamManager,
  plans: readonly ConsumerPlan[],
  options: { limitMs: number; signal: AbortSignal; onWait: () => void },
): Promise<void> {
  const end = performance.now() + options.limitMs;
  while (!options.signal.aborted && performance.now() < end && !(await isQuiet(jsm, plans))) {
    options.onWait();
    await pause(LOOK_EVERY_MS, options.signal);
  }
}

async function isQuiet(jsm: JetStreamManager, plans: readonly ConsumerPlan[]): Promise<boolean> {
  for (const { stream, durable } of plans) {
    const info = await jsm.consumers.info(stream, durable);
    if (info.num_pending + info.num_ack_pending > 0) return false;
  }
  return true;
}
