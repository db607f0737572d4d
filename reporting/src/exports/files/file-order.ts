import { compareText } from '../compare-text.ts';
import type { ExportPeople } from './export-people.ts';

interface Placed {
  readonly personId: string;
  readonly groupId: string;
  readonly startClock: number | null;
}

/** Within a work date: by group, employee number, start, and the id where all are equal. Always the same file (SPEC 8). */
export function inFileOrder<Row extends Placed>(rows: readonly Row[], people: ExportPeople): Row[] {
  const groupOf = (row: Row): string => people.groupCodes.get(row.groupId) ?? '';
  const numberOf = (row: Row): string => people.employeeNumbers.get(row.personId) ?? '';
  return [...rows].sort(
    (a, b) =>
      compareText(groupOf(a), groupOf(b)) ||
      compareText(numberOf(a), numberOf(b)) ||
      (a.startClock ?? Infinity) - (b.startClock ?? Infinity) ||
      compareText(a.personId, b.personId),
  );
}
