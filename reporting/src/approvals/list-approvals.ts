import type { z } from 'zod';
import { coveredGroupIds } from '#domain/access/can.ts';
import { groupsUpFrom } from '#domain/access/group-tree.ts';
import { compareByAttention } from '#domain/approval/attention.ts';
import { MAX_APPROVAL_DAYS } from '#domain/contract/approvals.ts';
import type { ApprovalDay, ApprovalsAnswer, listApprovals as endpoint } from '#domain/contract/approvals.ts';
import { orderGroups } from '../access/order-groups.ts';
import { readGroups } from '../access/read-groups.ts';
import { isApprover } from '../access/viewer.ts';
import type { Viewer } from '../access/viewer.ts';
import { refuse } from '../http/refusal.ts';
import type { Refusal } from '../http/refusal.ts';
import { readDecisionRights } from '../requests/decision-rights.ts';
import type { DecisionRights } from '../requests/decision-rights.ts';
import { describeDays } from './describe-days.ts';
import type { DescribeDeps } from './describe-days.ts';
import { readDecidedDays, readWaitingDays } from './queries.ts';
import type { DayOfGroup } from './queries.ts';
import { readDifferences } from './read-differences.ts';
import { keyOf } from './read-computed.ts';

type Query = z.output<NonNullable<(typeof endpoint)['query']>>;
/** How far back 承認済み reaches; older decisions stand in the day's own history. */
const DECIDED_DAYS = 62;

/** 承認一覧: what waits (or was decided) in the groups that the viewer approves for, what needs eyes first. Empty for everyone else. */
export async function listApprovals(
  deps: DescribeDeps,
  viewer: Viewer,
  { groupId, includeBelow, state }: Query,
): Promise<ApprovalsAnswer | Refusal> {
  if (!isApprover(viewer)) return { groups: [], days: [], totalDays: 0 };
  const { tenantId } = viewer;
  const rights = await readDecisionRights(deps.records, viewer);
  const covered = coveredGroupIds(viewer, rights.tree);
  if (groupId !== undefined && !covered.includes(groupId)) return refuse('not_found');
  const waiting = await readWaitingDays(deps.records, tenantId, covered);
  const different = await readDifferences(deps, tenantId, covered);
  const isAsked = (day: DayOfGroup): boolean =>
    groupId === undefined ||
    (includeBelow === 'true' ? groupsUpFrom(day.groupId, rights.tree).includes(groupId) : day.groupId === groupId);
  const asked =
    state === 'waiting'
      ? uniqueDays([...waiting, ...different])
      : await readDecidedDays(deps.records, tenantId, covered, DECIDED_DAYS);
  const wanted = asked.filter(isAsked);
  const days = await describeDays(deps, tenantId, wanted.slice(0, MAX_APPROVAL_DAYS), rights);
  return {
    groups: await describeGroups(deps, viewer, rights, covered, waiting, different),
    days: state === 'waiting' ? orderDays(days) : days,
    totalDays: wanted.length,
  };
}

const uniqueDays = (days: readonly DayOfGroup[]): DayOfGroup[] => [
  ...new Map(days.map((day) => [keyOf(day), day])).values(),
];

function orderDays(days: readonly ApprovalDay[]): ApprovalDay[] {
  const ordered = days.map((day) => {
    const waits = day.requests.filter((request) => request.state === 'submitted').map((each) => each.submittedAt);
    return { day, attention: day.attention, waitingSince: waits.length === 0 ? null : Math.min(...waits) };
  });
  return ordered.sort(compareByAttention).map(({ day }) => day);
}

/** The covered groups in tree order, each with what waits in it; `isSenior`: by a senior approver's right alone. */
async function describeGroups(
  deps: DescribeDeps,
  viewer: Viewer,
  { tree }: DecisionRights,
  covered: readonly string[],
  waiting: readonly DayOfGroup[],
  different: readonly DayOfGroup[],
): Promise<ApprovalsAnswer['groups']> {
  const asApprover = new Set(coveredGroupIds({ ...viewer, seniorApproverOf: [] }, tree));
  const countIn = (days: readonly DayOfGroup[], groupId: string): number =>
    days.filter((day) => day.groupId === groupId).length;
  return orderGroups(await readGroups(deps.records, viewer.tenantId), new Set(covered)).map((group) => ({
    ...group,
    waitingDays: countIn(waiting, group.groupId),
    differenceDays: countIn(different, group.groupId),
    isSenior: !asApprover.has(group.groupId),
  }));
}
