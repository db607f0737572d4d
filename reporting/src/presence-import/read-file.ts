import { MAX_PRESENCE_ROWS } from '#domain/contract/presence-import.ts';
import { readPresence } from '#domain/presence-import/read-presence.ts';
import type { ReadPresence } from '#domain/presence-import/read-presence.ts';
import { createDirectory } from '#domain/work-import/read-who-and-when.ts';
import type { ImportPerson, ImportProblem } from '#domain/work-import/types.ts';
import { fromCell } from '../csv/cell-texts.ts';
import { decodeFile } from '../csv/decode.ts';
import type { FileProblem } from '../csv/decode.ts';
import { MAX_FIELD_BYTES, readCsv } from '../csv/read-csv.ts';

/** Plain values: it goes to a worker and comes back. */
export interface PresenceInput {
  readonly content: Uint8Array;
  readonly people: readonly ImportPerson[];
  readonly zone: string;
  readonly nowMs: number;
}

/** Bytes of the file → text → records → changes. */
export function readFile({ content, people, zone, nowMs }: PresenceInput): ReadPresence {
  const text = decodeFile(content);
  if (typeof text !== 'string') return { changes: [], problems: text.map(ofFile) };
  const rows = readCsv(text, { maxRows: MAX_PRESENCE_ROWS, maxFieldBytes: MAX_FIELD_BYTES });
  if (!Array.isArray(rows)) return { changes: [], problems: [ofFile(rows)] };
  const records = rows.map(({ line, cells }) => ({ line, cells: cells.map(fromCell) }));
  return readPresence(records, createDirectory(people), zone, nowMs);
}

const ofFile = ({ line, column, text }: FileProblem): ImportProblem => ({
  severity: 'error',
  line,
  column: column === null ? null : `${column}文字目`,
  cell: null,
  text,
});
