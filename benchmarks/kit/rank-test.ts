/** Abramowitz and Stegun 26.2.17; the error is below 1e-7. */
function upperTail(z: number): number {
  const t = 1 / (1 + 0.2316419 * z);
  const poly = t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  return (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) * poly;
}

/**
 * Mann-Whitney's rank test, two-sided, by the normal approximation (from some twenty values on): how probable ranks as uneven as these are
 * where both come from one distribution. Ties share their rank.
 */
export function rankTest(a: readonly number[], b: readonly number[]): number {
  const all = [...a.map((value) => ({ value, isA: true })), ...b.map((value) => ({ value, isA: false }))].sort(
    (left, right) => left.value - right.value,
  );
  let ranksOfA = 0;
  for (let start = 0; start < all.length;) {
    let end = start;
    while (end < all.length && all[end]?.value === all[start]?.value) end += 1;
    const rank = (start + 1 + end) / 2;
    ranksOfA += rank * all.slice(start, end).filter((each) => each.isA).length;
    start = end;
  }
  const u = ranksOfA - (a.length * (a.length + 1)) / 2;
  const deviation = Math.sqrt((a.length * b.length * (all.length + 1)) / 12);
  return Math.min(1, 2 * upperTail(Math.abs(u - (a.length * b.length) / 2) / deviation));
}
