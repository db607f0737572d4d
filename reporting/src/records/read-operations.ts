import type { Operation } from '#domain/contract/work-rules.ts';
import type { WorkDate } from '#domain/time/types.ts';
import { readDeclaredDay } from '#sql/work-facts.ts';
import type { Records } from './schema.ts';

/** What a person pressed on a work date, in the order of pressing, each with the state of the request that it made. */
export async function readOperations(
  records: Records,
  tenantId: string,
  personId: string,
  workDate: WorkDate,
): Promise<Operation[]> {
  const { operations } = await readDeclaredDay(records, { tenantId, personId, workDate }, 1);
  return operations;
}
