import { sql } from 'kysely';
import { z } from 'zod';
import { defineQuery } from '#platform/clickhouse.ts';
import type { Records } from '../records/schema.ts';

/** When each device of a person last sent anything, epoch ms. */
export const readLastReceivedByDevice = defineQuery({
  name: 'reporting/read-last-received-by-device',
  sql: `
    SELECT device_id AS deviceId, toUnixTimestamp64Milli(max(received_at)) AS receivedAt
    FROM (
      ${['raw_input_minutes_v1', 'raw_session_changes_v1']
        .map(
          (table) =>
            `SELECT device_id, received_at FROM ${table} WHERE tenant_id = {tenantId:String} AND person_id = {personId:String}`,
        )
        .join(' UNION ALL ')}
    )
    GROUP BY device_id`,
  params: z.object({ tenantId: z.string(), personId: z.string() }),
  row: z.object({ deviceId: z.string(), receivedAt: z.int() }),
});

export const readDevices = (records: Records, tenantId: string, personId: string) =>
  records
    .selectFrom('devices')
    .select(['device_id', 'name', 'enrolled_at', 'revoked_at'])
    .where('tenant_id', '=', tenantId)
    .where('person_id', '=', personId)
    .orderBy('enrolled_at')
    .orderBy('device_id')
    .execute();

/** Whether a person works here at all: a PC of the built-in `admin` would count for nobody. */
export async function hasAssignment(records: Records, tenantId: string, personId: string): Promise<boolean> {
  const row = await records
    .selectFrom('assignments')
    .select('person_id')
    .where('tenant_id', '=', tenantId)
    .where('person_id', '=', personId)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

export const CODE_VALID_DAYS = 7;

export async function addCode(trx: Records, tenantId: string, personId: string, codeHash: Buffer): Promise<Date> {
  const { expires_at } = await trx
    .insertInto('enrolment_codes')
    .values({
      code_hash: codeHash,
      tenant_id: tenantId,
      person_id: personId,
      expires_at: sql<Date>`now() + make_interval(days => ${CODE_VALID_DAYS})`,
    })
    .returning('expires_at')
    .executeTakeFirstOrThrow();
  return expires_at;
}

/** The code's row, locked: of two PCs with one code the second waits and finds it used. Expiry by the database clock. */
export const takeCode = (trx: Records, codeHash: Buffer) =>
  trx
    .selectFrom('enrolment_codes')
    .select(['tenant_id', 'person_id', 'used_at'])
    .select(sql<boolean>`expires_at <= now()`.as('is_expired'))
    .where('code_hash', '=', codeHash)
    .forUpdate()
    .executeTakeFirst();
