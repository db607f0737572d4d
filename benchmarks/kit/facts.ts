import { randomUUID } from 'node:crypto';
import type { ActivityMessage, StampedItem } from '#domain/contract/messages.ts';

/** A PC of the benchmarks: input minutes only, the fact of which there are most. */
export interface BenchDevice {
  readonly tenantId: string;
  readonly personId: string;
  readonly deviceId: string;
  readonly spoolId: string;
  readonly bootId: string;
}

export const benchDevice = (tenantId: string): BenchDevice => ({
  tenantId,
  personId: randomUUID(),
  deviceId: randomUUID(),
  spoolId: randomUUID(),
  bootId: randomUUID(),
});

/** Minutes that have happened and that ingest still takes; a long run goes round in them. */
const DAYS = 300;
const FIRST_MINUTE = Math.floor(Date.now() / 86_400_000 - DAYS) * 1440;

export function stampedItems(firstSeq: number, count: number): StampedItem[] {
  return Array.from({ length: count }, (_, index) => ({
    kind: 'inputMinute',
    seq: firstSeq + index,
    offsetMinutes: 0,
    minute: FIRST_MINUTE + ((firstSeq + index) % (DAYS * 1440)),
    part: 0,
    counts: [40 + (index % 50), index % 7, index % 3, index % 11, 12, 4, 0, 9, 130],
  }));
}

/** As ingest publishes a batch. */
export function activityMessage(device: BenchDevice, firstSeq: number, count: number): ActivityMessage {
  const now = Date.now();
  const coveredRanges: ActivityMessage['coveredRanges'] = [[firstSeq, firstSeq + count - 1]];
  return { v: 1, ...device, receivedAt: now, sentAt: now, items: stampedItems(firstSeq, count), coveredRanges };
}
