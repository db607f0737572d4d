import { createAnalytics } from '#platform/clickhouse.ts';
import type { ActivityMessage, StampedItem } from '#domain/contract/messages.ts';
import { INPUT_COUNT_NAMES, type WireItem } from '#domain/contract/wire.ts';
import { columnsOf, RAW_TABLES, toRawRow } from '#processor/activity/raw-tables.ts';
import { migrateClickhouse } from '#sql/migrate-clickhouse.ts';
import type { FleetPerson } from './fleet-facts.ts';
import { officeMinute } from './uploads.ts';

const ROWS_PER_INSERT = 10_000;
/** Other numbers than any that a run sends, so that the rows are new to the store. */
const MINUTES_BEFORE = 100_000;

/** The engine alone: the rows of some minutes of each person, given to it directly, without service, broker or computed day. */
export async function insertDirectly(
  storeDir: string,
  people: readonly FleetPerson[],
  minute: number,
  minutes = 1,
): Promise<{ rows: number; cpuSeconds: number; perMillion: number; rowsPerSecond: number }> {
  const analytics = await createAnalytics({ kind: 'embedded', path: storeDir });
  await migrateClickhouse(analytics);
  const values = { inputMinute: [] as unknown[][], windowSlice: [] as unknown[][] };
  for (const [index, person] of people.entries()) {
    const message: ActivityMessage = {
      v: 1,
      ...person,
      receivedAt: Date.now(),
      sentAt: Date.now(),
      items: [],
      coveredRanges: [],
    };
    for (let at = 0; at < minutes; at += 1) {
      for (const item of officeMinute(index, minute + at - MINUTES_BEFORE, 1).map(stamped)) {
        if (item.kind !== 'inputMinute' && item.kind !== 'windowSlice') continue;
        values[item.kind].push(toRawRow(item, message).values);
      }
    }
  }
  const startedAt = performance.now();
  const cpuAt = process.cpuUsage();
  for (const kind of ['inputMinute', 'windowSlice'] as const) {
    for (let from = 0; from < values[kind].length; from += ROWS_PER_INSERT) {
      await analytics.insertRows(
        RAW_TABLES[kind].table,
        columnsOf(kind),
        values[kind].slice(from, from + ROWS_PER_INSERT),
      );
    }
  }
  const { user, system } = process.cpuUsage(cpuAt);
  const ms = performance.now() - startedAt;
  await analytics.close();
  const rows = values.inputMinute.length + values.windowSlice.length;
  const cpuSeconds = (user + system) / 1e6;
  return { rows, cpuSeconds, perMillion: (cpuSeconds * 1e6) / rows, rowsPerSecond: (rows * 1000) / ms };
}

function stamped(item: WireItem): StampedItem {
  const base = { seq: item.seq, offsetMinutes: 0 };
  if (item.kind === 'inputMinute')
    return {
      ...base,
      kind: item.kind,
      minute: item.minute,
      part: item.part,
      counts: INPUT_COUNT_NAMES.map((name) => item.counts[name]),
    };
  if (item.kind === 'windowSlice') return { ...item, ...base, kind: item.kind, url: item.url ?? '' };
  throw new TypeError(`no ${item.kind} in a minute of office work`);
}
