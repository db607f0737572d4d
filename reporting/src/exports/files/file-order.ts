import { compareText } from '../compare-text.ts';
import type { WorkDate } from '#domain/time/types.ts';
import type { Place } from '../writer/format.ts';
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

interface DatedPlace {
  readonly personId: string;
  readonly groupId: string;
  readonly workDate: WorkDate;
  /** Since the work date began. */
  readonly startMs: number;
}

const MS_A_DAY = 86_400_000;

/**
 * The same order over all work dates as two numbers, which sort fast and go to the disk: date, group and employee number; then start and id. Both stay
 * whole for a hundred thousand people in a hundred thousand groups.
 */
export function placeInFile(people: ExportPeople): (row: DatedPlace) => Place {
  const groups = ranksOf(people.groupCodes.values());
  const numbers = ranksOf(people.employeeNumbers.values());
  const ids = ranksOf(people.employeeNumbers.keys());
  const rankIn = (ranks: ReadonlyMap<string, number>, text = ''): number => ranks.get(text) ?? 0;
  return ({ personId, groupId, workDate, startMs }) => {
    const group = rankIn(groups, people.groupCodes.get(groupId));
    const number = rankIn(numbers, people.employeeNumbers.get(personId));
    return [
      ((Date.parse(workDate) / MS_A_DAY) * groups.size + group) * numbers.size + number,
      startMs * ids.size + rankIn(ids, personId),
    ];
  };
}

/** Equal texts have the same rank; the empty one, which stands for none, the lowest. */
const ranksOf = (texts: Iterable<string>): Map<string, number> =>
  new Map([...new Set(['', ...texts])].sort(compareText).map((text, rank) => [text, rank]));
