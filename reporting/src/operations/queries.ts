import { sql } from 'kysely';
import { MS_PER_MINUTE } from '#domain/time/types.ts';
import type { WorkDate } from '#domain/time/types.ts';
import type { Operation } from '#domain/contract/work-rules.ts';
import type { Records } from '../records/schema.ts';

/** Whose press this id is, if it was taken already. */
export async function findOperationOwner(
  records: Records,
  tenantId: string,
  operationId: string,
): Promise<string | undefined> {
  const row = await records
    .selectFrom('operations')
    .select('person_id')
    .where('tenant_id', '=', tenantId)
    .where('operation_id', '=', operationId)
    .executeTakeFirst();
  return row?.person_id;
}

/**
 * Adds a press after those of the day. The place is asked of the rows: gaps and the number that another writer began with do not matter. The
 * person is locked, so two presses never get the same one; `publishWorkDay` then raises the day's version.
 */
export async function addOperation(
  trx: Records,
  { tenantId, personId, workDate }: { tenantId: string; personId: string; workDate: WorkDate },
  operation: Operation,
  { requestId, isLate }: { requestId: string | null; isLate: boolean },
): Promise<void> {
  await trx
    .insertInto('operations')
    .values({
      tenant_id: tenantId,
      operation_id: operation.operationId,
      person_id: personId,
      work_date: workDate,
      position: sql<number>`(SELECT coalesce(max(position) + 1, 0) FROM operations
        WHERE tenant_id = ${tenantId} AND person_id = ${personId} AND work_date = ${workDate})`,
      kind: operation.kind,
      operated_at: new Date(operation.atMinute * MS_PER_MINUTE),
      is_holiday_work: operation.isHolidayWork,
      work_style: operation.workStyle,
      scheduled_minutes: operation.scheduledMinutes,
      half_day: operation.halfDay,
      request_id: requestId,
      is_late: isLate,
    })
    .execute();
}
