import { JetStreamApiError } from '@nats-io/jetstream';
import { committedAnswerSchema } from '#domain/contract/wire.ts';
import { BrokerUnavailable } from '#platform/nats.ts';
import type { KV } from '#platform/nats.ts';
import { parseJson } from '../broker/parse-json.ts';
import { mergeRanges } from './merge-ranges.ts';
import type { SeqRange } from './merge-ranges.ts';

/** What the bucket holds of one spool, as last seen. */
interface Known {
  revision: number;
  ranges: [number, number][];
}

const WRONG_LAST_SEQUENCE = 10_071;
const MAX_KNOWN = 100_000;

/**
 * Merges ranges into the entry of one spool by compare-and-set: any number of instances add to it. A record of another store says nothing about this one
 * and is replaced.
 */
export function createSpoolWriter(kv: KV, storeId: string): (key: string, added: readonly SeqRange[]) => Promise<void> {
  const known = new Map<string, Known>();

  const load = async (key: string): Promise<Known> => {
    const entry = await kv.get(key).catch((err: unknown) => {
      throw new BrokerUnavailable(`bucket entry ${key}`, err);
    });
    if (entry === null) return { revision: 0, ranges: [] };
    const isValue = entry.operation === 'PUT';
    const stored = isValue ? committedAnswerSchema.safeParse(parseJson(entry.value)) : undefined;
    const isOurs = stored?.success === true && stored.data.storeId === storeId;
    return { revision: entry.revision, ranges: isOurs ? stored.data.ranges : [] };
  };

  const addToSpool = async (key: string, added: readonly SeqRange[]): Promise<void> => {
    for (let isFirst = true; ; isFirst = false) {
      const before = (isFirst ? known.get(key) : undefined) ?? (await load(key));
      const ranges = mergeRanges([...before.ranges, ...added]);
      const isUnchanged = before.revision > 0 && JSON.stringify(ranges) === JSON.stringify(before.ranges);
      // Only what the bucket itself said may be taken as "already there": our memory may be older than a lost bucket.
      if (isUnchanged && !isFirst) return remember(key, before);
      try {
        // Not update(): it refuses revision 0, which here means "the key must not exist yet".
        const revision = await kv.put(key, JSON.stringify({ storeId, ranges }), { previousSeq: before.revision });
        return remember(key, { revision, ranges });
      } catch (err) {
        known.delete(key);
        // Whatever else a bucket answers (gone with the broker's store, full, no leader) heals with the broker.
        const isConflict = err instanceof JetStreamApiError && err.code === WRONG_LAST_SEQUENCE;
        if (!isConflict) throw new BrokerUnavailable(`bucket entry ${key}`, err);
      }
    }
  };

  const remember = (key: string, value: Known): void => {
    known.delete(key);
    known.set(key, value);
    const [oldest] = known.keys();
    if (known.size > MAX_KNOWN && oldest !== undefined) known.delete(oldest);
  };

  return addToSpool;
}
