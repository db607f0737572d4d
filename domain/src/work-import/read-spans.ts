import type { BreakWindow } from '../contract/work-rules.ts';
import { trimCell } from '../roster/cell-edges.ts';
import { readClock } from '../roster/read-clock.ts';
import { formatClock } from '../time/format.ts';
import type { Clock } from '../time/types.ts';
import { clockOf } from '../time/wall-clock.ts';
import { workDateInterval } from '../time/work-date.ts';
import type { RowReader } from './row-reader.ts';
import type { WhoAndWhen } from './read-who-and-when.ts';

/** One span of work with its breaks, on the work date's 48-hour clock. */
export interface ImportedSpan {
  readonly startClock: Clock;
  readonly endClock: Clock;
  readonly breaks: readonly BreakWindow[];
}

const NO_CLOCK = '時刻ではありません。9:00 や 27:00 の形（48時間表記）で指定してください。';

/**
 * 開始, 終了 and 休憩 of a row within its work date.
 *
 *   自動終了 5:00   |5:00 ────────────────────────── 29:00|
 *   9:00-18:00          |====|~~|======|                    休憩 12:00-13:00
 *   22:00-30:00                              |============×  after the boundary: refused, the rest belongs to the next date
 */
export function readSpan(row: RowReader, whoAndWhen: WhoAndWhen | undefined): ImportedSpan | undefined {
  const startClock = readNeededClock(row, '開始');
  const endClock = readNeededClock(row, '終了');
  if (startClock === undefined || endClock === undefined || whoAndWhen === undefined) return undefined;
  const { rules, workDate } = whoAndWhen;
  const day = workDateInterval(workDate, rules);
  const first = clockOf(day.start, workDate, rules.zone);
  const last = clockOf(day.end, workDate, rules.zone);
  if (startClock < first)
    return row.refuse(
      '開始',
      `この日は${formatClock(first)}に始まります。それより前は前日の${formatClock(startClock + 1440)}として書いてください。`,
    );
  if (endClock < startClock)
    return row.refuse('終了', '開始より前です。翌日の時刻は24時間を足して（3:00は27:00）書いてください。');
  if (endClock > last)
    return row.refuse('終了', `この日は${formatClock(last)}に終わります。それより後は翌日の行に分けて書いてください。`);
  const breaks = readBreakWindows(row, startClock, endClock);
  return row.hasErrors() ? undefined : { startClock, endClock, breaks };
}

function readNeededClock(row: RowReader, column: '開始' | '終了'): Clock | undefined {
  const text = row.plain(column);
  if (text === '') return row.refuse(column, '必須項目です。値を指定してください。');
  return readClock(text) ?? row.refuse(column, NO_CLOCK);
}

/** `12:00-13:00;15:00-15:15`, in any order, with a semicolon at the end too. */
function readBreakWindows(row: RowReader, startClock: Clock, endClock: Clock): BreakWindow[] {
  const texts = row.plain('休憩').split(';').map(trimCell);
  const windows = texts.flatMap((text) => {
    const window = text === '' ? undefined : readWindow(row, text, startClock, endClock);
    return window === undefined ? [] : [window];
  });
  windows.sort((a, b) => a.startClock - b.startClock);
  for (const [index, window] of windows.entries()) {
    const next = windows[index + 1];
    if (next !== undefined && next.startClock < window.endClock)
      row.refuse('休憩', `休憩「${textOf(window)}」と「${textOf(next)}」が重なっています。`);
  }
  return windows;
}

const textOf = ({ startClock, endClock }: BreakWindow): string => `${formatClock(startClock)}-${formatClock(endClock)}`;

function readWindow(row: RowReader, text: string, startClock: Clock, endClock: Clock): BreakWindow | undefined {
  const [start, end, ...rest] = text.split('-').map((part) => readClock(trimCell(part)));
  if (start == null || end == null || rest.length > 0)
    return row.refuse(
      '休憩',
      `「${text}」は 12:00-13:00 の形ではありません。複数のときはセミコロン（;）で区切ってください。`,
    );
  if (end <= start)
    return row.refuse('休憩', `休憩「${text}」に長さがありません。翌日の時刻は24時間を足して書いてください。`);
  if (start < startClock || end > endClock)
    return row.refuse('休憩', `休憩「${text}」が開始から終了までの外にあります。`);
  return { startClock: start, endClock: end };
}
