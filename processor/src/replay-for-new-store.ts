import type { JetStreamManager, KV } from '#platform/nats.ts';
import { ensureConsumer } from '#platform/nats.ts';
import type { ConsumerPlans } from './topology.ts';

/** Beside the spools' entries (`<device>.<spool>`): the store that the streams were last read into. */
const STORE_KEY = 'store';

/**
 * A store with another id (lost and made anew, or restored from a backup) lacks what the old one was given: everything that the streams still
 * hold is delivered again, roster and work records first of all. Collectors send again by themselves, because they see the id too.
 * Repeatable: the id is noted last.
 */
export async function replayForNewStore(
  jsm: JetStreamManager,
  kv: KV,
  storeId: string,
  plans: ConsumerPlans,
): Promise<boolean> {
  const noted = await kv.get(STORE_KEY);
  if (noted?.string() === storeId) return false;
  if (noted !== null) {
    for (const { stream, ...spec } of [plans.facts, plans.activity]) {
      await jsm.consumers.delete(stream, spec.durable);
      await ensureConsumer(jsm, stream, spec);
    }
  }
  await kv.put(STORE_KEY, storeId);
  return noted !== null;
}
