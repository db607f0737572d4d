import { z } from 'zod';
import { clockSchema, workDateSchema } from '#domain/contract/work-rules.ts';
import type { WorkDate } from '#domain/time/types.ts';
import { defineQuery } from '#platform/clickhouse.ts';
import type { Analytics } from '#platform/clickhouse.ts';

const query = defineQuery({
  name: 'auto-end/list-auto-ended-days',
  sql: `
    SELECT toString(work_date) AS workDate, JSONExtractInt(day, 'clockInClock') AS startClock
    FROM computed_days_v1 FINAL
    WHERE tenant_id = {tenantId:String} AND person_id = {personId:String} AND work_date >= {firstDate:Date}
      AND day_state = 'autoEnded' AND is_confirmed = 0
    ORDER BY work_date DESC`,
  params: z.object({ tenantId: z.string(), personId: z.string(), firstDate: z.string() }),
  row: z.object({ workDate: workDateSchema, startClock: clockSchema }),
});

/** Days of a person that were ended automatically and not corrected, the newest first. */
export const listAutoEndedDays = (
  analytics: Analytics,
  person: { readonly tenantId: string; readonly personId: string },
  firstDate: WorkDate,
) => analytics.query(query, { tenantId: person.tenantId, personId: person.personId, firstDate });
