import type { PlannedChanges } from './planned-changes.ts';
import { problemAt, statesValues } from './planned-changes.ts';
import type { RosterProblem, RosterState } from './types.ts';

/** A longer circle is named by its first groups. */
const NAMED_GROUPS = 10;

/** No group is above itself. Every row that states a parent within a circle has the problem, because any of them can end it. */
export function checkGroupTree(after: RosterState, changes: PlannedChanges): RosterProblem[] {
  const circles = findCircles(after);
  return changes.groups.filter(statesValues).flatMap((change) => {
    const place = circles.get(change.id);
    if (!place) return [];
    const { circle, index } = place;
    const named = Array.from(
      { length: Math.min(circle.length, NAMED_GROUPS) },
      (_, step) => circle[(index + step) % circle.length],
    );
    if (circle.length > NAMED_GROUPS) named.push('…');
    const path = [...named, change.id].join(' → ');
    return [problemAt(change, 6, 'groupCycle', { path }, change.after?.parentCode ?? '')];
  });
}

interface PlaceInCircle {
  /** Each group's parent is the next one. */
  readonly circle: readonly string[];
  readonly index: number;
}

/**
 * Group → its place in the circle it is part of. Each group is walked over once: a walk ends at a group that an earlier walk has seen, and only
 * where it meets itself is there a circle.
 */
function findCircles({ groups }: RosterState): ReadonlyMap<string, PlaceInCircle> {
  const circles = new Map<string, PlaceInCircle>();
  const walkOf = new Map<string, number>();
  for (const [walk, start] of [...groups.keys()].entries()) {
    const chain: string[] = [];
    let code: string | null = start;
    while (code !== null && !walkOf.has(code)) {
      const group = groups.get(code);
      if (!group || group.isRemoved) break;
      walkOf.set(code, walk);
      chain.push(code);
      code = group.parentCode;
    }
    if (code === null || walkOf.get(code) !== walk) continue;
    const circle = chain.slice(chain.indexOf(code));
    for (const [index, member] of circle.entries()) circles.set(member, { circle, index });
  }
  return circles;
}
