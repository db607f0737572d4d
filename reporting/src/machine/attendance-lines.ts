import { ATTENDANCE_COLUMNS } from '#domain/contract/machine.ts';
import type { AttendanceRow } from '#domain/contract/machine.ts';
import { datesOfMonth } from '#domain/time/calendar.ts';
import type { WorkDate } from '#domain/time/types.ts';
import { compareText } from '../exports/compare-text.ts';
import type { KinmuPersonDay } from '../exports/files/kinmu-file.ts';
import { kinmuCells } from '../exports/files/kinmu-row.ts';
import { linesOf } from '../exports/writer/format.ts';

export interface AttendanceSource {
  readonly month: string;
  readonly format: 'jsonl' | 'csv';
  /** The last row that the caller has; absent: from the start. */
  readonly cursor: string | undefined;
  readonly employeeNumbers: ReadonlyMap<string, string>;
  /** Everybody's days of a date who is in scope, in any order. */
  readonly readDate: (workDate: WorkDate) => Promise<readonly KinmuPersonDay[]>;
}

interface Piece {
  readonly text: string;
  readonly rows: number;
}

const cursorOf = (day: KinmuPersonDay): string => `${day.workDate}.${day.personId}`;

/**
 * 勤務データ of a month by work date and person id, a piece for each date that has rows. The order depends on nothing that an administrator can
 * change (groups and employee numbers do, in the file), so a cursor means the same place tomorrow.
 *
 *   first call   03-01.a 03-01.b 03-02.a ✗ killed
 *   next call                            cursor=03-02.a → 03-02.b 03-03.a …
 */
export async function* attendanceLines(source: AttendanceSource): AsyncGenerator<Piece> {
  const { month, format, cursor = '' } = source;
  if (format === 'csv' && cursor === '') yield { text: linesOf([[...ATTENDANCE_COLUMNS]]).text, rows: 0 };
  for (const workDate of datesOfMonth(`${month.slice(0, 4)}-${month.slice(4)}`)) {
    if (workDate < cursor.slice(0, 10)) continue;
    const days = [...(await source.readDate(workDate))].sort((a, b) => compareText(a.personId, b.personId));
    const rows = days.flatMap((day): string[][] => {
      const employeeNumber = source.employeeNumbers.get(day.personId);
      const cells = kinmuCells(day);
      if (employeeNumber === undefined || cells === undefined || cursorOf(day) <= cursor) return [];
      return [[employeeNumber, ...cells, cursorOf(day)]];
    });
    if (rows.length === 0) continue;
    const text =
      format === 'csv' ? linesOf(rows).text : rows.map((row) => `${JSON.stringify(objectOf(row))}\n`).join('');
    yield { text, rows: rows.length };
  }
}

/** The cells of a line by name, in the order of ATTENDANCE_COLUMNS. */
function objectOf(row: readonly string[]): AttendanceRow {
  const [employeeNumber = '', date = '', ...cells] = row;
  const [clockIn, clockOut, breakTime, deemedEnd, workStyle, pcStart, pcEnd, pcSpan, pcActive] = cells.map(
    (cell) => cell || null,
  );
  const texts = { clockIn, clockOut, breakTime, deemedEnd, workStyle, pcStart, pcEnd, pcSpan, pcActive };
  return {
    cursor: row.at(-1) ?? '',
    employeeNumber,
    date,
    ...(texts as Omit<AttendanceRow, 'cursor' | 'employeeNumber' | 'date'>),
  };
}
