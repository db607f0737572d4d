/** Closed ranges of seqs. */
export type SeqRange = readonly [number, number];

/** Ascending, disjoint, not adjacent: `[1,2] [3,3] [7,9]` is `[1,3] [7,9]`. */
export function mergeRanges(ranges: readonly SeqRange[]): [number, number][] {
  const merged: [number, number][] = [];
  for (const [from, to] of [...ranges].sort((a, b) => a[0] - b[0])) {
    const last = merged.at(-1);
    if (last !== undefined && from <= last[1] + 1) last[1] = Math.max(last[1], to);
    else if (from <= to) merged.push([from, to]);
  }
  return merged;
}
