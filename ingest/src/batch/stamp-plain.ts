import { INPUT_COUNT_NAMES, WIRE_LIMITS } from '#domain/contract/wire.ts';
import type { StampedItem } from '#domain/contract/messages.ts';

type Fields = Readonly<Record<string, unknown>>;

/** Narrower than the schema's own bounds, or the same: never wider. */
const MAX_COUNT = 1_000_000;
const MAX_MINUTE = 2_000_000_000;
const MAX_EPOCH_MS = 4_102_444_800_000_000;
const MAX_OFFSET = 5_256_000;
const COUNTS = INPUT_COUNT_NAMES.length;
/** Lone surrogates, and NUL: what `cleanText` would change. */
const UNCLEAN = /[\0\ud800-\udfff]/u;

/**
 * An item exactly as today's collector writes it, stamped without the schema: nearly every item is one, and the schema's reading costs ten times as much.
 * Undefined says nothing about an item but that the schema is to be asked. A property test holds it to the schema: what it stamps, the schema takes and
 * stamps the same.
 */
export function stampPlain(raw: unknown, defaultOffsetMinutes: number): StampedItem | undefined {
  if (typeof raw !== 'object' || raw === null) return undefined;
  const item = raw as Fields;
  if (item['kind'] === 'inputMinute') return plainMinute(item, defaultOffsetMinutes);
  if (item['kind'] === 'windowSlice') return plainSlice(item, defaultOffsetMinutes);
  return undefined;
}

const isInt = (value: unknown, min: number, max: number): value is number =>
  typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max;

const isText = (value: unknown, maxChars: number): value is string =>
  typeof value === 'string' && value.length <= maxChars && !UNCLEAN.test(value);

function plainMinute(item: Fields, defaultOffset: number): StampedItem | undefined {
  const { seq, minute, part = 0, offsetMinutes = defaultOffset, counts: given } = item;
  if (!isInt(seq, 1, Number.MAX_SAFE_INTEGER) || !isInt(minute, 0, MAX_MINUTE) || !isInt(part, 0, 255))
    return undefined;
  if (!isInt(offsetMinutes, -MAX_OFFSET, MAX_OFFSET)) return undefined;
  if (fieldsOf(item) !== 4 + present(item, 'part') + present(item, 'offsetMinutes')) return undefined;
  const counts = plainCounts(given);
  return counts === undefined ? undefined : { seq, offsetMinutes, kind: 'inputMinute', minute, part, counts };
}

function plainCounts(given: unknown): number[] | undefined {
  if (typeof given !== 'object' || given === null) return undefined;
  const counts: number[] = [];
  for (const name of INPUT_COUNT_NAMES) {
    const count = (given as Fields)[name];
    if (!isInt(count, 0, MAX_COUNT)) return undefined;
    counts.push(count);
  }
  return fieldsOf(given as Fields) === COUNTS ? counts : undefined;
}

function plainSlice(item: Fields, defaultOffset: number): StampedItem | undefined {
  const { seq, minute, activatedAt, seconds, process, title, url = '', offsetMinutes = defaultOffset } = item;
  if (!isInt(seq, 1, Number.MAX_SAFE_INTEGER) || !isInt(minute, 0, MAX_MINUTE)) return undefined;
  if (!isInt(activatedAt, 0, MAX_EPOCH_MS) || !isInt(seconds, 0, 60)) return undefined;
  if (!isInt(offsetMinutes, -MAX_OFFSET, MAX_OFFSET)) return undefined;
  if (!isText(process, WIRE_LIMITS.processChars) || !isText(title, WIRE_LIMITS.titleChars)) return undefined;
  if (!isText(url, WIRE_LIMITS.urlChars)) return undefined;
  if (fieldsOf(item) !== 7 + present(item, 'url') + present(item, 'offsetMinutes')) return undefined;
  return { seq, offsetMinutes, kind: 'windowSlice', minute, activatedAt, process, title, url, seconds };
}

/** Own names only: JSON.parse gives no others. */
function fieldsOf(item: Fields): number {
  let count = 0;
  for (const _name in item) count += 1;
  return count;
}

const present = (item: Fields, name: string): 0 | 1 => (Object.hasOwn(item, name) ? 1 : 0);
