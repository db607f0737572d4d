import { KINMU_COLUMNS } from '#domain/contract/exports.ts';
import { datesOfMonth } from '#domain/time/calendar.ts';
import type { WorkDate } from '#domain/time/types.ts';
import { compareText } from './compare-text.ts';
import { encodeCsv, textCell } from '../csv/write-csv.ts';
import { kinmuCells } from './files/kinmu-row.ts';
import type { KinmuDay } from './files/kinmu-row.ts';

export interface KinmuPersonDay extends KinmuDay {
  readonly personId: string;
  readonly groupId: string;
}

export interface KinmuSource {
  readonly employeeNumbers: ReadonlyMap<string, string>;
  readonly groupCodes: ReadonlyMap<string, string>;
  readonly readDate: (workDate: WorkDate) => Promise<readonly KinmuPersonDay[]>;
}

/** What was written; read it when the file has ended. */
export interface KinmuReport {
  rows: number;
  /** Code points that Windows-31J lacks, written as 〓. */
  replaced: number;
}

/** 勤務データ of a month, piece by piece: the header, then one piece for each work date that has rows. */
export async function* kinmuFile(month: string, source: KinmuSource, report: KinmuReport): AsyncGenerator<Buffer> {
  yield encodeCsv([KINMU_COLUMNS]);
  for (const workDate of datesOfMonth(`${month.slice(0, 4)}-${month.slice(4)}`)) {
    const records: string[][] = [];
    for (const day of inFileOrder(await source.readDate(workDate), source)) {
      const cells = kinmuCells(day);
      const employeeNumber = source.employeeNumbers.get(day.personId);
      if (cells === undefined || employeeNumber === undefined) continue;
      const { cell, replaced } = textCell(employeeNumber);
      records.push([cell, ...cells]);
      report.replaced += replaced;
    }
    report.rows += records.length;
    if (records.length > 0) yield encodeCsv(records);
  }
}

/** By group, employee number, start, and the id where all are equal: always the same file. */
function inFileOrder(days: readonly KinmuPersonDay[], source: KinmuSource): KinmuPersonDay[] {
  const groupOf = (day: KinmuPersonDay): string => source.groupCodes.get(day.groupId) ?? '';
  const numberOf = (day: KinmuPersonDay): string => source.employeeNumbers.get(day.personId) ?? '';
  return [...days].sort(
    (a, b) =>
      compareText(groupOf(a), groupOf(b)) ||
      compareText(numberOf(a), numberOf(b)) ||
      (a.startClock ?? Infinity) - (b.startClock ?? Infinity) ||
      compareText(a.personId, b.personId),
  );
}
