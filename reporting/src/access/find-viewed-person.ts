import { can } from '#domain/access/can.ts';
import type { PersonAction } from '#domain/access/can.ts';
import type { PersonRules } from '#domain/contract/work-rules.ts';
import type { UnixMinute, WorkDate } from '#domain/time/types.ts';
import { assignmentOn, workDateOf } from '#domain/time/work-date.ts';
import { readPersonRules } from '#sql/person-rules.ts';
import { writeRefusedAccess } from '../audit/write-refused-access.ts';
import type { Records } from '../records/schema.ts';
import { loadGroupTree } from './viewer.ts';
import type { Viewer } from './viewer.ts';

/** A person whose days the viewer may see. */
export interface ViewedPerson {
  readonly personId: string;
  readonly rules: PersonRules;
  /** The work date that runs now for this person. */
  readonly currentWorkDate: WorkDate;
  readonly isSelf: boolean;
}

/**
 * The person of a path (`me` or an id), if the viewer may see their days (or do what `action` says). Undefined for "no such person", "another tenant's", "not yours",
 * "deleted" and "has no month" alike: the answer is 404 and tells nothing. The group of today decides, also for past dates.
 */
export async function findViewedPerson(
  records: Records,
  viewer: Viewer,
  personIdOrMe: string,
  nowMinute: UnixMinute,
  requestId: string,
  action: PersonAction = 'day.view',
): Promise<ViewedPerson | undefined> {
  const personId = personIdOrMe === 'me' ? viewer.personId : personIdOrMe;
  const { tenantId } = viewer;
  const [rulesOf, isGone, tree] = await Promise.all([
    readPersonRules(records, tenantId, [personId]),
    isDeleted(records, tenantId, personId),
    loadGroupTree(records, tenantId),
  ]);
  const rules = rulesOf.get(personId);
  if (rules === undefined || isGone) return undefined;
  const currentWorkDate = workDateOf(nowMinute, rules);
  const { groupId } = assignmentOn(rules, currentWorkDate);
  const object = { tenantId, personId, groupId };
  if (!can(viewer, action, object, tree)) {
    await writeRefusedAccess(records, viewer, action, personId, requestId);
    return undefined;
  }
  return { personId, rules, currentWorkDate, isSelf: personId === viewer.personId };
}

/** 削除: nobody looks at the data any more (G:725-727). Of people without login (ログイン不可) they do. */
async function isDeleted(records: Records, tenantId: string, personId: string): Promise<boolean> {
  const person = await records
    .selectFrom('people')
    .select('person_id')
    .where('tenant_id', '=', tenantId)
    .where('person_id', '=', personId)
    .where('status', 'in', ['active', 'suspended'])
    .executeTakeFirst();
  return person === undefined;
}
