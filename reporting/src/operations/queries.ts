import { sql } from 'kysely';
import { MS_PER_MINUTE } from '#domain/time/types.ts';
import type { WorkDate } from '#domain/time/types.ts';
import type { Operation } from '#domain/contract/work-rules.ts';
import type { Records } from '../records/schema.ts';

/** Serialises the presses of one person, over all instances and both sides of a day's boundary. */
export async function lockPerson(trx: Records, tenantId: string, personId: string): Promise<void> {
  await trx
    .selectFrom('people')
    .select('person_id')
    .where('tenant_id', '=', tenantId)
    .where('person_id', '=', personId)
    .forNoKeyUpdate()
    .executeTakeFirstOrThrow();
}

export async function readWorkVersion(
  records: Records,
  tenantId: string,
  personId: string,
  workDate: WorkDate,
): Promise<number> {
  const row = await records
    .selectFrom('work_days')
    .select('version')
    .where('tenant_id', '=', tenantId)
    .where('person_id', '=', personId)
    .where('work_date', '=', workDate)
    .executeTakeFirst();
  return row?.version ?? 0;
}

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
 * Adds a press after those of the day and raises the day's version, which is given back. The place is asked of the rows: gaps and the number
 * that another writer began with do not matter. The person is locked, so two presses never get the same one.
 */
export async function addOperation(
  trx: Records,
  tenantId: string,
  personId: string,
  workDate: WorkDate,
  operation: Operation,
): Promise<number> {
  const { version } = await trx
    .insertInto('work_days')
    .values({ tenant_id: tenantId, person_id: personId, work_date: workDate, version: 1 })
    .onConflict((conflict) =>
      conflict
        .columns(['tenant_id', 'person_id', 'work_date'])
        .doUpdateSet({ version: sql<number>`work_days.version + 1` }),
    )
    .returning('version')
    .executeTakeFirstOrThrow();
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
      request_state: operation.requestState,
    })
    .execute();
  return version;
}
