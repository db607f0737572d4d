import type { ActivityMessage, StampedItem } from '#domain/contract/messages.ts';
import { MS_PER_MINUTE } from '#domain/time/types.ts';

type ItemOf<K extends StampedItem['kind']> = Extract<StampedItem, { kind: K }>;
export type StoredItem = Exclude<StampedItem, { kind: 'unknown' }>;
type StoredKind = StoredItem['kind'];

interface RawTable<K extends StoredKind> {
  table: string;
  columns: readonly string[];
  /** Values of `columns`; the common ones follow in the order of COMMON_COLUMNS. */
  values: (item: ItemOf<K>, message: ActivityMessage) => unknown[];
}

const COMMON_COLUMNS = [
  'tenant_id',
  'person_id',
  'device_id',
  'offset_minutes',
  'spool_id',
  'boot_id',
  'seq',
  'received_at',
  'extra',
] as const;

const minuteSeconds = (item: { minute: number; offsetMinutes: number }): number =>
  (item.minute + item.offsetMinutes) * 60;
const isoText = (atMs: number): string => new Date(atMs).toISOString();
const correctedText = (atMs: number, item: StampedItem): string => isoText(atMs + item.offsetMinutes * MS_PER_MINUTE);

/** The one list of raw tables: which kind of fact goes where, and how. */
export const RAW_TABLES: { readonly [K in StoredKind]: RawTable<K> } = {
  inputMinute: {
    table: 'raw_input_minutes_v1',
    columns: [
      'minute',
      'part',
      'letters',
      'digits',
      'numpad',
      'symbols',
      'others',
      'left_clicks',
      'right_clicks',
      'wheel',
      'moves',
    ],
    values: (item) => [minuteSeconds(item), item.part, ...item.counts],
  },
  windowSlice: {
    table: 'raw_window_slices_v1',
    columns: ['minute', 'activated_at', 'process', 'title', 'url', 'seconds'],
    values: (item) => [
      minuteSeconds(item),
      correctedText(item.activatedAt, item),
      item.process,
      item.title,
      item.url,
      item.seconds,
    ],
  },
  presenceChange: {
    table: 'raw_presence_changes_v1',
    columns: ['changed_at', 'activity'],
    values: (item) => [correctedText(item.at, item), item.activity],
  },
  sessionChange: {
    table: 'raw_session_changes_v1',
    columns: ['changed_at', 'change'],
    values: (item) => [correctedText(item.at, item), item.change],
  },
};

/** One fact as a row, with the way back to the message it came in. */
export interface RawRow {
  values: unknown[];
  item: StoredItem;
  message: ActivityMessage;
}

export const columnsOf = (kind: StoredKind): readonly string[] => [...RAW_TABLES[kind].columns, ...COMMON_COLUMNS];

export function toRawRow(item: StoredItem, message: ActivityMessage): RawRow {
  const values = specificValues(item, message);
  values.push(
    message.tenantId,
    message.personId,
    message.deviceId,
    item.offsetMinutes,
    message.spoolId,
    message.bootId,
    item.seq,
    receivedText(message.receivedAt),
    item.extra === undefined ? '' : JSON.stringify(item.extra),
  );
  return { item, message, values };
}

/** All items of a batch came at once. */
let lastReceived = { atMs: 0, text: isoText(0) };
function receivedText(atMs: number): string {
  if (lastReceived.atMs !== atMs) lastReceived = { atMs, text: isoText(atMs) };
  return lastReceived.text;
}

function specificValues(item: StoredItem, message: ActivityMessage): unknown[] {
  switch (item.kind) {
    case 'inputMinute':
      return RAW_TABLES.inputMinute.values(item, message);
    case 'windowSlice':
      return RAW_TABLES.windowSlice.values(item, message);
    case 'presenceChange':
      return RAW_TABLES.presenceChange.values(item, message);
    case 'sessionChange':
      return RAW_TABLES.sessionChange.values(item, message);
  }
}
