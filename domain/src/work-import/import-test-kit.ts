import type { Assignment } from '../contract/work-rules.ts';
import type { WorkDate } from '../time/types.ts';
import { minuteOfClock } from '../time/wall-clock.ts';
import { createDirectory } from './read-who-and-when.ts';
import type { ImportPerson, ImportRow } from './types.ts';

/** People and files for the tests of this folder. */
const ZONE = 'Asia/Tokyo';
/** 2026-04-10 10:00 in Tokyo. */
export const NOW = minuteOfClock(600, '2026-04-10' as WorkDate, ZONE);

const assignment = (from: string, pattern: Partial<Assignment['pattern']> = {}): Assignment => ({
  from: from as WorkDate,
  groupId: '00000000-0000-4000-8000-0000000000a1',
  pattern: {
    patternId: '00000000-0000-4000-8000-0000000000b1',
    code: 'P1',
    name: '標準',
    breaks: [{ startClock: 720, endClock: 780 }],
    scheduledMinutes: 480,
    morningMinutes: 180,
    autoEndClock: 300,
    ...pattern,
  },
});

const person = (
  loginId: string,
  employeeNumber: string,
  pattern: Partial<Assignment['pattern']> = {},
): ImportPerson => ({
  personId: `person-${loginId}`,
  loginId,
  employeeNumber,
  name: loginId,
  rules: { zone: ZONE, assignments: [assignment('2026-04-01', pattern)] },
});

export const DIRECTORY = createDirectory([
  person('yamada', '001'),
  person('Sato', '002', { morningMinutes: null, autoEndClock: 480 }),
  person('twin1', '007'),
  person('twin2', '007'),
  { ...person('homeless', '009'), rules: null },
]);

/** Lines of comma-separated cells as records: what the CSV reader gives. */
export const rowsOf = (...lines: readonly string[]): ImportRow[] =>
  lines.map((line, index) => ({ line: index + 1, cells: line.startsWith('#') ? [line] : line.split(',') }));

export const minuteAt = (workDate: string, clock: number): number => minuteOfClock(clock, workDate as WorkDate, ZONE);
