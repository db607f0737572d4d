import { MINUTES_PER_DAY } from '../time/types.ts';
import type { Clock, Minutes } from '../time/types.ts';
import type { CellReader } from './cell-reader.ts';
import { readBreaks } from './read-breaks.ts';
import { readClock } from './read-clock.ts';
import type { RosterPattern } from './types.ts';

/** The guide's 5:00 (29:00), where the column is empty. */
const DEFAULT_AUTO_END_CLOCK: Clock = 300;
const LATEST_AUTO_END_CLOCK: Clock = 720;

/** A row of the pattern file as a pattern that exists (guide table 3-6). `present`: what the roster holds under this code. */
export function readPatternRow(row: CellReader, code: string, present: RosterPattern | undefined): RosterPattern {
  const name = row.text(3, present?.name);
  const scheduledMinutes = readMinutes(row, 5, 0) ?? 0;
  const morningMinutes = readMinutes(row, 6, 1);
  const autoEndClock = readAutoEnd(row);
  const breaks = autoEndClock === null ? [] : readBreaks(row, autoEndClock);
  if (morningMinutes !== null && morningMinutes > scheduledMinutes && !row.hasErrors()) {
    row.refuse(6, 'morningTooLong', { morning: morningMinutes, scheduled: scheduledMinutes });
  }
  return {
    patternId: present?.patternId ?? null,
    code,
    name,
    breaks,
    scheduledMinutes,
    morningMinutes,
    autoEndClock: autoEndClock ?? DEFAULT_AUTO_END_CLOCK,
    isRemoved: false,
  };
}

function readMinutes(row: CellReader, column: number, min: Minutes): Minutes | null {
  const cell = row.raw(column);
  if (cell === '') {
    if (column === 5) row.refuse(column, 'required');
    return null;
  }
  const minutes = /^[0-9]{1,4}$/.test(cell) ? Number(cell) : Number.NaN;
  if (minutes >= min && minutes <= MINUTES_PER_DAY) return minutes;
  row.refuse(column, 'badMinutes', { min, max: MINUTES_PER_DAY });
  return null;
}

/** 0:00-12:00; 24:00-36:00 is the same a day later. Null: refused. */
function readAutoEnd(row: CellReader): Clock | null {
  const cell = row.raw(7);
  if (cell === '') return DEFAULT_AUTO_END_CLOCK;
  const reading = readClock(cell);
  const clock = reading !== null && reading >= MINUTES_PER_DAY ? reading - MINUTES_PER_DAY : reading;
  if (clock !== null && clock <= LATEST_AUTO_END_CLOCK) return clock;
  row.refuse(7, 'badAutoEnd');
  return null;
}
