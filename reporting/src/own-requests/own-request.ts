import type { PersonRules } from '#domain/contract/work-rules.ts';
import type { WorkDate } from '#domain/time/types.ts';
import { publishWorkDay } from '#sql/work-facts.ts';
import type { Viewer } from '../access/viewer.ts';
import { Refusal, refuse } from '../http/refusal.ts';
import { lockPeople } from '../records/lock-people.ts';
import type { Records } from '../records/schema.ts';
import { settleApprovalHold } from '../requests/day-approval.ts';
import { ensureWorkDay, makeRequest, readClock } from '../requests/make-request.ts';
import type { NewRequest, RequestMaker } from '../requests/make-request.ts';
import { readRequest } from './read-request.ts';
import { nowMinuteOf, readOwnRules } from '../requests/request-deps.ts';
import type { RequestDeps } from '../requests/request-deps.ts';

type Answer = Awaited<ReturnType<typeof readRequest>>;

/**
 * Whatever a person does with an own request, in one transaction that has locked them: the deed, whether an approval of the day still holds, and
 * the whole day for the processor. `deed` gives the date it was about, or says no.
 */
export async function withOwnRequest(
  deps: RequestDeps,
  viewer: Viewer,
  requestId: string,
  httpRequestId: string,
  deed: (maker: RequestMaker) => Promise<WorkDate | 'done before' | Refusal>,
): Promise<Answer> {
  const outcome = await deps.records.transaction().execute(async (trx) => {
    const { tenantId, personId } = viewer;
    await lockPeople(trx, tenantId, [personId]);
    const rules = await readOwnRules(trx, viewer, 'request.send', nowMinuteOf(deps));
    if (rules === undefined) return refuse('not_found');
    const at = await readClock(trx);
    const workDate = await deed({ trx, pepper: deps.pepper, rules, at, actorId: personId, httpRequestId });
    if (workDate instanceof Refusal || workDate === 'done before') return workDate;
    await settleApprovalHold(trx, { tenantId, personId, workDate });
    await publishWorkDay(trx, tenantId, personId, workDate);
    deps.faultPoint('request.before-commit');
    return workDate;
  });
  if (outcome instanceof Refusal) return outcome;
  deps.kickRelay();
  return readRequest(deps.records, viewer, requestId, httpRequestId);
}

/** Stores a new request of a screen. Its id comes from there: sent twice it is one request, and somebody else's id is refused. */
export async function sendRequest(
  deps: RequestDeps,
  viewer: Viewer,
  requestId: string,
  httpRequestId: string,
  describe: (rules: PersonRules, trx: Records) => Promise<Omit<NewRequest, 'requestId' | 'mode'> | Refusal>,
): Promise<Answer> {
  return withOwnRequest(deps, viewer, requestId, httpRequestId, async (maker) => {
    const { trx, rules } = maker;
    const taken = await trx
      .selectFrom('requests')
      .select('person_id')
      .where('tenant_id', '=', viewer.tenantId)
      .where('request_id', '=', requestId)
      .executeTakeFirst();
    if (taken !== undefined)
      return taken.person_id === viewer.personId ? 'done before' : refuse('request_not_possible');
    const request = await describe(rules, trx);
    if (request instanceof Refusal) return request;
    await ensureWorkDay(trx, viewer.tenantId, viewer.personId, request.workDate);
    await makeRequest(maker, { ...request, requestId, mode: 'manual' });
    return request.workDate;
  });
}
