import { committedKey } from '#domain/contract/messages.ts';
import { committedAnswerSchema, type CommittedAnswer } from '#domain/contract/wire.ts';
import type { KV } from '#platform/nats.ts';
import type { Logger } from '#platform/log.ts';
import { followBucket, type FollowedBucket } from './follow-bucket.ts';

/** Nothing is known to be committed: the collector keeps everything. An empty storeId never counts as a changed store. */
const NOTHING_COMMITTED = JSON.stringify({ storeId: '', ranges: [] } satisfies CommittedAnswer);

/** What ClickHouse holds of each spool, as the processor wrote it, kept current by watching its bucket: no batch waits for a question to the broker. */
export interface CommittedRanges extends Pick<FollowedBucket, 'stop'> {
  /**
   * The JSON of a CommittedAnswer. While the bucket is not followed it is "nothing known", which changes nothing for the collector: it asks again with
   * its next batch.
   */
  textOf(deviceId: string, spoolId: string): string;
}

export function watchCommittedRanges(openBucket: () => Promise<KV>, log: Logger): CommittedRanges {
  // Text, because it is only passed on: some 200 bytes for a PC.
  const texts = new Map<string, string>();
  const reader = {
    put: (key: string, text: string): void => {
      if (isAnswer(text)) texts.set(key, text);
      else texts.delete(key);
    },
    remove: (key: string): void => void texts.delete(key),
    clear: (): void => texts.clear(),
  };
  const { stop } = followBucket(openBucket, reader, log, 'the bucket of committed ranges');
  return { stop, textOf: (deviceId, spoolId) => texts.get(committedKey(deviceId, spoolId)) ?? NOTHING_COMMITTED };
}

function isAnswer(text: string): boolean {
  try {
    return committedAnswerSchema.safeParse(JSON.parse(text)).success;
  } catch {
    return false;
  }
}
