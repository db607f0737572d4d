import type { z } from 'zod';
import type { listPeople as listPeopleEndpoint, VisiblePerson } from '#domain/contract/people.ts';
import { MS_PER_MINUTE } from '#domain/time/types.ts';
import type { WorkDate } from '#domain/time/types.ts';
import { assignmentOn, workDateOf } from '#domain/time/work-date.ts';
import type { Analytics } from '#platform/clickhouse.ts';
import { readPersonRules } from '#sql/person-rules.ts';
import { orderGroups } from '../access/order-groups.ts';
import { readGroups } from '../access/read-groups.ts';
import { coveredGroupsOf, isApprover } from '../access/viewer.ts';
import type { Viewer } from '../access/viewer.ts';
import type { Records } from '../records/schema.ts';
import { readPeopleEverIn, readTodayOfPeople } from './queries.ts';

export interface PeopleDeps {
  readonly records: Records;
  readonly analytics: Analytics;
  readonly nowMs: () => number;
}

type PeopleAnswer = z.output<NonNullable<(typeof listPeopleEndpoint)['answer']>>;

/** The groups that the viewer approves for and those below, with the people who are in them today. Empty for everyone else. */
export async function listPeople(deps: PeopleDeps, viewer: Viewer): Promise<PeopleAnswer> {
  if (!isApprover(viewer)) return { groups: [], people: [] };
  const { tenantId } = viewer;
  const rows = await readGroups(deps.records, tenantId);
  const covered = coveredGroupsOf(viewer, new Map(rows.map((row) => [row.group_id, row.parent_group_id])));
  const groups = orderGroups(rows, new Set(covered));
  const people = await readPeopleEverIn(deps.records, tenantId, covered);
  const rulesOf = await readPersonRules(
    deps.records,
    tenantId,
    people.map((person) => person.person_id),
  );
  const nowMinute = Math.floor(deps.nowMs() / MS_PER_MINUTE);
  const placed: (VisiblePerson & { workDate: WorkDate })[] = [];
  for (const person of people) {
    const rules = rulesOf.get(person.person_id);
    if (rules === undefined) continue;
    const workDate = workDateOf(nowMinute, rules);
    placed.push({
      personId: person.person_id,
      employeeNumber: person.employee_number,
      name: person.name,
      kana: person.kana,
      groupId: assignmentOn(rules, workDate).groupId,
      today: null,
      workDate,
    });
  }
  return {
    groups,
    people: await withToday(
      deps,
      tenantId,
      groups.map((group) => group.groupId),
      placed,
    ),
  };
}

/** In the order of the groups, within one as they came (employee number). */
async function withToday(
  deps: PeopleDeps,
  tenantId: string,
  groupIds: readonly string[],
  placed: readonly (VisiblePerson & { workDate: WorkDate })[],
): Promise<VisiblePerson[]> {
  const position = new Map(groupIds.map((groupId, index) => [groupId, index]));
  const inOrder = placed
    .filter((person) => position.has(person.groupId))
    .sort((a, b) => (position.get(a.groupId) ?? 0) - (position.get(b.groupId) ?? 0));
  if (inOrder.length === 0) return [];
  const days = await deps.analytics.query(readTodayOfPeople, {
    tenantId,
    personIds: inOrder.map((person) => person.personId),
    workDates: [...new Set(inOrder.map((person) => person.workDate))],
  });
  const todayOf = new Map(days.map(({ personId, ...day }) => [`${personId} ${day.workDate}`, day]));
  return inOrder.map(({ workDate, ...person }) => ({
    ...person,
    today: todayOf.get(`${person.personId} ${workDate}`) ?? null,
  }));
}
