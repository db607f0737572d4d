import { sql } from 'kysely';
import { firstRequestState } from '#domain/approval/request-transitions.ts';
import type { RequestKind, RequestMode } from '#domain/contract/requests.ts';
import type { PersonRules } from '#domain/contract/work-rules.ts';
import type { WorkDate } from '#domain/time/types.ts';
import { assignmentOn } from '#domain/time/work-date.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { enqueueNotices } from '../mail/enqueue-mail.ts';
import type { Records } from '../records/schema.ts';
import type { CorrectionBody, OvertimeBody } from './request-rows.ts';
import { addRequestEvents } from './request-events.ts';

export interface NewRequest {
  readonly requestId: string;
  readonly kind: RequestKind;
  readonly mode: RequestMode;
  readonly workDate: WorkDate;
  readonly reason: string;
  readonly body?: OvertimeBody | CorrectionBody;
  /** Made by the server from the PC log (データの自動登録). */
  readonly isRecorded?: boolean;
}

export interface RequestMaker {
  readonly trx: Records;
  readonly pepper: Uint8Array;
  readonly rules: PersonRules;
  /** The database's clock, read after the person was locked: later than everything that the lock waited for. */
  readonly at: Date;
  /** Undefined: the server itself. */
  readonly actorId: string | undefined;
  /** Of the HTTP request, for the audit. */
  readonly httpRequestId: string | undefined;
}

/** The clock by which requests and approvals of a person are ordered. Ask after `lockPeople`. */
export async function readClock(trx: Records): Promise<Date> {
  const { rows } = await sql<{ at: Date }>`SELECT clock_timestamp() AS at`.execute(trx);
  return rows[0]?.at ?? new Date(0);
}

/** A work date that has never been written to gets its row, which requests point to. `publishWorkDay` raises its version. */
export const ensureWorkDay = (trx: Records, tenantId: string, personId: string, workDate: WorkDate) =>
  trx
    .insertInto('work_days')
    .values({ tenant_id: tenantId, person_id: personId, work_date: workDate, version: 0 })
    .onConflict((conflict) => conflict.columns(['tenant_id', 'person_id', 'work_date']).doNothing())
    .execute();

/**
 * A new request with its history, its audit row and, where it waits, the mail to the approvers: in the caller's transaction, with the person locked,
 * and before `publishWorkDay`. An automatic one is approved by nobody.
 */
export async function makeRequest(maker: RequestMaker, request: NewRequest): Promise<void> {
  const { trx, rules, at, actorId } = maker;
  const { tenantId, personId } = rules;
  const { requestId, kind, mode, workDate, reason, isRecorded = false } = request;
  const isAutomatic = mode === 'automatic';
  await trx
    .insertInto('requests')
    .values({
      ...{ tenant_id: tenantId, request_id: requestId, person_id: personId, work_date: workDate, kind, mode, reason },
      ...{ state: firstRequestState(mode), is_recorded: isRecorded, body: JSON.stringify(request.body ?? {}) },
      ...{ created_at: at, submitted_at: at, decided_at: isAutomatic ? at : null, decided_by: null },
    })
    .execute();
  await addRequestEvents(trx, tenantId, [
    { requestId, at, actorId, action: 'submitted' },
    ...(isAutomatic ? [{ requestId, at, action: 'approvedAutomatically' as const }] : []),
  ]);
  await writeAudit(trx, {
    ...{ tenantId, actorId, action: 'request.submitted', subjectId: personId, requestId: maker.httpRequestId },
    detail: { requestId, kind, mode, workDate },
  });
  if (!isAutomatic) await tellApprovers(maker, request, false);
}

/** Mail to the approvers of the person's group on that date: not to senior ones (G:101-111), nor to the person. */
export async function tellApprovers(
  maker: Pick<RequestMaker, 'trx' | 'pepper' | 'rules'>,
  request: Pick<NewRequest, 'kind' | 'workDate' | 'reason'>,
  isSentAgain: boolean,
): Promise<void> {
  const { trx, pepper, rules } = maker;
  const { tenantId, personId } = rules;
  const approvers = await readNoticedApprovers(trx, tenantId, assignmentOn(rules, request.workDate).groupId, personId);
  if (approvers.length === 0) return;
  const { name: requesterName } = await trx
    .selectFrom('people')
    .select('name')
    .where('tenant_id', '=', tenantId)
    .where('person_id', '=', personId)
    .executeTakeFirstOrThrow();
  const { workDate, reason } = request;
  const notice = {
    kind: 'requestWaiting',
    request: request.kind,
    requesterName,
    workDate,
    reason,
    isSentAgain,
  } as const;
  await enqueueNotices(
    trx,
    pepper,
    approvers.map((approverId) => ({ tenantId, personId: approverId, notice })),
  );
}

/** Who is told of what waits in a group: its approvers who may sign in, but not the senior ones, nor the person whom it is about. */
export async function readNoticedApprovers(
  trx: Records,
  tenantId: string,
  groupId: string,
  exceptPersonId: string,
): Promise<string[]> {
  const rows = await trx
    .selectFrom('group_approvers as a')
    .innerJoin('people as p', (join) =>
      join.onRef('p.tenant_id', '=', 'a.tenant_id').onRef('p.person_id', '=', 'a.person_id'),
    )
    .select('a.person_id')
    .where('a.tenant_id', '=', tenantId)
    .where('a.group_id', '=', groupId)
    .where('a.is_senior', '=', false)
    .where('p.status', '=', 'active')
    .where('a.person_id', '<>', exceptPersonId)
    .orderBy('a.position')
    .execute();
  return rows.map((row) => row.person_id);
}
