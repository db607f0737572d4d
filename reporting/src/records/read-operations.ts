import type { Operation } from '#domain/contract/work-rules.ts';
import type { WorkDate } from '#domain/time/types.ts';
import { readDeclaredDay } from '#sql/work-facts.ts';
import type { Records } from './schema.ts';

/** A press with when it came in, where it was made without a connection (epoch ms). */
export type ReceivedOperation = Operation & { readonly receivedLateAt: number | null };

/** What a person pressed on a work date, in the order of pressing, each with the state of the request that it made. */
export async function readOperations(
  records: Records,
  tenantId: string,
  personId: string,
  workDate: WorkDate,
): Promise<ReceivedOperation[]> {
  const [{ operations }, late] = await Promise.all([
    readDeclaredDay(records, { tenantId, personId, workDate }, 1),
    records
      .selectFrom('operations')
      .select(['operation_id', 'recorded_at'])
      .where('tenant_id', '=', tenantId)
      .where('person_id', '=', personId)
      .where('work_date', '=', workDate)
      .where('is_late', '=', true)
      .execute(),
  ]);
  const receivedAt = new Map(late.map((row) => [row.operation_id, row.recorded_at.getTime()]));
  return operations.map((each) => ({ ...each, receivedLateAt: receivedAt.get(each.operationId) ?? null }));
}
