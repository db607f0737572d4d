import { MS_PER_MINUTE } from '#domain/time/types.ts';
import type { WorkDate } from '#domain/time/types.ts';
import type { Operation } from '#domain/contract/work-rules.ts';
import type { Records } from './schema.ts';

/** What a person pressed on a work date, in the order of pressing. */
export async function readOperations(
  records: Records,
  tenantId: string,
  personId: string,
  workDate: WorkDate,
): Promise<Operation[]> {
  const rows = await records
    .selectFrom('operations')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('person_id', '=', personId)
    .where('work_date', '=', workDate)
    .orderBy('position')
    .execute();
  return rows.map((row) => ({
    operationId: row.operation_id,
    kind: row.kind,
    atMinute: Math.floor(row.operated_at.getTime() / MS_PER_MINUTE),
    isHolidayWork: row.is_holiday_work,
    workStyle: row.work_style,
    scheduledMinutes: row.scheduled_minutes,
    requestState: row.request_state,
  }));
}
