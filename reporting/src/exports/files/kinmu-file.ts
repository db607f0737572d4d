import { KINMU_COLUMNS } from '#domain/contract/export-files.ts';
import { defineFormat, linesOf, rowsOf } from '../writer/format.ts';
import { compareText } from '../compare-text.ts';
import type { ExportPeople } from './export-people.ts';
import { inFileOrder } from './file-order.ts';
import { kinmuCells } from './kinmu-row.ts';
import type { KinmuDay } from './kinmu-row.ts';

export interface KinmuPersonDay extends KinmuDay {
  readonly personId: string;
  readonly groupId: string;
}

/** 勤務データ, kinmu_yyyymm.csv (guide table 5-3). A piece holds the days of one work date or of some, whole. */
export const kinmuFormat = defineFormat<ExportPeople>({
  columns: KINMU_COLUMNS,
  open: (people, cells) => (piece) =>
    linesOf(
      byDate(rowsOf<KinmuPersonDay>(piece), people).flatMap((day) => {
        const dayCells = kinmuCells(day);
        const employeeNumber = people.employeeNumbers.get(day.personId);
        if (dayCells === undefined || employeeNumber === undefined) return [];
        return [[cells.text(employeeNumber), ...dayCells]];
      }),
    ),
});

function byDate(days: readonly KinmuPersonDay[], people: ExportPeople): KinmuPersonDay[] {
  const ofDate = Map.groupBy(days, (day) => day.workDate);
  return [...ofDate.keys()].sort(compareText).flatMap((date) => inFileOrder(ofDate.get(date) ?? [], people));
}
