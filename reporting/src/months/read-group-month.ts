import type { GroupMonthAnswer } from '#domain/contract/group-month.ts';
import { datesOfMonth } from '#domain/time/calendar.ts';
import { MS_PER_MINUTE } from '#domain/time/types.ts';
import type { SummedDay } from '#domain/worktime/sum-days.ts';
import type { Analytics } from '#platform/clickhouse.ts';
import { readGroupMembers } from '../access/group-members.ts';
import type { GroupAsked } from '../access/group-members.ts';
import { readGroups } from '../access/read-groups.ts';
import type { Viewer } from '../access/viewer.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { writeRefusedAccess } from '../audit/write-refused-access.ts';
import { Refusal, refuse } from '../http/refusal.ts';
import { loadLegalSettings } from '../legal/load-legal-settings.ts';
import { readLegalOfPeople } from '../legal/read-legal-of-people.ts';
import { monthTotalsOf } from './month-totals.ts';
import type { MonthDeps } from './read-month.ts';
import { readSummedDays, summedDaysOf } from './summed-days-query.ts';

export interface GroupMonthAsked extends GroupAsked {
  /** `yyyymm`. */
  readonly month: string;
  readonly requestId: string;
}

/** 勤務レポート of a group: everyone who is in it today, also for past months. One audit row for the look at all of them. */
export async function readGroupMonth(
  deps: MonthDeps,
  viewer: Viewer,
  asked: GroupMonthAsked,
): Promise<GroupMonthAnswer | Refusal> {
  const { tenantId, personId: actorId } = viewer;
  const { groupId, withBelow, month, requestId } = asked;
  const members = await readGroupMembers(deps.records, viewer, asked, Math.floor(deps.nowMs() / MS_PER_MINUTE));
  if (members === undefined) {
    await writeRefusedAccess(deps.records, viewer, 'group-status.view', undefined, requestId);
    return refuse('not_found');
  }
  const detail = { groupId, withBelow, month };
  await writeAudit(deps.records, { tenantId, actorId, action: 'group-month.viewed', detail, requestId });
  const yearMonth = `${month.slice(0, 4)}-${month.slice(4)}`;
  const personIds = members.people.map(({ personId }) => personId);
  const [daysOf, readings, { settings }, groups] = await Promise.all([
    readDaysOf(deps.analytics, tenantId, personIds, yearMonth),
    readLegalOfPeople(
      deps,
      tenantId,
      personIds.map((personId) => ({ personId, month: yearMonth })),
    ),
    loadLegalSettings(deps.records, tenantId),
    readGroups(deps.records, tenantId),
  ]);
  if (readings instanceof Refusal) return readings;
  const names = new Map(groups.map((group) => [group.group_id, group.name]));
  const legalOf = new Map(readings.map((reading) => [reading.personId, reading.summary]));
  const people = members.people.flatMap(({ personId, employeeNumber, name, groupId: own }) => {
    const legal = legalOf.get(personId);
    const totals = monthTotalsOf(daysOf.get(personId) ?? []);
    return legal === undefined
      ? []
      : [{ personId, employeeNumber, name, groupName: names.get(own) ?? '', totals, legal }];
  });
  const totals = monthTotalsOf([...daysOf.values()].flat());
  return { group: members.group, month, limits: settings.limits, total: members.total, people, totals };
}

async function readDaysOf(
  analytics: Analytics,
  tenantId: string,
  personIds: readonly string[],
  yearMonth: string,
): Promise<Map<string, SummedDay[]>> {
  const dates = datesOfMonth(yearMonth);
  const span = { firstDate: dates[0] ?? '', lastDate: dates.at(-1) ?? '' };
  const rows = await analytics.query(readSummedDays, { tenantId, personIds: [...personIds], ...span });
  return new Map(rows.map((row) => [row.personId, summedDaysOf(row)]));
}
