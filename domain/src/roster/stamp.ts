import { trimCell } from './cell-edges.ts';
import type { RosterFile } from './types.ts';

/** Of the roster at the moment of a download. */
export interface RosterStamp {
  readonly rosterVersion: number;
  /** ISO instant; for people. */
  readonly downloadedAt: string;
}

/** Found wherever a spreadsheet puts it: in quotes, with empty columns after it, below moved rows. */
const STAMP = /^#\s*名簿の版\s*(\d{1,15})（(\S{1,40}) にダウンロード）/;

/** The `#` line by which an upload is known to be made from an older download. A file without it is never outdated. */
export const stampComment = (stamp: RosterStamp): string =>
  `# 名簿の版 ${stamp.rosterVersion}（${stamp.downloadedAt} にダウンロード）この行は消さないでください。`;

/** The stamp of a file; of several (rows copied together), the oldest. Null: none. */
export function readStamp(file: RosterFile): RosterStamp | null {
  const stamps = file.rows.flatMap(({ cells }) => {
    const [, version, downloadedAt] = STAMP.exec(trimCell(cells[0] ?? '')) ?? [];
    return version && downloadedAt ? [{ rosterVersion: Number(version), downloadedAt }] : [];
  });
  return stamps.toSorted((a, b) => a.rosterVersion - b.rosterVersion)[0] ?? null;
}
