import { nextRequestState } from '#domain/approval/request-transitions.ts';
import type { RequestMove } from '#domain/approval/request-transitions.ts';
import type { ResentContent } from '#domain/contract/requests.ts';
import type { PersonRules, RequestState } from '#domain/contract/work-rules.ts';
import { minuteOfClock } from '#domain/time/wall-clock.ts';
import { assignmentOn } from '#domain/time/work-date.ts';
import type { Viewer } from '../access/viewer.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { Refusal, refuse } from '../http/refusal.ts';
import type { Records } from '../records/schema.ts';
import { correctionBody } from './create-correction.ts';
import { isWithinDate } from './create-overtime.ts';
import { tellApprovers } from '../requests/make-request.ts';
import type { RequestMaker } from '../requests/make-request.ts';
import { withOwnRequest } from './own-request.ts';
import { readRequestsNow } from '../requests/read-requests-now.ts';
import { addRequestEvents } from '../requests/request-events.ts';
import type { RequestDeps } from '../requests/request-deps.ts';
import { contentOf, selectRequests } from '../requests/request-rows.ts';
import type { RequestRow } from '../requests/request-rows.ts';

interface Ask {
  readonly requestId: string;
  /** The one that the person saw. */
  readonly version: number;
  /** Of the HTTP request, for the audit. */
  readonly httpRequestId: string;
}

/** 取下げ of an own request that waits or was returned. */
export const withdrawRequest = (deps: RequestDeps, viewer: Viewer, ask: Ask & { readonly comment: string }) =>
  withOwnRequest(deps, viewer, ask.requestId, ask.httpRequestId, async (maker) => {
    const row = await findOwnRequest(maker, viewer, ask, 'withdraw');
    if (row instanceof Refusal) return row;
    await writeState(maker, row, 'withdrawn');
    await writeTrace(maker, row, 'withdrawn', ask.comment);
    return row.work_date;
  });

/** A returned request, edited and sent again. What it was before stays in its history. */
export const resendRequest = (
  deps: RequestDeps,
  viewer: Viewer,
  ask: Ask & { readonly reason: string; readonly content: ResentContent },
) =>
  withOwnRequest(deps, viewer, ask.requestId, ask.httpRequestId, async (maker) => {
    const row = await findOwnRequest(maker, viewer, ask, 'resend');
    if (row instanceof Refusal) return row;
    if (row.kind !== ask.content.kind) return refuse('request_not_possible');
    const needsReason = ask.content.kind === 'overtime' || ask.content.kind === 'correction';
    if (needsReason && ask.reason === '') {
      return refuse('invalid_input', { places: [{ path: 'body.reason', message: 'a reason is needed' }] });
    }
    const written = await writeContent({ ...deps, records: maker.trx }, maker, row, ask.content);
    if (written instanceof Refusal) return written;
    await writeState(maker, row, 'submitted', ask.reason);
    await writeTrace(maker, row, 'resubmitted', '');
    await tellApprovers(maker, { kind: row.kind, workDate: row.work_date, reason: ask.reason }, true);
    return row.work_date;
  });

/** The own request of this version, if it allows the move; the person is locked, so it stays so until the commit. */
async function findOwnRequest(
  { trx }: RequestMaker,
  viewer: Viewer,
  { requestId, version }: Ask,
  move: RequestMove,
): Promise<RequestRow | Refusal> {
  const row = await selectRequests(trx, viewer.tenantId)
    .where('r.request_id', '=', requestId)
    .where('r.person_id', '=', viewer.personId)
    .executeTakeFirst();
  if (row === undefined) return refuse('not_found');
  if (row.version !== version) {
    const [request] = (await readRequestsNow(trx, viewer.tenantId, [requestId])).values();
    return refuse('request_changed', request === undefined ? {} : { request });
  }
  return nextRequestState(row.state, move) === undefined ? refuse('request_not_possible') : row;
}

async function writeState(
  { trx, rules, at }: RequestMaker,
  row: RequestRow,
  state: RequestState,
  reason?: string,
): Promise<void> {
  await trx
    .updateTable('requests')
    .set((eb) => ({
      ...{ state, version: eb('version', '+', 1), decided_at: null, decided_by: null },
      ...(state === 'submitted' ? { submitted_at: at } : {}),
      ...(reason === undefined ? {} : { reason }),
    }))
    .where('tenant_id', '=', rules.tenantId)
    .where('request_id', '=', row.request_id)
    .execute();
}

async function writeTrace(
  { trx, rules, at, actorId, httpRequestId }: RequestMaker,
  row: RequestRow,
  action: 'withdrawn' | 'resubmitted',
  comment: string,
): Promise<void> {
  const { tenantId, personId } = rules;
  const requestId = row.request_id;
  const detail = { contentBefore: contentOf(row), reasonBefore: row.reason };
  await addRequestEvents(trx, tenantId, [
    { requestId, at, actorId, action, comment, ...(action === 'resubmitted' ? { detail } : {}) },
  ]);
  await writeAudit(trx, {
    ...{ tenantId, actorId, action: `request.${action}`, subjectId: personId, requestId: httpRequestId },
    detail: { requestId, kind: row.kind, workDate: row.work_date },
  });
}

/** What is asked for now. A press stays at its minute: its clock is changed by 勤務修正 only. */
async function writeContent(
  deps: Parameters<typeof correctionBody>[0],
  { trx, rules }: RequestMaker,
  row: RequestRow,
  content: ResentContent,
): Promise<undefined | Refusal> {
  switch (content.kind) {
    case 'end':
      return undefined;
    case 'start': {
      const { isHolidayWork, workStyle, halfDay, scheduledMinutes } = content;
      const { pattern } = assignmentOn(rules, row.work_date);
      if (halfDay !== null && pattern.morningMinutes === null) return refuse('half_day_not_possible');
      await trx
        .updateTable('operations')
        .set({
          ...{ work_style: workStyle, is_holiday_work: isHolidayWork },
          ...{ half_day: halfDay, scheduled_minutes: scheduledMinutes },
        })
        .where('tenant_id', '=', rules.tenantId)
        .where('person_id', '=', rules.personId)
        .where('work_date', '=', row.work_date)
        .where('request_id', '=', row.request_id)
        .execute();
      return undefined;
    }
    case 'overtime': {
      if (!isWithinDate(content.expectedEndClock, row.work_date, rules)) {
        const path = 'body.content.expectedEndClock';
        return refuse('invalid_input', { places: [{ path, message: 'within the work date' }] });
      }
      const expectedEndMinute = minuteOfClock(content.expectedEndClock, row.work_date, rules.zone);
      return writeBody(trx, rules, row, { expectedEndMinute });
    }
    case 'correction': {
      const body = await correctionBody(deps, rules, row.work_date, content.day, 'body.content.day');
      return body instanceof Refusal ? body : writeBody(trx, rules, row, body);
    }
  }
}

async function writeBody(trx: Records, rules: PersonRules, row: RequestRow, body: object): Promise<undefined> {
  await trx
    .updateTable('requests')
    .set({ body: JSON.stringify(body) })
    .where('tenant_id', '=', rules.tenantId)
    .where('request_id', '=', row.request_id)
    .execute();
  return undefined;
}
