import type { StampedItem } from '#domain/contract/messages.ts';
import { INPUT_COUNT_NAMES, wireItemSchema } from '#domain/contract/wire.ts';
import type { WireItem } from '#domain/contract/wire.ts';
import { MS_PER_MINUTE } from '#domain/time/types.ts';
import type { DeadReason } from '../outcome.ts';
import type { StoredItem } from './raw-tables.ts';

export type CheckedItem = { kind: 'storable'; item: StoredItem } | { kind: 'dead'; reason: DeadReason; error: string };

/** What a ClickHouse DateTime can hold, less a day at the end so that rounding never leaves it. */
const MAX_SECONDS = 2 ** 32 - 86_400;

/**
 * Whether an item can be stored. A kind that was unknown when ingest stamped it and is known by now is read: so replaying the dead letters
 * after an upgrade stores all of them. Instants that no column holds are set aside here, because ClickHouse would wrap them silently.
 */
export function checkItem(stamped: StampedItem): CheckedItem {
  const item = stamped.kind === 'unknown' ? understand(stamped) : stamped;
  if (item === undefined)
    return { kind: 'dead', reason: 'unknown_kind', error: 'a kind that this version does not know' };
  const seconds = secondsOf(item);
  if (!seconds.every((each) => each >= 0 && each <= MAX_SECONDS)) {
    return { kind: 'dead', reason: 'out_of_range', error: 'an instant that the store cannot hold' };
  }
  const fits =
    item.kind === 'inputMinute'
      ? fitsByte(item.part) && item.counts.every((count) => count >= 0 && count < 2 ** 32)
      : item.kind !== 'windowSlice' || fitsByte(item.seconds);
  return fits
    ? { kind: 'storable', item }
    : { kind: 'dead', reason: 'out_of_range', error: 'an amount that the store cannot hold' };
}

const fitsByte = (value: number): boolean => value >= 0 && value <= 255;

/** Every corrected instant of an item, in seconds. */
function secondsOf(item: StoredItem): number[] {
  const ofMinute = (minute: number): number => (minute + item.offsetMinutes) * 60;
  const ofMs = (atMs: number): number => (atMs + item.offsetMinutes * MS_PER_MINUTE) / 1000;
  switch (item.kind) {
    case 'inputMinute':
      return [ofMinute(item.minute)];
    case 'windowSlice':
      return [ofMinute(item.minute), ofMs(item.activatedAt)];
    case 'presenceChange':
    case 'sessionChange':
      return [ofMs(item.at)];
  }
}

function understand(stamped: Extract<StampedItem, { kind: 'unknown' }>): StoredItem | undefined {
  const parsed = wireItemSchema.safeParse({ ...stamped.item, seq: stamped.seq });
  if (!parsed.success) return undefined;
  return stampKnown(parsed.data, { seq: stamped.seq, offsetMinutes: stamped.offsetMinutes });
}

function stampKnown(wire: WireItem, base: { seq: number; offsetMinutes: number }): StoredItem {
  switch (wire.kind) {
    case 'inputMinute': {
      const { minute, part, counts } = wire;
      return { ...base, kind: wire.kind, minute, part, counts: INPUT_COUNT_NAMES.map((name) => counts[name]) };
    }
    case 'windowSlice': {
      const { minute, activatedAt, process, title, url, seconds } = wire;
      return { ...base, kind: wire.kind, minute, activatedAt, process, title, url: url ?? '', seconds };
    }
    case 'presenceChange':
      return { ...base, kind: wire.kind, at: wire.at, activity: wire.activity };
    case 'sessionChange':
      return { ...base, kind: wire.kind, at: wire.at, change: wire.change };
  }
}
