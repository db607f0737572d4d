import { committedKey } from '#domain/contract/messages.ts';
import { committedAnswerSchema, type CommittedAnswer } from '#domain/contract/wire.ts';
import type { KV } from '#platform/nats.ts';

/** Nothing is known to be committed: the collector keeps everything. An empty storeId never counts as a changed store. */
export const NOTHING_COMMITTED: CommittedAnswer = { storeId: '', ranges: [] };

/**
 * What ClickHouse holds of a spool, as the processor wrote it. A broker that does not answer must not fail a batch that is already
 * stored: the answer is then "nothing known", and the collector asks again with its next batch.
 */
export async function readCommittedRanges(kv: KV, deviceId: string, spoolId: string): Promise<CommittedAnswer> {
  try {
    const entry = await kv.get(committedKey(deviceId, spoolId));
    if (entry === null || entry.operation !== 'PUT') return NOTHING_COMMITTED;
    const parsed = committedAnswerSchema.safeParse(entry.json());
    return parsed.success ? parsed.data : NOTHING_COMMITTED;
  } catch {
    return NOTHING_COMMITTED;
  }
}
