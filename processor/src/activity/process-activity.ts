import { activityMessageSchema } from '#domain/contract/messages.ts';
import type { ActivityMessage, StampedItem } from '#domain/contract/messages.ts';
import type { Analytics } from '#platform/clickhouse.ts';
import type { Delivery } from '../broker/delivery.ts';
import { parseJson } from '../broker/parse-json.ts';
import type { DaysPublisher } from '../days/publish-days.ts';
import type { RulesCache } from '../days/rules-cache.ts';
import type { DeadLetterWriter } from '../dead-letters/write-dead-letter.ts';
import type { ReachFaultPoint } from '../fault-point.ts';
import type { ProcessorMetrics } from '../metrics.ts';
import { dead, kept } from '../outcome.ts';
import type { DeadReason, Outcome } from '../outcome.ts';
import { checkItem } from './check-item.ts';
import type { CommittedRanges } from './committed-ranges.ts';
import { insertRaw } from './insert-raw.ts';
import { RAW_TABLES, toRawRow } from './raw-tables.ts';
import type { RawRow } from './raw-tables.ts';
import { touchedDays } from './touched-days.ts';

export interface ProcessActivityDeps {
  analytics: Analytics;
  rules: RulesCache;
  days: DaysPublisher;
  committed: CommittedRanges;
  deadLetters: DeadLetterWriter;
  reach: ReachFaultPoint;
  metrics: ProcessorMetrics;
}

interface Received {
  delivery: Delivery;
  message: ActivityMessage;
}
interface DeadItem {
  received: Received;
  item: StampedItem;
  reason: DeadReason;
  error: string;
}

/**
 * The life of a batch. Each step may be repeated by a redelivery, none may be skipped or come before the one above it:
 *
 *   parse ─▶ insert raw ─▶ bad items to the dead letters ─▶ ask for the touched days ─▶ state the committed seqs ─▶ ack
 */
export function createProcessActivity(deps: ProcessActivityDeps): (batch: readonly Delivery[]) => Promise<Outcome[]> {
  return async function processActivity(batch) {
    const parsed = batch.map((delivery) => ({
      delivery,
      result: activityMessageSchema.safeParse(parseJson(delivery.data)),
    }));
    const received = parsed.flatMap(({ delivery, result }): Received[] =>
      result.success ? [{ delivery, message: result.data }] : [],
    );
    const { rows, deadItems, originOf } = sortItems(received);
    deps.reach('before_insert');
    for (const { row, error } of await insertRaw(deps.analytics, rows)) {
      const origin = originOf.get(row);
      if (origin !== undefined) deadItems.push({ received: origin, item: row.item, reason: 'refused_by_store', error });
    }
    deps.reach('after_insert');
    await writeDeadItems(deps, deadItems);
    const messages = received.map((each) => each.message);
    await deps.days.publish(touchedDays(rows, await deps.rules.rulesOf(messages)));
    deps.reach('after_days');
    await deps.committed.add(messages);
    deps.reach('after_committed');
    countItems(deps.metrics, rows, deadItems);
    return parsed.map(({ result }) => (result.success ? kept : dead('unparsable', result.error.message)));
  };
}

function sortItems(received: readonly Received[]) {
  const rows: RawRow[] = [];
  const deadItems: DeadItem[] = [];
  const originOf = new Map<RawRow, Received>();
  for (const each of received) {
    for (const item of each.message.items) {
      const checked = checkItem(item);
      if (checked.kind === 'dead') {
        deadItems.push({ received: each, item, reason: checked.reason, error: checked.error });
        continue;
      }
      const row = toRawRow(checked.item, each.message);
      rows.push(row);
      originOf.set(row, each);
    }
  }
  return { rows, deadItems, originOf };
}

/** The bad items of one message and reason as an ACTIVITY message of their own: replaying it is publishing it again. */
async function writeDeadItems(deps: ProcessActivityDeps, deadItems: readonly DeadItem[]): Promise<void> {
  const letters = Map.groupBy(deadItems, ({ received, reason }) => `${received.delivery.streamSeq} ${reason}`);
  for (const [first, ...rest] of letters.values()) {
    if (first === undefined) continue;
    const { delivery, message } = first.received;
    const only: ActivityMessage = { ...message, items: [first, ...rest].map((each) => each.item), coveredRanges: [] };
    await deps.deadLetters.write({
      originSubject: delivery.subject,
      data: Buffer.from(JSON.stringify(only)),
      reason: first.reason,
      error: first.error,
      id: `${delivery.stream}-${delivery.streamSeq}-items`,
    });
  }
}

function countItems(metrics: ProcessorMetrics, rows: readonly RawRow[], deadItems: readonly DeadItem[]): void {
  for (const [kind, ofKind] of Map.groupBy(rows, (row) => row.item.kind)) {
    metrics.items.inc({ table: RAW_TABLES[kind].table }, ofKind.length);
  }
  for (const { reason } of deadItems) metrics.deadItems.inc({ reason });
}
