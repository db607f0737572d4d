import {
  inputMinuteSchema,
  presenceChangeSchema,
  sessionChangeSchema,
  unknownItemSchema,
  windowSliceSchema,
  wireItemSchema,
  INPUT_COUNT_NAMES,
  WIRE_ITEM_KINDS,
  type WireItem,
} from '#domain/contract/wire.ts';
import type { StampedItem } from '#domain/contract/messages.ts';
import type { z } from 'zod';
import { stampPlain } from './stamp-plain.ts';

export type StampResult = { ok: true; item: StampedItem } | { ok: false; seq: number | null; detail: string };

/** What an item of a newer collector may bring along in fields that this version does not know. */
const EXTRA_MAX_CHARS = 4096;

const KNOWN_FIELDS: Record<WireItem['kind'], ReadonlySet<string>> = {
  inputMinute: new Set(Object.keys(inputMinuteSchema.shape)),
  windowSlice: new Set(Object.keys(windowSliceSchema.shape)),
  presenceChange: new Set(Object.keys(presenceChangeSchema.shape)),
  sessionChange: new Set(Object.keys(sessionChangeSchema.shape)),
};

/**
 * Checks one item against the wire contract and brings it into the form that is published. Values in, values out.
 * A kind that this version does not know is kept whole (`unknown`): the processor sets it aside, replay brings it back.
 *
 * @param defaultOffsetMinutes for an item that carries none: the batch's estimate
 */
export function stampItem(raw: unknown, defaultOffsetMinutes: number): StampResult {
  const plain = stampPlain(raw, defaultOffsetMinutes);
  return plain === undefined ? stampBySchema(raw, defaultOffsetMinutes) : { ok: true, item: plain };
}

/** The contract itself decides: on everything that is not plainly what today's collector writes. */
export function stampBySchema(raw: unknown, defaultOffsetMinutes: number): StampResult {
  const kind = fieldOf(raw, 'kind');
  if (typeof kind === 'string' && !(WIRE_ITEM_KINDS as readonly string[]).includes(kind)) {
    const unknown = unknownItemSchema.safeParse(raw);
    if (!unknown.success) return refused(raw, unknown.error);
    const item = cleanStrings(unknown.data) as Record<string, unknown>;
    if (JSON.stringify(item).length > EXTRA_MAX_CHARS) return tooMuchExtra(raw);
    return {
      ok: true,
      item: {
        kind: 'unknown',
        seq: unknown.data.seq,
        offsetMinutes: offsetOf(unknown.data, defaultOffsetMinutes),
        item,
      },
    };
  }
  const parsed = wireItemSchema.safeParse(raw);
  if (!parsed.success) return refused(raw, parsed.error);
  const extra = extraOf(parsed.data);
  if (extra !== undefined && JSON.stringify(extra).length > EXTRA_MAX_CHARS) return tooMuchExtra(raw);
  return { ok: true, item: toStamped(parsed.data, offsetOf(parsed.data, defaultOffsetMinutes), extra) };
}

function toStamped(item: WireItem, offsetMinutes: number, extra: Record<string, unknown> | undefined): StampedItem {
  const base = { seq: item.seq, offsetMinutes, ...(extra === undefined ? {} : { extra }) };
  switch (item.kind) {
    case 'inputMinute':
      return {
        ...base,
        kind: item.kind,
        minute: item.minute,
        part: item.part,
        counts: INPUT_COUNT_NAMES.map((name) => item.counts[name]),
      };
    case 'windowSlice':
      return {
        ...base,
        kind: item.kind,
        minute: item.minute,
        activatedAt: item.activatedAt,
        process: cleanText(item.process),
        title: cleanText(item.title),
        url: cleanText(item.url ?? ''),
        seconds: item.seconds,
      };
    case 'presenceChange':
      return { ...base, kind: item.kind, at: item.at, activity: cleanText(item.activity) };
    case 'sessionChange':
      return { ...base, kind: item.kind, at: item.at, change: item.change };
  }
}

const offsetOf = (item: { offsetMinutes?: number | undefined }, fallback: number): number =>
  item.offsetMinutes ?? fallback;

function extraOf(item: WireItem): Record<string, unknown> | undefined {
  const unknown = Object.entries(item).filter(([name]) => !KNOWN_FIELDS[item.kind].has(name));
  return unknown.length === 0 ? undefined : (cleanStrings(Object.fromEntries(unknown)) as Record<string, unknown>);
}

/** Lone surrogates become U+FFFD and NUL goes: neither can be stored as UTF-8 text and both break readers downstream. */
const cleanText = (text: string): string => text.toWellFormed().replaceAll('\0', '');

function cleanStrings(value: unknown): unknown {
  if (typeof value === 'string') return cleanText(value);
  if (Array.isArray(value)) return value.map(cleanStrings);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [cleanText(name), cleanStrings(inner)]));
}

const fieldOf = (raw: unknown, name: string): unknown =>
  typeof raw === 'object' && raw !== null ? (raw as Record<string, unknown>)[name] : undefined;

/** Also for items too broken to be read: the seq is named where it is a number, so that the collector finds the item. */
const seqOf = (raw: unknown): number | null => {
  const seq = fieldOf(raw, 'seq');
  return typeof seq === 'number' && Number.isSafeInteger(seq) && seq >= 1 ? seq : null;
};

const tooMuchExtra = (raw: unknown): StampResult => ({
  ok: false,
  seq: seqOf(raw),
  detail: `unknown fields hold more than ${EXTRA_MAX_CHARS} characters`,
});

function refused(raw: unknown, error: z.ZodError): StampResult {
  const issue = error.issues[0];
  const place = issue?.path.join('.') ?? '';
  return { ok: false, seq: seqOf(raw), detail: `${place === '' ? 'item' : place}: ${issue?.message ?? 'invalid'}` };
}
