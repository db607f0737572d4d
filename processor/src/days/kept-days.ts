import { z } from 'zod';
import { surelyKeptFrom } from '#domain/retention/work-kept-from.ts';
import { workDateOfDayNumber } from '#domain/time/calendar.ts';
import { MINUTES_PER_DAY, MS_PER_MINUTE } from '#domain/time/types.ts';
import type { WorkDate } from '#domain/time/types.ts';
import { defineQuery } from '#platform/clickhouse.ts';
import type { Analytics } from '#platform/clickhouse.ts';

const readKeptFrom = defineQuery({
  name: 'days/read-kept-from',
  sql: `
    SELECT tenant_id AS tenantId, toString(max(kept_from)) AS keptFrom
    FROM work_kept_from_v1
    WHERE tenant_id IN {tenants:Array(String)}
    GROUP BY tenant_id`,
  params: z.object({ tenants: z.array(z.string()) }),
  row: z.object({ tenantId: z.string(), keptFrom: z.string() }),
});

interface Dated {
  readonly tenantId: string;
  readonly workDate: WorkDate;
}

/**
 * Without those whose record has been removed for its age: computed from what is left of their inputs they would come back as days without work. The
 * store is asked only about dates so old that some tenant may have removed them; of all others this costs a comparison.
 */
export async function keptDays<Day extends Dated>(
  analytics: Analytics,
  days: readonly Day[],
  nowMs: number,
): Promise<readonly Day[]> {
  const today = workDateOfDayNumber(Math.floor(nowMs / MS_PER_MINUTE / MINUTES_PER_DAY));
  const surely = surelyKeptFrom(today);
  const tenants = new Set<string>();
  for (const { tenantId, workDate } of days) if (workDate < surely) tenants.add(tenantId);
  if (tenants.size === 0) return days;
  const rows = await analytics.query(readKeptFrom, { tenants: [...tenants] });
  const keptFrom = new Map(rows.map((row) => [row.tenantId, row.keptFrom]));
  return days.filter(({ tenantId, workDate }) => workDate >= (keptFrom.get(tenantId) ?? ''));
}
