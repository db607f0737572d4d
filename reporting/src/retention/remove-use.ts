import { z } from 'zod';
import type { WorkDate } from '#domain/time/types.ts';
import { defineQuery } from '#platform/clickhouse.ts';
import type { Analytics } from '#platform/clickhouse.ts';

const OLD = "to_second <= toUnixTimestamp(toDateTime({before:Date}, 'UTC'))";
const countOldUse = defineQuery({
  name: 'retention/count-old-use',
  sql: `SELECT count() AS rows FROM day_use_v1 WHERE tenant_id = {tenantId:String} AND ${OLD}`,
  params: z.object({ tenantId: z.string(), before: z.string() }),
  row: z.object({ rows: z.number() }),
});

/**
 * What was summed from windows goes with them. A work date that lies across the limit has lost a part of its windows: it is touched, so that it is summed
 * again (window-use/roll-up-use.ts). May be repeated.
 */
export async function removeUse(analytics: Analytics, tenantId: string, before: WorkDate): Promise<void> {
  const params = { tenantId, before };
  const [count] = await analytics.query(countOldUse, params);
  if ((count?.rows ?? 0) > 0) {
    await analytics.command(`DELETE FROM day_use_v1 WHERE tenant_id = {tenantId:String} AND ${OLD}`, params);
    const touches = 'tenant_id = {tenantId:String} AND touch_day < {before:Date}';
    await analytics.command(`DELETE FROM window_touches_v1 WHERE ${touches}`, params);
  }
  await analytics.command(
    `INSERT INTO window_touches_v1 (tenant_id, person_id, touch_day, touched_at)
     SELECT tenant_id, person_id, {before:Date}, now64(3, 'UTC')
     FROM day_use_v1 FINAL
     WHERE tenant_id = {tenantId:String} AND windows > 0
       AND toUnixTimestamp(toDateTime({before:Date}, 'UTC')) > from_second AND NOT (${OLD})`,
    params,
  );
}
