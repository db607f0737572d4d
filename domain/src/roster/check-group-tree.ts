import type { PlannedChanges } from './planned-changes.ts';
import { problemAt, statesValues } from './planned-changes.ts';
import type { RosterProblem, RosterState } from './types.ts';

/** A longer circle is named by its first groups. */
const NAMED_GROUPS = 10;

/** No group is above itself. Every row that states a parent within a circle has the problem, because any of them can end it. */
export function checkGroupTree(after: RosterState, changes: PlannedChanges): RosterProblem[] {
  const circles = findCircles(after);
  return changes.groups.filter(statesValues).flatMap((change) => {
    const circle = circles.get(change.id);
    if (!circle) return [];
    const start = circle.indexOf(change.id);
    const around = [...circle.slice(start), ...circle.slice(0, start)];
    const named = around.length > NAMED_GROUPS ? [...around.slice(0, NAMED_GROUPS), '…'] : around;
    const path = [...named, change.id].join(' → ');
    return [problemAt(change, 6, 'groupCycle', { path }, change.after?.parentCode ?? '')];
  });
}

/**
 * Group → the circle it is part of, upwards. Each group is walked over once: a walk ends at a group that an earlier walk has seen, and only
 * where it meets itself is there a circle.
 */
function findCircles({ groups }: RosterState): ReadonlyMap<string, readonly string[]> {
  const circles = new Map<string, readonly string[]>();
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
    for (const member of circle) circles.set(member, circle);
  }
  return circles;
}
