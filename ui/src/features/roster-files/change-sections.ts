import { ROSTER_ACTIONS, type RosterAction, type RosterChangeView } from '#domain/contract/roster.ts';

/** The changes of one action. `count` is of all, `changes` holds those that the answer brought. */
export interface ChangeSection {
  readonly action: RosterAction;
  readonly count: number;
  readonly changes: readonly RosterChangeView[];
}

/**
 * Differences by what happens to people: additions first, what cannot be brought back last (the order of the contract). An action that
 * occurs only beyond the rows of the answer still has its section, so that nothing is done unseen.
 */
export function changeSections(
  changes: readonly RosterChangeView[],
  counts: Partial<Readonly<Record<RosterAction, number>>>,
): ChangeSection[] {
  const byAction = Map.groupBy(changes, (change) => change.action);
  return ROSTER_ACTIONS.flatMap((action) => {
    const own = byAction.get(action) ?? [];
    const count = Math.max(counts[action] ?? 0, own.length);
    return count === 0 ? [] : [{ action, count, changes: own }];
  });
}

/** Actions after which somebody can no longer sign in or something is gone: they are marked. */
export const isTakingAway = (action: RosterAction): boolean =>
  action === 'suspended' || action === 'removed' || action === 'deleted';
