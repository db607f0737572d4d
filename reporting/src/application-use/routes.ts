import {
  MAX_APPLICATION_USE_DAYS,
  readApplicationUse as personEndpoint,
  readGroupApplicationUse as groupEndpoint,
  TOP_APPLICATIONS,
} from '#domain/contract/application-use.ts';
import type { ApplicationUse } from '#domain/contract/application-use.ts';
import { MS_PER_MINUTE } from '#domain/time/types.ts';
import type { WorkDate } from '#domain/time/types.ts';
import { findViewedPerson } from '../access/find-viewed-person.ts';
import { readGroupMembers } from '../access/group-members.ts';
import type { GroupAsked } from '../access/group-members.ts';
import type { Viewer } from '../access/viewer.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { writeRefusedAccess } from '../audit/write-refused-access.ts';
import type { Mount } from '../http/mount.ts';
import { refuse } from '../http/refusal.ts';
import type { Refusal } from '../http/refusal.ts';
import { sumApplicationUse } from '../window-use/sum-application-use.ts';
import type { UseAsked, UseStores } from '../window-use/sum-application-use.ts';

export interface UseDeps extends UseStores {
  readonly nowMs: () => number;
}

interface Asked {
  readonly from: WorkDate;
  readonly to: WorkDate;
  readonly requestId: string;
}

export function mountApplicationUse(mount: Mount, deps: UseDeps): void {
  mount.signedIn(personEndpoint, (viewer, { params, query, exchange: { requestId } }) =>
    readOfPerson(deps, viewer, params.personId, { ...query, requestId }),
  );
  mount.signedIn(groupEndpoint, (viewer, { params, query, exchange: { requestId } }) =>
    readOfGroup(deps, viewer, { groupId: params.groupId, withBelow: query.below === '1' }, { ...query, requestId }),
  );
}

function refuseRange({ from, to }: Asked): Refusal | undefined {
  const days = (Date.parse(to) - Date.parse(from)) / 86_400_000 + 1;
  if (days >= 1 && days <= MAX_APPLICATION_USE_DAYS) return undefined;
  const message = `a date from \`from\` on, ${MAX_APPLICATION_USE_DAYS} days at most`;
  return refuse('invalid_input', { places: [{ path: 'query.to', message }] });
}

/** A look at another person's is written down before it is answered. */
async function readOfPerson(
  deps: UseDeps,
  viewer: Viewer,
  personId: string,
  asked: Asked,
): Promise<ApplicationUse | Refusal> {
  const nowMinute = Math.floor(deps.nowMs() / MS_PER_MINUTE);
  const person = await findViewedPerson(deps.records, viewer, personId, nowMinute, asked.requestId);
  if (person === undefined) return refuse('not_found');
  const refusal = refuseRange(asked);
  if (refusal !== undefined) return refusal;
  const { tenantId } = viewer;
  const { from, to, requestId } = asked;
  if (!person.isSelf) {
    await writeAudit(deps.records, {
      ...{ tenantId, actorId: viewer.personId, subjectId: person.personId, requestId },
      ...{ action: 'application-use.viewed', detail: { from, to } },
    });
  }
  return sumLongest(deps, { tenantId, people: [person.rules], from, to, isGroup: false });
}

/** Whose group it is decides `group-status.view`; the sums are of too many people to be anybody's. */
async function readOfGroup(
  deps: UseDeps,
  viewer: Viewer,
  group: GroupAsked,
  asked: Asked,
): Promise<ApplicationUse | Refusal> {
  const { tenantId, personId: actorId } = viewer;
  const { from, to, requestId } = asked;
  const members = await readGroupMembers(deps.records, viewer, group, Math.floor(deps.nowMs() / MS_PER_MINUTE));
  if (members === undefined) {
    await writeRefusedAccess(deps.records, viewer, 'group-status.view', undefined, requestId);
    return refuse('not_found');
  }
  const refusal = refuseRange(asked);
  if (refusal !== undefined) return refusal;
  const detail = { groupId: group.groupId, withBelow: group.withBelow, from, to };
  await writeAudit(deps.records, { tenantId, actorId, action: 'group-application-use.viewed', detail, requestId });
  const people = members.everyone.map((member) => member.rules);
  return sumLongest(deps, { tenantId, people, from, to, isGroup: true });
}

async function sumLongest(deps: UseDeps, asked: Omit<UseAsked, 'top'>): Promise<ApplicationUse> {
  const { obstacle, applications, sites } = await sumApplicationUse(deps, { ...asked, top: TOP_APPLICATIONS });
  return { obstacle, applications, sites };
}
