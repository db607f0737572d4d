import type { DecisionResult } from '#domain/contract/approvals.ts';
import { assignmentOn } from '#domain/time/work-date.ts';
import { readPersonRules } from '#sql/person-rules.ts';
import { isApprover } from '../access/viewer.ts';
import type { Viewer } from '../access/viewer.ts';
import { writeRefusedAccess } from '../audit/write-refused-access.ts';
import { refuse } from '../http/refusal.ts';
import type { Refusal } from '../http/refusal.ts';
import { readRequestsNow } from '../requests/read-requests-now.ts';
import { readDecisionRights } from '../requests/decision-rights.ts';
import type { RequestDeps } from '../requests/request-deps.ts';
import { figuresDeadline } from './await-figures.ts';
import { decideDay } from './decide-day.ts';
import type { AskedDecision } from './decide-day.ts';
import { keyOf } from './read-computed.ts';

/**
 * Decides many requests, one transaction for each person-day: what could be decided is, whatever happens to the others. A process that dies
 * half-way has decided whole days or nothing of them, and the list shows the rest.
 */
export async function decideRequests(
  deps: RequestDeps,
  viewer: Viewer,
  decisions: readonly AskedDecision[],
  httpRequestId: string,
): Promise<{ results: DecisionResult[] } | Refusal> {
  if (new Set(decisions.map((each) => each.requestId)).size < decisions.length) {
    return refuse('invalid_input', { places: [{ path: 'body.decisions', message: 'each request once' }] });
  }
  if (!isApprover(viewer)) return refuse('not_found');
  const { tenantId } = viewer;
  const rows = await deps.records
    .selectFrom('requests')
    .select(['request_id', 'person_id', 'work_date'])
    .where('tenant_id', '=', tenantId)
    .where(
      'request_id',
      'in',
      decisions.map((each) => each.requestId),
    )
    .execute();
  const dayOf = new Map(rows.map((row) => [row.request_id, { personId: row.person_id, workDate: row.work_date }]));
  const [rights, rulesOf] = await Promise.all([
    readDecisionRights(deps.records, viewer),
    readPersonRules(deps.records, tenantId, [...new Set(rows.map((row) => row.person_id))]),
  ]);
  const outcomes = new Map<string, Pick<DecisionResult, 'outcome' | 'isDayApproved'>>();
  const byDay = Map.groupBy(decisions, ({ requestId }) => {
    const day = dayOf.get(requestId);
    return day === undefined ? '' : keyOf(day);
  });
  const deadlineMs = figuresDeadline();
  for (const asked of byDay.values()) {
    const day = dayOf.get(asked[0]?.requestId ?? '');
    const rules = day && rulesOf.get(day.personId);
    if (day === undefined || rules === undefined) continue;
    const { groupId } = assignmentOn(rules, day.workDate);
    if (!rights.mayView(day.personId, groupId)) {
      await writeRefusedAccess(deps.records, viewer, 'request.decide', day.personId, httpRequestId);
      continue;
    }
    if (!rights.mayDecide(day.personId, groupId)) {
      const outcome = day.personId === viewer.personId ? 'ownRequest' : 'notFound';
      for (const { requestId } of asked) outcomes.set(requestId, { outcome, isDayApproved: false });
      continue;
    }
    const decided = await decideDay(
      deps,
      viewer,
      { key: { tenantId, ...day }, rules, asked, httpRequestId },
      deadlineMs,
    );
    for (const [requestId, outcome] of decided.outcomes) {
      outcomes.set(requestId, { outcome, isDayApproved: outcome === 'done' && decided.isDayApproved });
    }
    deps.faultPoint('decision.between-days');
  }
  return answerOf(deps, viewer, decisions, outcomes);
}

async function answerOf(
  deps: RequestDeps,
  viewer: Viewer,
  decisions: readonly AskedDecision[],
  outcomes: ReadonlyMap<string, Pick<DecisionResult, 'outcome' | 'isDayApproved'>>,
): Promise<{ results: DecisionResult[] } | Refusal> {
  const known = [...outcomes].filter(([, { outcome }]) => outcome !== 'notFound').map(([requestId]) => requestId);
  // Nothing of it is the viewer's to decide: like every address that is not theirs.
  if (known.length === 0) return refuse('not_found');
  const now = await readRequestsNow(deps.records, viewer.tenantId, known);
  return {
    results: decisions.map(({ requestId }) => ({
      requestId,
      ...(outcomes.get(requestId) ?? { outcome: 'notFound', isDayApproved: false }),
      now: now.get(requestId) ?? null,
    })),
  };
}
