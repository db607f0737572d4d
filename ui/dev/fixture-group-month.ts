import { readGroupMonth, type GroupMonthAnswer } from '#domain/contract/group-month.ts';
import { DEFAULT_LEGAL_SETTINGS, type LegalSummary } from '#domain/contract/legal.ts';
import type { PersonStatus } from '#domain/contract/group-status.ts';
import { ID } from './fixture-answers.ts';
import type { MonthTotals } from '#domain/contract/months.ts';

interface Asked {
  readonly group: GroupMonthAnswer['group'];
  readonly month: string;
  readonly people: readonly PersonStatus[];
  readonly groupNameOf: (groupId: string) => string;
  readonly legalOf: (index: number) => LegalSummary;
}

const totalsOf = (index: number): MonthTotals => ({
  workedMinutes: 9_480 + index * 53,
  breakMinutes: 1_140,
  overtimeMinutes: index % 5 === 0 ? 0 : index * 61,
  unrequestedMinutes: (index % 4) * 17,
  holidayWorkMinutes: index === 4 ? 300 : 0,
  lateNightMinutes: index % 6 === 1 ? 95 : 0,
  pcActiveMinutes: 7_800 + index * 41,
  scheduledMinutes: 9_120,
  workedDays: 19,
  leftOutDays: index === 6 ? 2 : 0,
  provisionalDays: index % 3 === 0 ? 1 : 0,
});

/** A month of as many people as need two pages of A4. Development only. */
export function groupMonthAnswer({ group, month, people, groupNameOf, legalOf }: Asked): unknown {
  const rows = [...people, ...people].map((person, index): GroupMonthAnswer['people'][number] => {
    const { name, groupId } = person;
    const personId = ID(400 + index);
    const employeeNumber = `E${1001 + index}`;
    const groupName = groupNameOf(groupId);
    return { personId, name, employeeNumber, groupName, totals: totalsOf(index), legal: legalOf(index) };
  });
  const totals = rows.map((row) => row.totals).reduce(addTotals);
  const { limits } = DEFAULT_LEGAL_SETTINGS;
  return readGroupMonth.answer?.parse({ group, month, limits, total: rows.length, people: rows, totals });
}

const addTotals = (one: MonthTotals, other: MonthTotals): MonthTotals =>
  Object.fromEntries(
    Object.keys(one).map((name) => [name, one[name as keyof MonthTotals] + other[name as keyof MonthTotals]]),
  ) as unknown as MonthTotals;
