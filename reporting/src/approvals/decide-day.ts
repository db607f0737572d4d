import { isWhollyDecided, seenFiguresOf } from '#domain/approval/day-decision.ts';
import { nextRequestState } from '#domain/approval/request-transitions.ts';
import type { Decision, DecisionResult } from '#domain/contract/approvals.ts';
import type { ComputedDay } from '#domain/contract/computed-day.ts';
import type { PersonRules } from '#domain/contract/work-rules.ts';
import { workDateInterval } from '#domain/time/work-date.ts';
import { dayStateOf } from '#domain/worktime/allowed-operations.ts';
import { dayApprovalOf } from '#domain/worktime/day-approval.ts';
import { workSpans } from '#domain/worktime/declared-spans.ts';
import { effectiveOperations } from '#domain/worktime/effective-operations.ts';
import { publishWorkDay } from '#sql/work-facts.ts';
import type { Viewer } from '../access/viewer.ts';
import { writeAudit, writeAuditEntries } from '../audit/write-audit.ts';
import { enqueueNotices } from '../mail/enqueue-mail.ts';
import { lockPeople } from '../records/lock-people.ts';
import type { Records } from '../records/schema.ts';
import { settleApprovalHold, writeDayApproval } from '../requests/day-approval.ts';
import type { DayKey } from '../requests/day-approval.ts';
import { readClock } from '../requests/make-request.ts';
import { readDeclaredNow } from '../work-days/read-day-facts.ts';
import { addRequestEvents } from '../requests/request-events.ts';
import { nowMinuteOf } from '../requests/request-deps.ts';
import type { RequestDeps } from '../requests/request-deps.ts';
import { selectRequests } from '../requests/request-rows.ts';
import type { RequestRow } from '../requests/request-rows.ts';
import { awaitFigures } from './await-figures.ts';
import { keyOf, readComputed } from './read-computed.ts';

export interface AskedDecision {
  readonly requestId: string;
  readonly version: number;
  readonly decision: Decision;
  readonly comment: string;
  readonly seenFigures?: string | undefined;
}

export interface DayDecision {
  readonly key: DayKey;
  readonly rules: PersonRules;
  readonly asked: readonly AskedDecision[];
  /** Of the HTTP request, for the audit. */
  readonly httpRequestId: string;
}

type Outcome = DecisionResult['outcome'];
export interface DayOutcome {
  readonly outcomes: ReadonlyMap<string, Outcome>;
  readonly isDayApproved: boolean;
}

/** One decision with the request that it is about, as it is under the lock. */
interface Pair {
  readonly asked: AskedDecision;
  readonly row: RequestRow;
}

/**
 * Decides the requests of one person-day in one transaction that has locked its person: requests, history, the approval of the whole day where it is
 * whole now, mail, audit, and the day for the processor. Whoever comes second finds other versions and is told.
 *
 *   read figures ─▶ lock ─▶ same version of the declaration? ─ no ─▶ (nothing written) read again, up to 2 s
 *                                    │ yes
 *                                    ▼
 *                           states, approval, mail, fact ─▶ commit
 */
export async function decideDay(
  deps: RequestDeps,
  viewer: Viewer,
  day: DayDecision,
  deadlineMs: number,
): Promise<DayOutcome> {
  const { tenantId, workDate } = day.key;
  // While a date runs most decisions need no figures (a start, 残業申請): they do not even wait for the store that has them.
  let asksFigures = nowMinuteOf(deps) >= workDateInterval(workDate, day.rules).end;
  const outcome = await awaitFigures(deadlineMs, async () => {
    const days = asksFigures ? await readComputed(deps.analytics, tenantId, [day.key]) : new Map<string, ComputedDay>();
    const computed = days.get(keyOf(day.key));
    asksFigures = true;
    return deps.records.transaction().execute((trx) => decideLocked(deps, trx, viewer, day, computed));
  });
  if (outcome === undefined) return allOf(day.asked, 'figuresNotReady');
  deps.kickRelay();
  return outcome;
}

const allOf = (asked: readonly AskedDecision[], outcome: Outcome): DayOutcome => ({
  outcomes: new Map(asked.map(({ requestId }) => [requestId, outcome])),
  isDayApproved: false,
});

/** Undefined: the figures are not those of the present declaration, and they are needed. */
async function decideLocked(
  deps: RequestDeps,
  trx: Records,
  viewer: Viewer,
  day: DayDecision,
  computed: ComputedDay | undefined,
): Promise<DayOutcome | undefined> {
  const { key, asked } = day;
  await lockPeople(trx, key.tenantId, [key.personId]);
  const rows = await selectRequests(trx, key.tenantId)
    .where('r.person_id', '=', key.personId)
    .where('r.work_date', '=', key.workDate)
    .execute();
  const byId = new Map(rows.map((row) => [row.request_id, row]));
  const pairs = asked.flatMap((each): Pair[] => {
    const row = byId.get(each.requestId);
    const isSame = row?.version === each.version && nextRequestState(row.state, each.decision) !== undefined;
    return row !== undefined && isSame ? [{ asked: each, row }] : [];
  });
  if (pairs.length === 0) return allOf(asked, 'changed');
  const stateOf = new Map(
    pairs.map(({ asked: each, row }) => [row.request_id, nextRequestState(row.state, each.decision)]),
  );
  const after = rows.map((row) => ({ kind: row.kind, state: stateOf.get(row.request_id) ?? row.state }));
  const figures = await figuresToApprove(deps, trx, day, after, computed);
  if (figures === 'not ready') return undefined;
  const hasSeenOthers = pairs.some(
    ({ asked: { seenFigures } }) =>
      figures !== undefined && seenFigures !== undefined && seenFigures !== seenFiguresOf(figures),
  );
  if (hasSeenOthers) return allOf(asked, 'figuresChanged');
  await writeDecisions(deps, trx, viewer, day, pairs, figures);
  const decided = new Set(pairs.map(({ row }) => row.request_id));
  return {
    outcomes: new Map(asked.map(({ requestId }) => [requestId, decided.has(requestId) ? 'done' : 'changed'])),
    isDayApproved: figures !== undefined,
  };
}

/** The computed day that becomes fixed, if the day is whole with these states; undefined: it is not. */
async function figuresToApprove(
  deps: RequestDeps,
  trx: Records,
  { key, rules }: DayDecision,
  after: Parameters<typeof isWhollyDecided>[1],
  computed: ComputedDay | undefined,
): Promise<ComputedDay | undefined | 'not ready'> {
  if (!after.every(({ state }) => state === 'approved' || state === 'withdrawn')) return undefined;
  const declared = await readDeclaredNow(trx, key, key.workDate);
  const day = workDateInterval(key.workDate, rules);
  const nowMinute = nowMinuteOf(deps);
  const state = dayStateOf(workSpans(effectiveOperations(declared), day, Math.min(nowMinute, day.end)));
  // A day that goes on is not whole, whatever its figures: nobody waits for them to let somebody start.
  if (nowMinute < day.end && state !== 'ended') return undefined;
  if (computed?.workVersion !== declared.version) return 'not ready';
  return isWhollyDecided(computed, after) ? computed : undefined;
}

async function writeDecisions(
  deps: RequestDeps,
  trx: Records,
  viewer: Viewer,
  day: DayDecision,
  pairs: readonly Pair[],
  figures: ComputedDay | undefined,
): Promise<void> {
  const { key, httpRequestId } = day;
  const { tenantId, personId, workDate } = key;
  const at = await readClock(trx);
  const actorId = viewer.personId;
  for (const { asked, row } of pairs) {
    await trx
      .updateTable('requests')
      .set((eb) => ({
        ...{ state: nextRequestState(row.state, asked.decision) ?? row.state, version: eb('version', '+', 1) },
        ...{ decided_at: at, decided_by: actorId },
      }))
      .where('tenant_id', '=', tenantId)
      .where('request_id', '=', row.request_id)
      .execute();
  }
  const actionOf = (decision: Decision) => (decision === 'approve' ? 'approved' : 'returned');
  await addRequestEvents(
    trx,
    tenantId,
    pairs.map(({ asked: { requestId, decision, comment } }) => ({
      ...{ requestId, at, actorId, comment, action: actionOf(decision) },
    })),
  );
  await writeAuditEntries(
    trx,
    pairs.map(({ asked: { decision }, row }) => ({
      ...{ tenantId, actorId, subjectId: personId, requestId: httpRequestId },
      action: `request.${actionOf(decision)}` as const,
      detail: { requestId: row.request_id, kind: row.kind, workDate },
    })),
  );
  if (figures === undefined) await settleApprovalHold(trx, key);
  else await approveDay(trx, day, figures, actorId, at);
  await publishWorkDay(trx, tenantId, personId, workDate);
  await tellRequester(deps, trx, viewer, day, pairs);
  deps.faultPoint('decision.before-commit');
}

/** 一日の承認: from now on the declared figures are these, whatever PC data comes (SPEC 8, last line). */
async function approveDay(
  trx: Records,
  { key, httpRequestId }: DayDecision,
  figures: ComputedDay,
  actorId: string,
  at: Date,
): Promise<void> {
  const { tenantId, personId, workDate } = key;
  await writeDayApproval(trx, key, dayApprovalOf(figures, actorId, at.getTime()));
  await writeAudit(trx, {
    ...{ tenantId, actorId, action: 'day.approved', subjectId: personId, requestId: httpRequestId },
    detail: { workDate, workVersion: figures.workVersion, workedMinutes: figures.workedMinutes },
  });
}

/** One mail for the day, to its person if they may sign in (G:614-616); nobody writes to themself. */
async function tellRequester(
  deps: RequestDeps,
  trx: Records,
  viewer: Viewer,
  { key }: DayDecision,
  pairs: readonly Pair[],
): Promise<void> {
  const { tenantId, personId, workDate } = key;
  const person = await trx
    .selectFrom('people')
    .select('person_id')
    .where('tenant_id', '=', tenantId)
    .where('person_id', '=', personId)
    .where('status', '=', 'active')
    .executeTakeFirst();
  if (person === undefined || personId === viewer.personId) return;
  const decisions = pairs.map(({ asked: { decision, comment }, row }) => ({ request: row.kind, decision, comment }));
  const notice = { kind: 'requestDecided', deciderName: viewer.name, workDate, decisions } as const;
  await enqueueNotices(trx, deps.pepper, [{ tenantId, personId, notice }]);
}
