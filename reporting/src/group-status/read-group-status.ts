import type { StatusList } from '#domain/contract/group-status.ts';
import { MS_PER_MINUTE } from '#domain/time/types.ts';
import { readGroupMembers } from '../access/group-members.ts';
import type { GroupAsked, GroupMembers } from '../access/group-members.ts';
import type { Viewer } from '../access/viewer.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { writeRefusedAccess } from '../audit/write-refused-access.ts';
import { refuse } from '../http/refusal.ts';
import { Refusal } from '../http/refusal.ts';
import { readStatusRows } from './read-rows.ts';
import type { StatusDeps } from './read-rows.ts';

export interface StatusAsked extends GroupAsked {
  readonly requestId: string;
}

/** The people of a group, if the viewer may see them; one audit row for the look at all of them. */
export async function lookAtGroup(
  deps: StatusDeps,
  viewer: Viewer,
  asked: StatusAsked,
): Promise<GroupMembers | Refusal> {
  const { groupId, withBelow, requestId } = asked;
  const { tenantId, personId: actorId } = viewer;
  const members = await readGroupMembers(deps.records, viewer, asked, Math.floor(deps.nowMs() / MS_PER_MINUTE));
  if (members === undefined) {
    await writeRefusedAccess(deps.records, viewer, 'group-status.view', undefined, requestId);
    return refuse('not_found');
  }
  const detail = { groupId, withBelow };
  await writeAudit(deps.records, { tenantId, actorId, action: 'group-status.viewed', detail, requestId });
  return members;
}

/** グループの勤務状況 as it stands now. */
export async function readGroupStatus(
  deps: StatusDeps,
  viewer: Viewer,
  asked: StatusAsked,
): Promise<StatusList | Refusal> {
  const members = await lookAtGroup(deps, viewer, asked);
  if (members instanceof Refusal) return members;
  const rows = await readStatusRows(deps, viewer.tenantId, members.people);
  return {
    group: members.group,
    asOf: deps.nowMs(),
    total: members.total,
    people: members.people.flatMap((member) => rows.get(member.personId)?.status ?? []),
  };
}
