import type { ComputedDay } from '#domain/contract/computed-day.ts';
import { countBlocks } from '#domain/tasks/unrequested-blocks.ts';
import type { BlockCounts } from '#domain/tasks/unrequested-blocks.ts';
import type { Records } from '../records/schema.ts';
import { readAnsweredSpans } from './queries.ts';

export interface CountedDay {
  readonly personId: string;
  readonly day: Pick<ComputedDay, 'workDate' | 'ledger'>;
}

/**
 * How many blocks of 申請外 each day has and how many wait for an answer, by `personId workDate`. For lists that have the computed days already:
 * one query for all of them.
 */
export async function readUnansweredCounts(
  records: Records,
  tenantId: string,
  days: readonly CountedDay[],
): Promise<Map<string, BlockCounts>> {
  const keys = days.map(({ personId, day }) => ({ personId, workDate: day.workDate }));
  const answered = await readAnsweredSpans(records, tenantId, keys);
  return new Map(
    days.map(({ personId, day }) => {
      const key = `${personId} ${day.workDate}`;
      return [key, countBlocks(day.ledger, answered.get(key) ?? [])];
    }),
  );
}
