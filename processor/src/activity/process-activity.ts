import { activitySubject } from '#domain/contract/messages.ts';
import type { ActivityMessage, StampedItem } from '#domain/contract/messages.ts';
import type { Analytics } from '#platform/clickhouse.ts';
import type { Delivery } from '../broker/delivery.ts';
import type { DaysPublisher } from '../days/publish-days.ts';
import type { RulesCache } from '../days/rules-cache.ts';
import type { DeadLetterWriter } from '../dead-letters/write-dead-letter.ts';
import type { ReachFaultPoint } from '../fault-point.ts';
import type { ProcessorMetrics } from '../metrics.ts';
import type { DeadReason, Outcome } from '../outcome.ts';
import { checkItem } from './check-item.ts';
import type { CommittedRanges } from './committed-ranges.ts';
import { insertRaw } from './insert-raw.ts';
import { RAW_TABLES, toRawRow } from './raw-tables.ts';
import type { RawRow } from './raw-tables.ts';
import { readDelivery } from './read-delivery.ts';
import type { BadLine, Received } from './read-delivery.ts';
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

interface DeadItem {
  received: Received;
  item: StampedItem;
  reason: DeadReason;
  error: string;
}

/** With the way back to the line that it came in. */
interface ReceivedRow extends RawRow {
  received: Received;
}

/**
 * The life of a batch. Each step may be repeated by a redelivery, none may be skipped or come before the one above it:
 *
 *   parse ─▶ insert raw ─▶ bad items to the dead letters ─▶ ask for the touched days ─▶ state the committed seqs ─▶ ack
 */
export function createProcessActivity(deps: ProcessActivityDeps): (batch: readonly Delivery[]) => Promise<Outcome[]> {
  return async function processActivity(batch) {
    const read = batch.map(readDelivery);
    const received = read.flatMap((each) => each.received);
    const sorted = sortItems(received);
    const { deadItems } = sorted;
    deps.reach('before_insert');
    const refused = await insertRaw(deps.analytics, sorted.rows);
    for (const { row, error } of refused) {
      deadItems.push({ received: row.received, item: row.item, reason: 'refused_by_store', error });
    }
    const isRefused = new Set(refused.map(({ row }) => row));
    const rows = refused.length === 0 ? sorted.rows : sorted.rows.filter((row) => !isRefused.has(row));
    deps.reach('after_insert');
    await writeBadLines(
      deps,
      read.flatMap((each) => each.bad),
    );
    await writeDeadItems(deps, deadItems);
    const messages = received.map((each) => each.message);
    await deps.days.publishRoutine(touchedDays(rows, await deps.rules.rulesOf(messages)));
    deps.reach('after_days');
    await deps.committed.add(messages);
    deps.reach('after_committed');
    countItems(deps.metrics, rows, deadItems);
    return read.map(({ outcome }) => outcome);
  };
}

function sortItems(received: readonly Received[]) {
  const rows: ReceivedRow[] = [];
  const deadItems: DeadItem[] = [];
  for (const each of received) {
    for (const item of each.message.items) {
      const checked = checkItem(item);
      if (checked.kind === 'dead') {
        deadItems.push({ received: each, item, reason: checked.reason, error: checked.error });
        continue;
      }
      rows.push({ ...toRawRow(checked.item, each.message), received: each });
    }
  }
  return { rows, deadItems };
}

/** Lines of messages whose other lines are good: each a letter of its own. */
async function writeBadLines(deps: ProcessActivityDeps, lines: readonly BadLine[]): Promise<void> {
  for (const { delivery, line, text, error } of lines) {
    const id = `${delivery.stream}-${delivery.streamSeq}-${line}`;
    await deps.deadLetters.write({
      originSubject: delivery.subject,
      data: Buffer.from(text),
      reason: 'unparsable',
      error,
      id,
    });
  }
}

/** The bad items of one message and reason as an ACTIVITY message of their own: replaying it is publishing it again. */
async function writeDeadItems(deps: ProcessActivityDeps, deadItems: readonly DeadItem[]): Promise<void> {
  const letters = Map.groupBy(
    deadItems,
    ({ received, reason }) => `${received.delivery.streamSeq} ${received.line} ${reason}`,
  );
  for (const [first, ...rest] of letters.values()) {
    if (first === undefined) continue;
    const { delivery, line, message } = first.received;
    const only: ActivityMessage = { ...message, items: [first, ...rest].map((each) => each.item), coveredRanges: [] };
    await deps.deadLetters.write({
      originSubject: activitySubject(message.tenantId, message.deviceId),
      data: Buffer.from(JSON.stringify(only)),
      reason: first.reason,
      error: first.error,
      id: `${delivery.stream}-${delivery.streamSeq}-${line}-items`,
    });
  }
}

function countItems(metrics: ProcessorMetrics, rows: readonly RawRow[], deadItems: readonly DeadItem[]): void {
  for (const [kind, ofKind] of Map.groupBy(rows, (row) => row.item.kind)) {
    metrics.items.inc({ table: RAW_TABLES[kind].table }, ofKind.length);
  }
  for (const { reason } of deadItems) metrics.deadItems.inc({ reason });
}
