import type { Bucket, DashboardFigure } from '../contract/dashboard-figures.ts';
import type { Minutes } from '../time/types.ts';

const HOUR = 60;
/** Where the law and firms look: 45 h, 60 h, 80 h, 100 h (SPEC 10). */
const OVERTIME_HOURS = [10, 20, 30, 45, 60, 80, 100];
const OVERTIME_FIGURES: ReadonlySet<DashboardFigure> = new Set(['overtimeMinutes', 'statutoryOvertimeMinutes']);
const OVERTIME_STEP = 50 * HOUR;
const STEPS = [
  10,
  30,
  1 * HOUR,
  2 * HOUR,
  5 * HOUR,
  10 * HOUR,
  20 * HOUR,
  50 * HOUR,
  100 * HOUR,
  200 * HOUR,
  500 * HOUR,
];
const MOST_STEPS = 12;

/**
 * Lower ends of the buckets of people by a figure. 0 is apart: whoever has none is no beginner of the first hours.
 *
 *   残業, 法定外残業    0 │ 1 min … 10 h │ … 20 │ … 30 │ … 45 │ … 60 │ … 80 │ … 100 │ … 150 │ …
 *   the others         0 │ 1 min … step │ … 2 steps │ …                  the smallest step that gives 12 or fewer
 */
export function distributionEdges(figure: DashboardFigure, longest: Minutes): Minutes[] {
  if (OVERTIME_FIGURES.has(figure)) {
    const edges = [0, 1, ...OVERTIME_HOURS.map((hours) => hours * HOUR)];
    for (let edge = 150 * HOUR; edge <= longest; edge += OVERTIME_STEP) edges.push(edge);
    return edges;
  }
  const step = STEPS.find((each) => each * MOST_STEPS > longest) ?? 1_000 * HOUR;
  return [0, 1, ...Array.from({ length: Math.floor(longest / step) }, (_, index) => (index + 1) * step)];
}

/** Lower ends of the buckets of days by their 乖離; what is above the threshold begins a bucket of its own. */
export const deviationEdges = (threshold: Minutes): Minutes[] =>
  [...new Set([0, 1, 11, threshold + 1, 61, 121, 241])].sort((a, b) => a - b);

/** Counts of what lies between the edges; empty buckets at the end are left away, the last one has no upper end unless an edge follows. */
export function bucketsOf(edges: readonly Minutes[], counts: readonly number[]): Bucket[] {
  const used = counts.findLastIndex((count) => count > 0) + 1;
  return edges.slice(0, used).map((fromMinutes, index) => ({
    fromMinutes,
    toMinutes: edges[index + 1] ?? null,
    count: counts[index] ?? 0,
  }));
}

/** How many amounts lie between the edges. */
export function countBetween(edges: readonly Minutes[], amounts: Iterable<Minutes>): number[] {
  const counts = new Array<number>(edges.length).fill(0);
  for (const amount of amounts) {
    const index = edges.findLastIndex((edge) => edge <= amount);
    if (index >= 0) counts[index] = (counts[index] ?? 0) + 1;
  }
  return counts;
}
