import { crc32 } from 'node:zlib';
import { z } from 'zod';
import { inputCountsSchema, SESSION_CHANGES, WIRE_LIMITS } from '#domain/contract/wire.ts';
import type { RecordedItem } from '../minute/recorded-item.ts';

/** A fact as it stands in `body`. Parsed only where the file is doubted: when a corrupt file is salvaged. */
export const recordedItemSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('inputMinute'), minute: z.int().min(0), counts: inputCountsSchema }),
  z.object({
    kind: z.literal('windowSlice'),
    minute: z.int().min(0),
    activatedAt: z.int().min(0),
    process: z.string().max(WIRE_LIMITS.processChars),
    title: z.string().max(WIRE_LIMITS.titleChars),
    url: z.string().max(WIRE_LIMITS.urlChars).optional(),
    seconds: z.int().min(0).max(60),
  }),
  z.object({
    kind: z.literal('sessionChange'),
    at: z.int().min(0),
    change: z.enum(SESSION_CHANGES),
    agentVersion: z.string().max(40).optional(),
  }),
]);

export const checksumOf = (body: string): number => crc32(body);

export const minuteOf = (item: RecordedItem): number | null => (item.kind === 'sessionChange' ? null : item.minute);

/** Brings texts within the limits of the wire and to well-formed UTF-16, so that no title of a strange program is refused later. */
export function fitToWire(item: RecordedItem): RecordedItem {
  if (item.kind !== 'windowSlice') return item;
  return {
    ...item,
    process: clip(item.process, WIRE_LIMITS.processChars),
    title: clip(item.title, WIRE_LIMITS.titleChars),
    ...(item.url === undefined ? {} : { url: clip(item.url, WIRE_LIMITS.urlChars) }),
  };
}

const clip = (text: string, chars: number): string =>
  text
    .replaceAll('\0', '')
    .slice(0, chars)
    .replace(/[\ud800-\udbff]$/, '')
    .toWellFormed();
