/** Half up, as everything that is shown rounded (SPEC 2); amounts are never negative. */
export const meanOf = (sum: number, count: number): number | null => (count === 0 ? null : Math.round(sum / count));

/** The middle one; of an even number the mean of the two in the middle. */
export function medianOf(ascending: readonly number[]): number | null {
  const low = ascending[Math.floor((ascending.length - 1) / 2)];
  const high = ascending[Math.floor(ascending.length / 2)];
  return low === undefined || high === undefined ? null : Math.round((low + high) / 2);
}

/** Nearest rank: the smallest value that at least this share of all does not exceed. */
export const percentileOf = (ascending: readonly number[], percent: number): number | null =>
  ascending[Math.max(0, Math.ceil((ascending.length * percent) / 100) - 1)] ?? null;
