import { readOwnRules as readOwnRulesEndpoint, type OwnRules } from '#domain/contract/own-rules.ts';
import { MS_PER_MINUTE } from '#domain/time/types.ts';
import { assignmentOn } from '#domain/time/work-date.ts';
import { findViewedPerson } from '../access/find-viewed-person.ts';
import type { Viewer } from '../access/viewer.ts';
import type { Mount } from '../http/mount.ts';
import { refuse } from '../http/refusal.ts';
import type { Refusal } from '../http/refusal.ts';
import type { Records } from '../records/schema.ts';
import { readApproverNames, readOwnPeriod } from './queries.ts';

export interface OwnRulesDeps {
  readonly records: Records;
  readonly nowMs: () => number;
}

export function mountOwnRules(mount: Mount, deps: OwnRulesDeps): void {
  mount.signedIn(readOwnRulesEndpoint, (viewer, { exchange: { requestId } }) => readOwnRules(deps, viewer, requestId));
}

/** What an administrator has set for the viewer, on the work date that runs now. `admin` has no rules of work: 404. */
async function readOwnRules(
  { records, nowMs }: OwnRulesDeps,
  viewer: Viewer,
  requestId: string,
): Promise<OwnRules | Refusal> {
  const own = await findViewedPerson(records, viewer, 'me', Math.floor(nowMs() / MS_PER_MINUTE), requestId);
  if (own === undefined) return refuse('not_found');
  const { tenantId, personId } = viewer;
  const workDate = own.currentWorkDate;
  const { groupId, pattern } = assignmentOn(own.rules, workDate);
  const [period, approverNames] = await Promise.all([
    readOwnPeriod(records, tenantId, personId, workDate),
    readApproverNames(records, tenantId, groupId, personId),
  ]);
  const isAutoRecording = own.rules.autoRecording.findLast((each) => each.from <= workDate)?.isOn ?? false;
  const { name, breaks, scheduledMinutes, morningMinutes, autoEndClock } = pattern;
  return {
    ...period,
    workDate,
    approverNames,
    pattern: { name, breaks, scheduledMinutes, morningMinutes, autoEndClock },
    isAutoRecording,
  };
}
