import { nextRequestState } from '#domain/approval/request-transitions.ts';
import type { RequestWithHistory } from '#domain/contract/requests.ts';
import { assignmentOn } from '#domain/time/work-date.ts';
import { readPersonRules } from '#sql/person-rules.ts';
import type { Viewer } from '../access/viewer.ts';
import { writeRefusedAccess } from '../audit/write-refused-access.ts';
import { refuse } from '../http/refusal.ts';
import type { Refusal } from '../http/refusal.ts';
import type { Records } from '../records/schema.ts';
import { readDecisionRights } from '../requests/decision-rights.ts';
import { readRequestEvents } from '../requests/request-events.ts';
import { describeRequest, selectRequests } from '../requests/request-rows.ts';

interface Answer {
  request: RequestWithHistory;
}

/** One request with its history: of the viewer, or of a group that the viewer approves for on its date. Anything else is 404. */
export async function readRequest(
  records: Records,
  viewer: Viewer,
  requestId: string,
  httpRequestId: string,
): Promise<Answer | Refusal> {
  const row = await selectRequests(records, viewer.tenantId).where('r.request_id', '=', requestId).executeTakeFirst();
  if (row === undefined) return refuse('not_found');
  const rights = await readDecisionRights(records, viewer);
  const rules = (await readPersonRules(records, viewer.tenantId, [row.person_id])).get(row.person_id);
  const groupId = rules === undefined ? '' : assignmentOn(rules, row.work_date).groupId;
  if (!rights.mayView(row.person_id, groupId)) {
    await writeRefusedAccess(records, viewer, 'day.view', row.person_id, httpRequestId);
    return refuse('not_found');
  }
  const events = await readRequestEvents(records, viewer.tenantId, [requestId]);
  const isOwn = row.person_id === viewer.personId;
  return {
    request: {
      ...describeRequest(row),
      events: events.get(requestId) ?? [],
      mayWithdraw: isOwn && nextRequestState(row.state, 'withdraw') !== undefined,
      mayResend: isOwn && nextRequestState(row.state, 'resend') !== undefined,
      mayDecide: nextRequestState(row.state, 'approve') !== undefined && rights.mayDecide(row.person_id, groupId),
    },
  };
}
