import { sql } from 'kysely';
import { z } from 'zod';
import { defineQuery } from '#platform/clickhouse.ts';
import type { Records } from '../records/schema.ts';

/**
 * What each PC of a tenant said of itself last: the version of its agent (a field of the agent's start that older agents lack), and whether its sensor is
 * lost. Starts are few beside minutes; a PC that has not started for two months says nothing.
 */
export const readDeviceSigns = defineQuery({
  name: 'system-status/read-device-signs',
  sql: `
    SELECT
      device_id AS deviceId,
      argMaxIf(JSONExtractString(extra, 'agentVersion'), changed_at, change = 'agentStart') AS version,
      argMaxIf(change, changed_at, change IN ('sensorLost', 'sensorBack', 'agentStart')) = 'sensorLost' AS isSensorLost
    FROM raw_session_changes_v1
    WHERE tenant_id = {tenantId:String} AND changed_at >= toDateTime64({fromSeconds:UInt32}, 3, 'UTC')
    GROUP BY device_id`,
  params: z.object({ tenantId: z.string(), fromSeconds: z.number() }),
  row: z.object({ deviceId: z.string(), version: z.string(), isSensorLost: z.number() }),
});

/** Every PC of the tenant with its person; a deleted person's PCs stay in the list without a name. */
export const readTenantDevices = (records: Records, tenantId: string) =>
  records
    .selectFrom('devices')
    .leftJoin('people', (join) =>
      join.onRef('people.tenant_id', '=', 'devices.tenant_id').onRef('people.person_id', '=', 'devices.person_id'),
    )
    .select([
      'devices.device_id',
      'devices.name',
      'devices.revoked_at',
      'people.name as person_name',
      'people.login_id',
    ])
    .where('devices.tenant_id', '=', tenantId)
    .orderBy('devices.device_id')
    .execute();

const oldestOf = (at: Date | null): number | null => at?.getTime() ?? null;

export async function readMails(records: Records, tenantId: string) {
  const row = await records
    .selectFrom('mail_outbox')
    .select((count) => [
      count.fn.countAll<number>().as('waiting'),
      count.fn.countAll<number>().filterWhere('attempts', '>', 0).as('failing'),
      sql<Date | null>`min(created_at)`.as('oldest'),
    ])
    .where('tenant_id', '=', tenantId)
    .where('state', '=', 'waiting')
    .executeTakeFirstOrThrow();
  return { waiting: row.waiting, failing: row.failing, oldestAt: oldestOf(row.oldest) };
}

export async function readOutbox(records: Records, tenantId: string) {
  const row = await records
    .selectFrom('outbox')
    .select((count) => [count.fn.countAll<number>().as('waiting'), sql<Date | null>`min(created_at)`.as('oldest')])
    .where('tenant_id', '=', tenantId)
    .where('published_at', 'is', null)
    .executeTakeFirstOrThrow();
  return { waiting: row.waiting, oldestAt: oldestOf(row.oldest) };
}
