import { JetStreamApiError } from '@nats-io/jetstream';
import { committedKey } from '#domain/contract/messages.ts';
import type { ActivityMessage } from '#domain/contract/messages.ts';
import { committedAnswerSchema } from '#domain/contract/wire.ts';
import { BrokerUnavailable } from '#platform/nats.ts';
import type { KV } from '#platform/nats.ts';
import { parseJson } from '../broker/parse-json.ts';

/** Closed ranges of seqs. */
export type SeqRange = readonly [number, number];

/** Ascending, disjoint, not adjacent: `[1,2] [3,3] [7,9]` is `[1,3] [7,9]`. */
export function mergeRanges(ranges: readonly SeqRange[]): [number, number][] {
  const merged: [number, number][] = [];
  for (const [from, to] of [...ranges].sort((a, b) => a[0] - b[0])) {
    const last = merged.at(-1);
    if (last !== undefined && from <= last[1] + 1) last[1] = Math.max(last[1], to);
    else if (from <= to) merged.push([from, to]);
  }
  return merged;
}

export interface CommittedRanges {
  /** States that the store holds what these messages settle. Called after the insert. */
  add(messages: readonly ActivityMessage[]): Promise<void>;
}

/** What the bucket holds of one spool, as last seen. */
interface Known {
  revision: number;
  ranges: [number, number][];
}

const WRONG_LAST_SEQUENCE = 10_071;
const MAX_KNOWN = 20_000;
const PARALLEL = 32;

/**
 * Merges into the bucket by compare-and-set: any number of instances add to one spool. A record of another store says nothing about this one
 * and is replaced.
 */
export function createCommittedRanges(kv: KV, storeId: string): CommittedRanges {
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

  return {
    add: async (messages) => {
      const bySpool = Map.groupBy(messages, (message) => committedKey(message.deviceId, message.spoolId));
      const waiting = [...bySpool];
      const work = async (): Promise<void> => {
        for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
          await addToSpool(
            next[0],
            next[1].flatMap((message) => message.coveredRanges),
          );
        }
      };
      await Promise.all(Array.from({ length: Math.min(PARALLEL, waiting.length) }, work));
    },
  };
}
