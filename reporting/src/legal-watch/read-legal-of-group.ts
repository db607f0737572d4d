import type { z } from 'zod';
import type { readLegalOfGroup as endpoint } from '#domain/contract/legal.ts';
import { MS_PER_MINUTE } from '#domain/time/types.ts';
import { readGroupMembers } from '../access/group-members.ts';
import type { GroupAsked } from '../access/group-members.ts';
import type { Viewer } from '../access/viewer.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { writeRefusedAccess } from '../audit/write-refused-access.ts';
import { Refusal, refuse } from '../http/refusal.ts';
import { loadLegalSettings } from '../legal/load-legal-settings.ts';
import { readLegalOfPeople } from '../legal/read-legal-of-people.ts';
import type { LegalDeps } from '../legal/read-legal-of-people.ts';
import { monthOfText } from './read-legal.ts';

type Answer = z.output<NonNullable<(typeof endpoint)['answer']>>;

export interface LegalOfGroupAsked extends GroupAsked {
  /** `yyyymm`. */
  readonly month: string;
  readonly requestId: string;
}

/** The warnings of everybody in a group, one row a person. One audit row for the look at all of them. */
export async function readLegalOfGroup(
  deps: LegalDeps,
  viewer: Viewer,
  asked: LegalOfGroupAsked,
): Promise<Answer | Refusal> {
  const { tenantId, personId: actorId } = viewer;
  const { groupId, withBelow, month, requestId } = asked;
  const members = await readGroupMembers(deps.records, viewer, asked, Math.floor(deps.nowMs() / MS_PER_MINUTE));
  if (members === undefined) {
    await writeRefusedAccess(deps.records, viewer, 'group-status.view', undefined, requestId);
    return refuse('not_found');
  }
  const detail = { groupId, withBelow, month };
  await writeAudit(deps.records, { tenantId, actorId, action: 'group-legal.viewed', detail, requestId });
  const { settings } = await loadLegalSettings(deps.records, tenantId);
  const readings = await readLegalOfPeople(
    deps,
    tenantId,
    members.people.map(({ personId }) => ({ personId, month: monthOfText(month) })),
  );
  if (readings instanceof Refusal) return readings;
  const legalOf = new Map(readings.map((reading) => [reading.personId, reading.summary]));
  const people = members.people.flatMap(({ personId, employeeNumber, name, groupId: own }) => {
    const legal = legalOf.get(personId);
    return legal === undefined ? [] : [{ personId, employeeNumber, name, groupId: own, legal }];
  });
  return { group: members.group, limits: settings.limits, total: members.total, people };
}
