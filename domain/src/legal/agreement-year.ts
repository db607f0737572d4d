/** A month as `YYYY-MM`, like `monthOf` of a work date. */
export type Month = string;

const numberOf = (month: Month): number => Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1;
const monthOfNumber = (number: number): Month =>
  `${String(Math.floor(number / 12)).padStart(4, '0')}-${String((number % 12) + 1).padStart(2, '0')}`;

export const addMonths = (month: Month, months: number): Month => monthOfNumber(numberOf(month) + months);

/**
 * 起算月: the twelve months of the agreement year that a month lies in, ascending.
 *
 *   yearStartMonth 4     2026-02 → 2025-04 … 2026-03     2026-04 → 2026-04 … 2027-03
 *
 * Source: SPEC 4, settled edges ("agreement year from April"). Months are calendar months of work dates.
 */
export function monthsOfAgreementYear(month: Month, yearStartMonth: number): Month[] {
  const number = numberOf(month);
  const first = number - (((((number % 12) - (yearStartMonth - 1)) % 12) + 12) % 12);
  return Array.from({ length: 12 }, (_, index) => monthOfNumber(first + index));
}
