import { isRequired } from '#domain/approval/approval-mode.ts';
import { attentionOf } from '#domain/approval/attention.ts';
import { seenFiguresOf } from '#domain/approval/day-decision.ts';
import { expectedWorkMinutes } from '#domain/approval/expected-work.ts';
import { approvalFiguresSchema } from '#domain/contract/approvals.ts';
import type { ApprovalDay, ApprovalFigures } from '#domain/contract/approvals.ts';
import type { ComputedDay } from '#domain/contract/computed-day.ts';
import type { LegalSummary } from '#domain/contract/legal.ts';
import type { WorkRequest } from '#domain/contract/requests.ts';
import type { PersonRules } from '#domain/contract/work-rules.ts';
import { compact } from '#domain/legal/legal-standing.ts';
import { legalDayOf } from '#domain/legal/legal-day-of.ts';
import type { LegalDay } from '#domain/legal/types.ts';
import { monthOf } from '#domain/time/calendar.ts';
import { minuteOfClock } from '#domain/time/wall-clock.ts';
import { assignmentOn } from '#domain/time/work-date.ts';
import type { Analytics } from '#platform/clickhouse.ts';
import { readPersonRules } from '#sql/person-rules.ts';
import { Refusal } from '../http/refusal.ts';
import { readLegalOfPeople } from '../legal/read-legal-of-people.ts';
import { loadLegalSettings } from '../legal/load-legal-settings.ts';
import type { Records } from '../records/schema.ts';
import type { DecisionRights } from '../requests/decision-rights.ts';
import { describeRequest, selectRequests } from '../requests/request-rows.ts';
import { readUnansweredCounts } from '../unrequested-answers/read-unanswered-counts.ts';
import { dayIn, readMissingReports } from './queries.ts';
import type { DayOfGroup } from './queries.ts';
import { keyOf, readComputed } from './read-computed.ts';

export interface DescribeDeps {
  readonly records: Records;
  readonly analytics: Analytics;
  readonly nowMs: () => number;
}

interface Named {
  readonly name: string;
  readonly employeeNumber: string;
}

/** Person-days as an approver sees them: requests, figures, what to look at, and the person's legal figures with this day in them. */
export async function describeDays(
  deps: DescribeDeps,
  tenantId: string,
  days: readonly DayOfGroup[],
  rights: DecisionRights,
): Promise<ApprovalDay[]> {
  if (days.length === 0) return [];
  const { records } = deps;
  const [requests, computed, versions, reports, { settings }] = await Promise.all([
    readRequestsOf(records, tenantId, days),
    readComputed(deps.analytics, tenantId, days),
    readWorkVersions(records, tenantId, days),
    readMissingReports(records, tenantId, days),
    loadLegalSettings(records, tenantId),
  ]);
  const approverIds = [...computed.values()].flatMap(({ approval }) => approval?.approverId ?? []);
  const names = await readNames(records, tenantId, [...days.map((day) => day.personId), ...approverIds]);
  const unanswered = await readUnansweredCounts(
    records,
    tenantId,
    days.flatMap((day) => {
      const each = computed.get(keyOf(day));
      return each === undefined ? [] : [{ personId: day.personId, day: each }];
    }),
  );
  const legal = await readLegal(deps, tenantId, days, requests, computed);
  return days.map((day): ApprovalDay => {
    const key = keyOf(day);
    const each = computed.get(key);
    const ofDay = requests.get(key) ?? [];
    const missing = reports.get(key);
    const owesReports = missing !== undefined && isRequired(missing.reportAtEnd, each?.workStyle ?? 'regular');
    return {
      ...describePerson(day, names),
      requests: ofDay,
      mayDecide: rights.mayDecide(day.personId, day.groupId),
      ...describeFigures(each, versions.get(key) ?? 0, names),
      attention: attentionOf({
        requests: ofDay,
        day: each ?? null,
        missingReports: owesReports ? missing.tasks : 0,
        unansweredBlocks: unanswered.get(key)?.unanswered ?? 0,
        caps: legal.get(key)?.state ?? 'ok',
        deviationThresholdMinutes: settings.deviationThresholdMinutes,
      }),
      legal: legal.get(key) ?? null,
    };
  });
}

const describePerson = (day: DayOfGroup, names: Names) => ({
  personId: day.personId,
  personName: names.people.get(day.personId)?.name ?? '',
  employeeNumber: names.people.get(day.personId)?.employeeNumber ?? '',
  groupId: day.groupId,
  groupName: names.groups.get(day.groupId) ?? '',
  workDate: day.workDate,
});

function describeFigures(day: ComputedDay | undefined, workVersion: number, names: Names) {
  if (day === undefined) {
    return { figures: null, isSettling: true, seenFigures: '', approval: null, difference: null };
  }
  const { approval, difference } = day;
  return {
    figures: approvalFiguresSchema.parse(day) satisfies ApprovalFigures,
    isSettling: day.workVersion < workVersion,
    seenFigures: seenFiguresOf(day),
    approval: approval && {
      approvedAt: approval.approvedAt,
      approverName: names.people.get(approval.approverId)?.name ?? null,
      holds: approval.holds,
    },
    difference: difference && { figures: difference.figures, reasons: difference.reasons },
  };
}

async function readRequestsOf(
  records: Records,
  tenantId: string,
  days: readonly DayOfGroup[],
): Promise<Map<string, WorkRequest[]>> {
  const rows = await selectRequests(records, tenantId)
    .where(dayIn(days))
    .orderBy('r.created_at')
    .orderBy('r.request_id')
    .execute();
  return Map.groupBy(rows.map(describeRequest), keyOf);
}

async function readWorkVersions(
  records: Records,
  tenantId: string,
  days: readonly DayOfGroup[],
): Promise<Map<string, number>> {
  const rows = await records
    .selectFrom('work_days as r')
    .select(['r.person_id', 'r.work_date', 'r.version'])
    .where('r.tenant_id', '=', tenantId)
    .where(dayIn(days))
    .execute();
  return new Map(rows.map((row) => [keyOf({ personId: row.person_id, workDate: row.work_date }), row.version]));
}

interface Names {
  readonly people: ReadonlyMap<string, Named>;
  readonly groups: ReadonlyMap<string, string>;
}

async function readNames(records: Records, tenantId: string, personIds: readonly string[]): Promise<Names> {
  const people = await records
    .selectFrom('people')
    .select(['person_id', 'name', 'employee_number'])
    .where('tenant_id', '=', tenantId)
    .where('status', '<>', 'deleted')
    .where('person_id', 'in', [...new Set(personIds)])
    .execute();
  const groups = await records
    .selectFrom('groups')
    .select(['group_id', 'name'])
    .where('tenant_id', '=', tenantId)
    .execute();
  return {
    people: new Map(people.map((row) => [row.person_id, { name: row.name, employeeNumber: row.employee_number }])),
    groups: new Map(groups.map((row) => [row.group_id, row.name])),
  };
}

/** Of each person-day's month. The stored days hold what waits already; 残業申請 that waits is added as the minutes that it expects. */
async function readLegal(
  deps: DescribeDeps,
  tenantId: string,
  days: readonly DayOfGroup[],
  requests: ReadonlyMap<string, readonly WorkRequest[]>,
  computed: ReadonlyMap<string, ComputedDay>,
): Promise<Map<string, LegalSummary>> {
  const asks = new Map<string, { personId: string; month: string; replacing: LegalDay[] }>();
  const rulesOf = await readPersonRules(deps.records, tenantId, [...new Set(days.map((day) => day.personId))]);
  const askOf = (day: DayOfGroup): string => `${day.personId} ${monthOf(day.workDate)}`;
  for (const day of days) {
    const { personId, workDate } = day;
    const ask = asks.get(askOf(day)) ?? { personId, month: monthOf(workDate), replacing: [] };
    const each = computed.get(keyOf(day));
    const rules = rulesOf.get(personId);
    const expected = each && rules && expectedDay(each, requests.get(keyOf(day)) ?? [], rules);
    if (expected !== undefined) ask.replacing.push(expected);
    asks.set(askOf(day), ask);
  }
  const readings = await readLegalOfPeople(deps, tenantId, [...asks.values()]);
  if (readings instanceof Refusal) return new Map();
  const summaryOf = new Map(readings.map(({ personId, summary }) => [`${personId} ${summary.month}`, summary]));
  return new Map(
    days.flatMap((day) => {
      const summary = summaryOf.get(`${day.personId} ${compact(monthOf(day.workDate))}`);
      return summary === undefined ? [] : [[keyOf(day), summary] as const];
    }),
  );
}

/** The day with the overtime that a waiting 残業申請 expects after its last declared end; undefined: none waits, or it is over already. */
function expectedDay(day: ComputedDay, requests: readonly WorkRequest[], rules: PersonRules): LegalDay | undefined {
  const { workDate } = day;
  const lastEnd = day.spans.at(-1)?.end;
  const ends = requests.flatMap(({ state, content }) =>
    state === 'submitted' && content.kind === 'overtime'
      ? [minuteOfClock(content.expectedEndClock, workDate, rules.zone)]
      : [],
  );
  const expectedEnd = Math.max(...ends);
  if (lastEnd === undefined || !(expectedEnd > lastEnd)) return undefined;
  const stored = legalDayOf(day);
  const { pattern } = assignmentOn(rules, workDate);
  const expected = expectedWorkMinutes(lastEnd, expectedEnd, pattern, workDate, rules.zone);
  return { ...stored, workedMinutes: stored.workedMinutes + expected, endedMinute: expectedEnd };
}
