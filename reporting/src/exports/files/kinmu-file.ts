import { KINMU_COLUMNS } from '#domain/contract/exports.ts';
import { compareText } from '../compare-text.ts';
import { defineFormat, linesOf, rowsOf } from '../writer/format.ts';
import { kinmuCells } from './kinmu-row.ts';
import type { KinmuDay } from './kinmu-row.ts';
import type { ExportPeople } from './export-people.ts';

interface KinmuPersonDay extends KinmuDay {
  readonly personId: string;
  readonly groupId: string;
}

/** 勤務データ, kinmu_yyyymm.csv (guide table 5-3). A piece holds the days of one work date; rows by group, employee number, start (SPEC 8). */
export const kinmuFormat = defineFormat<ExportPeople>({
  columns: KINMU_COLUMNS,
  open: (people, cells) => (piece) =>
    linesOf(
      inFileOrder(rowsOf<KinmuPersonDay>(piece), people).flatMap((day) => {
        const dayCells = kinmuCells(day);
        const employeeNumber = people.employeeNumbers.get(day.personId);
        if (dayCells === undefined || employeeNumber === undefined) return [];
        return [[cells.text(employeeNumber), ...dayCells]];
      }),
    ),
});

/** By group, employee number, start, and the id where all are equal: always the same file. */
function inFileOrder(days: readonly KinmuPersonDay[], people: ExportPeople): KinmuPersonDay[] {
  const groupOf = (day: KinmuPersonDay): string => people.groupCodes.get(day.groupId) ?? '';
  const numberOf = (day: KinmuPersonDay): string => people.employeeNumbers.get(day.personId) ?? '';
  return [...days].sort(
    (a, b) =>
      compareText(groupOf(a), groupOf(b)) ||
      compareText(numberOf(a), numberOf(b)) ||
      (a.clockInClock ?? Infinity) - (b.clockInClock ?? Infinity) ||
      compareText(a.personId, b.personId),
  );
}
