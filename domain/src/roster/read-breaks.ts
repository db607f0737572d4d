import type { BreakWindow } from '../contract/work-rules.ts';
import { formatClock } from '../time/format.ts';
import type { Clock } from '../time/types.ts';
import { placeBreakWindow } from '../worktime/place-break-window.ts';
import { trimCell } from './cell-edges.ts';
import type { CellReader } from './cell-reader.ts';
import { readClock } from './read-clock.ts';

const COLUMN = 4;

interface WrittenWindow extends BreakWindow {
  readonly written: string;
}

/**
 * 休憩時間帯: `11:45-12:45;18:30-19:00`, also in another order and with a semicolon at the end, placed and sorted on the work date's clock.
 *
 *   autoEnd 5:00    22:00-22:30;3:00-3:15;12:00-13:00   →   12:00-13:00, 22:00-22:30, 27:00-27:15
 *
 * A window that is no reading, ends after the work date or overlaps its neighbour is refused; windows may touch.
 */
export function readBreaks(row: CellReader, autoEndClock: Clock): BreakWindow[] {
  const texts = row.raw(COLUMN).split(';').map(trimCell);
  const windows = texts.flatMap((text) => (text === '' ? [] : readWindow(row, text, autoEndClock)));
  windows.sort((a, b) => a.startClock - b.startClock || a.endClock - b.endClock);
  for (const [index, window] of windows.entries()) {
    const next = windows[index + 1];
    if (next && next.startClock < window.endClock) {
      row.refuse(COLUMN, 'breaksOverlap', { window: window.written, other: next.written });
    }
  }
  return windows.map(({ startClock, endClock }) => ({ startClock, endClock }));
}

function readWindow(row: CellReader, written: string, autoEndClock: Clock): WrittenWindow[] {
  const [start, end, ...rest] = written.split('-').map((part) => readClock(trimCell(part)));
  if (start == null || end == null || rest.length > 0) {
    row.refuse(COLUMN, 'badBreak', { window: written });
    return [];
  }
  const placed = placeBreakWindow(start, end, autoEndClock);
  if (placed) return [{ ...placed, written }];
  row.refuse(COLUMN, 'breakOutside', { window: written, autoEnd: formatClock(autoEndClock) });
  return [];
}
