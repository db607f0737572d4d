import type { z } from 'zod';
import type { resolveDifference as endpoint } from '#domain/contract/approvals.ts';
import type { ComputedDay } from '#domain/contract/computed-day.ts';
import type { DayApproval } from '#domain/contract/work-rules.ts';
import type { WorkDate } from '#domain/time/types.ts';
import { approvalOfDifference } from '#domain/worktime/day-approval.ts';
import { sameFigures } from '#domain/worktime/declared-figures.ts';
import { publishWorkDay } from '#sql/work-facts.ts';
import type { Viewer } from '../access/viewer.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { writeRefusedAccess } from '../audit/write-refused-access.ts';
import { Refusal, refuse } from '../http/refusal.ts';
import { lockPeople } from '../records/lock-people.ts';
import type { Records } from '../records/schema.ts';
import { readDayApproval, writeDayApproval } from '../requests/day-approval.ts';
import type { DayKey } from '../requests/day-approval.ts';
import { readClock } from '../requests/make-request.ts';
import { readDeclaredNow } from '../work-days/read-day-facts.ts';
import type { RequestDeps } from '../requests/request-deps.ts';
import { awaitFigures, figuresDeadline } from './await-figures.ts';
import { keyOf, readComputed } from './read-computed.ts';
import { findViewedDay } from './viewed-day.ts';

type Settlement = z.output<NonNullable<(typeof endpoint)['body']>>;
interface Ask {
  readonly personId: string;
  readonly workDate: WorkDate;
  readonly settlement: Settlement;
  readonly httpRequestId: string;
}

/**
 * 承認後の差異: an approver takes what the rules give now, or keeps what was approved. Either way it is about the very figures that they saw; others
 * would be another difference.
 */
export async function resolveDifference(
  deps: RequestDeps,
  viewer: Viewer,
  ask: Ask,
): Promise<{ workVersion: number } | Refusal> {
  const day = await findViewedDay(deps, viewer, ask, ask.httpRequestId);
  if (day === undefined) return refuse('not_found');
  if (!day.mayDecide) {
    await writeRefusedAccess(deps.records, viewer, 'request.decide', day.personId, ask.httpRequestId);
    return refuse('not_found');
  }
  const key = { tenantId: viewer.tenantId, personId: day.personId, workDate: ask.workDate };
  const outcome = await awaitFigures(figuresDeadline(), async () => {
    const computed = (await readComputed(deps.analytics, key.tenantId, [key])).get(keyOf(key));
    return deps.records.transaction().execute((trx) => settleLocked(trx, viewer, key, computed, ask));
  });
  if (outcome === undefined) return refuse('figures_not_ready', { retryAfterSeconds: 1 });
  if (!(outcome instanceof Refusal)) deps.kickRelay();
  return outcome;
}

/** Undefined: the figures are not those of the present declaration. */
async function settleLocked(
  trx: Records,
  viewer: Viewer,
  key: DayKey,
  computed: ComputedDay | undefined,
  { settlement, httpRequestId }: Ask,
): Promise<{ workVersion: number } | Refusal | undefined> {
  const { tenantId, personId, workDate } = key;
  await lockPeople(trx, tenantId, [personId]);
  const approval = await readDayApproval(trx, key);
  if (approval === undefined) return refuse('difference_changed');
  const declared = await readDeclaredNow(trx, key, workDate);
  if (computed?.workVersion !== declared.version) return undefined;
  const difference = computed.difference;
  if (difference === null || !sameFigures(difference.figures, settlement.figures)) return refuse('difference_changed');
  const at = await readClock(trx);
  const taken = approvalOfDifference(computed, viewer.personId, at.getTime());
  const declined: DayApproval = { ...approval, declinedFigures: difference.figures };
  await writeDayApproval(trx, key, settlement.resolution === 'take' && taken !== undefined ? taken : declined);
  await writeAudit(trx, {
    ...{ tenantId, actorId: viewer.personId, action: 'difference.settled', subjectId: personId },
    requestId: httpRequestId,
    detail: { workDate, resolution: settlement.resolution },
    personal: { comment: settlement.comment },
  });
  return { workVersion: await publishWorkDay(trx, tenantId, personId, workDate) };
}
