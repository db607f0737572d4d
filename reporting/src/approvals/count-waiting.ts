import type { z } from 'zod';
import { coveredGroupIds } from '#domain/access/can.ts';
import type { countWaiting as endpoint } from '#domain/contract/approvals.ts';
import { isApprover } from '../access/viewer.ts';
import type { Viewer } from '../access/viewer.ts';
import { readDecisionRights } from '../requests/decision-rights.ts';
import type { DescribeDeps } from './describe-days.ts';
import { readOwnCounts, readWaitingDays } from './queries.ts';
import type { DayOfGroup } from './queries.ts';
import { readDifferences } from './read-differences.ts';

type Counts = z.output<NonNullable<(typeof endpoint)['answer']>>;

/** Numbers for home and menu. As approver only: a senior approver gets no notice (G:101-111), but finds everything in 承認一覧. */
export async function countWaiting(deps: DescribeDeps, viewer: Viewer): Promise<Counts> {
  const { tenantId } = viewer;
  const own = await readOwnCounts(deps.records, tenantId, viewer.personId);
  const none = { isApprover: isApprover(viewer), waitingDays: 0, differenceDays: 0, ...own };
  if (viewer.approverOf.length === 0) return none;
  const rights = await readDecisionRights(deps.records, viewer);
  const groupIds = coveredGroupIds({ ...viewer, seniorApproverOf: [] }, rights.tree);
  const mayDecide = (day: DayOfGroup): boolean => rights.mayDecide(day.personId, day.groupId);
  const [waiting, different] = await Promise.all([
    readWaitingDays(deps.records, tenantId, groupIds),
    readDifferences(deps, tenantId, groupIds),
  ]);
  return {
    ...none,
    waitingDays: waiting.filter(mayDecide).length,
    differenceDays: different.filter(mayDecide).length,
  };
}
