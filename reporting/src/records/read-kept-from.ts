import { surelyKeptFrom } from '#domain/retention/work-kept-from.ts';
import { todayIn } from '../access/today-in.ts';
import type { WorkDate } from '#domain/time/types.ts';
import type { Records } from './schema.ts';

interface KeptDeps {
  readonly records: Records;
  readonly nowMs: () => number;
}

/** Whether the record of work of a date has been removed for its age. Costs nothing for the dates that everybody asks for. */
export async function isRemoved(deps: KeptDeps, tenantId: string, workDate: WorkDate): Promise<boolean> {
  if (workDate >= surelyKeptFrom(todayIn('UTC', deps.nowMs()))) return false;
  const row = await deps.records
    .selectFrom('work_kept_from')
    .select('kept_from')
    .where('tenant_id', '=', tenantId)
    .executeTakeFirst();
  return row !== undefined && workDate < row.kept_from;
}
