/**
 * How many people of a registration are beyond the licences (G:930, 1567); 0: it fits. The built-in `admin` and suspended or removed people are
 * not counted. A tenant that is over its limit already, because the limit came later, may still change and remove people, but not add one.
 */
export const licencesExceededBy = (
  licences: { readonly limit: number | null; readonly usedBefore: number },
  usedAfter: number,
): number => {
  if (licences.limit === null || usedAfter <= licences.usedBefore) return 0;
  return Math.max(0, usedAfter - licences.limit);
};
