import { MIN_GROUP_PEOPLE } from '#domain/contract/application-use.ts';
import type { DashboardFrame } from '#domain/contract/dashboard.ts';
import { monthOf } from '#domain/time/calendar.ts';
import type { WorkDate } from '#domain/time/types.ts';
import { compact } from '#domain/legal/legal-standing.ts';
import { orderGroups } from '../access/order-groups.ts';
import type { Viewer } from '../access/viewer.ts';
import type { Refusal } from '../http/refusal.ts';
import { loadLegalSettings } from '../legal/load-legal-settings.ts';
import { refuseViewer } from './open-view.ts';
import type { DashboardDeps } from './open-view.ts';
import { readPlaces } from './places.ts';
import { readFirstDate } from './queries.ts';
import { runningDate } from './running-date.ts';
import { readScope } from './scope.ts';

/** What the page asks before anything is shown: no figure of anybody, so no row of the audit. */
export async function readFrame(
  deps: DashboardDeps,
  viewer: Viewer,
  requestId: string,
): Promise<DashboardFrame | Refusal> {
  const refusal = await refuseViewer(deps.records, viewer, requestId);
  if (refusal !== undefined) return refusal;
  const { tenantId, tenant } = viewer;
  const currentWorkDate = runningDate(tenant.zone, deps.nowMs());
  const [scope, places, { settings }, [first]] = await Promise.all([
    readScope(deps.records, tenantId, { groupId: 'all', below: '1' }),
    readPlaces(deps.records, tenantId, currentWorkDate),
    loadLegalSettings(deps.records, tenantId),
    deps.analytics.query(readFirstDate, { tenantId }),
  ]);
  const counts = new Map<string, number>();
  for (const { groupId } of places) counts.set(groupId, (counts.get(groupId) ?? 0) + 1);
  const { limits, warnAtPercent } = settings;
  return {
    groups: listGroups(scope?.groups ?? [], counts),
    currentWorkDate,
    firstMonth: first === undefined || first.days === 0 ? null : compact(monthOf(first.firstDate as WorkDate)),
    thresholds: {
      monthMinutes: limits.monthMinutes,
      monthWarnMinutes: Math.ceil((limits.monthMinutes * warnAtPercent.month) / 100),
      singleMonthMinutes: limits.singleMonthMinutes,
      averageMinutes: limits.averageMinutes,
      monthsOver: limits.monthsOver,
      deviationMinutes: settings.deviationThresholdMinutes,
    },
    minGroupPeople: MIN_GROUP_PEOPLE,
  };
}

type ListedGroup = DashboardFrame['groups'][number];

/** Those of today in tree order, then the deleted ones. */
function listGroups(
  groups: readonly { groupId: string; code: string; name: string; parentGroupId: string | null; isDeleted: boolean }[],
  counts: ReadonlyMap<string, number>,
): ListedGroup[] {
  const rows = groups.map((group) => ({
    ...{ group_id: group.groupId, code: group.code, name: group.name, parent_group_id: group.parentGroupId },
  }));
  return [false, true].flatMap((isDeleted) => {
    const ids = new Set(groups.filter((group) => group.isDeleted === isDeleted).map((group) => group.groupId));
    return orderGroups(rows, ids).map((group) => ({ ...group, people: counts.get(group.groupId) ?? 0, isDeleted }));
  });
}
