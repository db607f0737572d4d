import type { PersonRules } from '#domain/contract/work-rules.ts';
import type { WorkDate } from '#domain/time/types.ts';
import { assignmentOn, workDateOf } from '#domain/time/work-date.ts';
import { readPersonRules } from '#sql/person-rules.ts';
import type { Viewer } from '../access/viewer.ts';
import { writeRefusedAccess } from '../audit/write-refused-access.ts';
import { readDecisionRights } from '../requests/decision-rights.ts';
import { nowMinuteOf } from '../requests/request-deps.ts';
import type { RequestDeps } from '../requests/request-deps.ts';

export interface ViewedDay {
  readonly personId: string;
  readonly rules: PersonRules;
  readonly mayDecide: boolean;
}

/** The person of a day's path, if the viewer may look at that day: by the group of the date, or by today's. Undefined: 404, which tells nothing. */
export async function findViewedDay(
  deps: Pick<RequestDeps, 'records' | 'nowMs'>,
  viewer: Viewer,
  day: { readonly personId: string; readonly workDate: WorkDate },
  httpRequestId: string,
): Promise<ViewedDay | undefined> {
  const { records } = deps;
  const personId = day.personId === 'me' ? viewer.personId : day.personId;
  const rules = (await readPersonRules(records, viewer.tenantId, [personId])).get(personId);
  const person = await records
    .selectFrom('people')
    .select('person_id')
    .where('tenant_id', '=', viewer.tenantId)
    .where('person_id', '=', personId)
    .where('status', 'in', ['active', 'suspended'])
    .executeTakeFirst();
  if (rules === undefined || person === undefined) return undefined;
  const rights = await readDecisionRights(records, viewer);
  const groupOf = (workDate: WorkDate): string => assignmentOn(rules, workDate).groupId;
  const groupId = groupOf(day.workDate);
  const today = workDateOf(nowMinuteOf(deps), rules);
  if (!rights.mayView(personId, groupId) && !rights.mayView(personId, groupOf(today))) {
    await writeRefusedAccess(records, viewer, 'day.view', personId, httpRequestId);
    return undefined;
  }
  return { personId, rules, mayDecide: rights.mayDecide(personId, groupId) };
}
