import type { ROSTER_USER_DEEDS, RosterStatus } from '#domain/contract/roster.ts';

type Deed = (typeof ROSTER_USER_DEEDS)[number];

/** What can be done to a person in their state: a stopped one needs 再開 before a password helps (G:1036-1038). */
export function deedsFor(status: RosterStatus): readonly Deed[] {
  if (status === 'active') return ['reissues', 'suspensions', 'removals'];
  return status === 'suspended' ? ['restorations', 'removals'] : ['restorations', 'deletions'];
}
