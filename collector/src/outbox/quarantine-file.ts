import { join } from 'node:path';
import { appendDurably } from '../files.ts';

/** An item that will not be sent again, with the reason. Its row stays in the outbox too; this file is for people. */
export interface QuarantineEntry {
  readonly at: string;
  readonly spoolId: string;
  readonly seq: number;
  readonly reason: string;
  readonly detail?: string | undefined;
  readonly item: unknown;
}

export const quarantinePath = (dir: string): string => join(dir, 'quarantine.jsonl');

/** Written before the row changes its state: after a kill between the two the entry is there twice, never not at all. */
export function appendQuarantine(path: string, entries: readonly QuarantineEntry[]): void {
  if (entries.length > 0) appendDurably(path, entries.map((entry) => `${JSON.stringify(entry)}\n`).join(''));
}
