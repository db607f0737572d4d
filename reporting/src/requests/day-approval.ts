import { doesApprovalHold } from '#domain/approval/day-decision.ts';
import type { DayApproval } from '#domain/contract/work-rules.ts';
import type { WorkDate } from '#domain/time/types.ts';
import type { Records } from '../records/schema.ts';

export interface DayKey {
  readonly tenantId: string;
  readonly personId: string;
  readonly workDate: WorkDate;
}

export async function readDayApproval(records: Records, day: DayKey): Promise<DayApproval | undefined> {
  const row = await records
    .selectFrom('day_approvals')
    .select('approval')
    .where('tenant_id', '=', day.tenantId)
    .where('person_id', '=', day.personId)
    .where('work_date', '=', day.workDate)
    .executeTakeFirst();
  return row?.approval;
}

/** Makes this the present approval of the day; the former one stays in audit and history. */
export async function writeDayApproval(trx: Records, day: DayKey, approval: DayApproval): Promise<void> {
  const values = {
    approved_at: new Date(approval.approvedAt),
    approved_by: approval.approverId,
    approval: JSON.stringify(approval) as never,
  };
  await trx
    .insertInto('day_approvals')
    .values({ tenant_id: day.tenantId, person_id: day.personId, work_date: day.workDate, ...values })
    .onConflict((conflict) => conflict.columns(['tenant_id', 'person_id', 'work_date']).doUpdateSet(values))
    .execute();
}

/**
 * Puts the present approval of a day aside while a newer request stands, and back when that one is returned or withdrawn. Call it after every
 * change of a request, before `publishWorkDay`.
 */
export async function settleApprovalHold(trx: Records, day: DayKey): Promise<void> {
  const approval = await readDayApproval(trx, day);
  if (approval === undefined) return;
  const rows = await trx
    .selectFrom('requests')
    .select(['submitted_at', 'state', 'mode'])
    .where('tenant_id', '=', day.tenantId)
    .where('person_id', '=', day.personId)
    .where('work_date', '=', day.workDate)
    .execute();
  const requests = rows.map((row) => ({
    submittedAt: row.submitted_at.getTime(),
    state: row.state,
    isAutomatic: row.mode === 'automatic',
  }));
  const holds = doesApprovalHold(approval.approvedAt, requests);
  if (holds !== approval.holds) await writeDayApproval(trx, day, { ...approval, holds });
}
