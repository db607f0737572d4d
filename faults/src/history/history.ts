import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { RecordedItem } from '#collector/minute/recorded-item.ts';

/** What happened, one line each, in the order in which it was known. The judge reads nothing else about what should be there. */
export type HistoryEntry =
  /** The outbox has it on disk. */
  | {
      readonly t: 'recorded';
      readonly person: string;
      readonly device: string;
      readonly seq: number;
      readonly item: RecordedItem;
    }
  /** The server answered for these; the collector may rely on it. */
  | { readonly t: 'acknowledged'; readonly device: string; readonly seqs: readonly number[] }
  /** A gap that the collector declared: this many facts of this kind were given up on purpose. */
  | {
      readonly t: 'gap';
      readonly device: string;
      readonly firstSeq: number;
      readonly lastSeq: number;
      readonly what: string;
    }
  /** Taken with an offset: the server's clock counts, and shows it so many minutes from where the PC saw it. */
  | { readonly t: 'shifted'; readonly device: string; readonly seq: number; readonly minutes: number }
  | { readonly t: 'pressed'; readonly person: string; readonly operationId: string }
  | { readonly t: 'fault'; readonly what: string };

export interface History {
  readonly path: string;
  note(...entries: readonly HistoryEntry[]): void;
  read(): HistoryEntry[];
}

/** A file of JSON lines; it can be kept, sent to somebody, and judged again. */
export function openHistory(path: string): History {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, '');
  const since = performance.now();
  return {
    path,
    note(...entries) {
      const ms = Math.round(performance.now() - since);
      appendFileSync(path, entries.map((entry) => `${JSON.stringify({ ms, ...entry })}\n`).join(''));
    },
    read: () => readHistory(path),
  };
}

export const readHistory = (path: string): HistoryEntry[] =>
  readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as HistoryEntry);
