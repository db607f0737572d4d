import { sql } from 'kysely';
import type { Logger } from '#platform/log.ts';
import type { KV } from '#platform/nats.ts';
import type { Records } from '../records/schema.ts';

export interface RevocationDeps {
  readonly records: Records;
  /** Bucket `device_revocations`: a key is a revoked device. */
  readonly bucket: KV;
  readonly log: Logger;
}

/**
 * Tells the broker of every revoked device that it was not told of. Runs after each revocation and again and again as a sweep, so that a
 * process that dies between the two, or a broker that is down, only delays it. Putting a key twice changes nothing.
 */
export async function relayRevocations(deps: RevocationDeps): Promise<void> {
  try {
    const rows = await deps.records
      .selectFrom('devices')
      .select(['tenant_id', 'device_id', 'revoked_at'])
      .where('revoked_at', 'is not', null)
      .where('revocation_published_at', 'is', null)
      .limit(1_000)
      .execute();
    for (const row of rows) {
      await deps.bucket.put(row.device_id, JSON.stringify({ revokedAt: row.revoked_at?.getTime() }));
      await deps.records
        .updateTable('devices')
        .set({ revocation_published_at: sql<Date>`now()` })
        .where('tenant_id', '=', row.tenant_id)
        .where('device_id', '=', row.device_id)
        .execute();
    }
  } catch (err) {
    deps.log.warn({ err }, 'device revocations wait');
  }
}

/** At start: a broker that lost its data is told of all of them again. */
export async function forgetLostRevocations(deps: RevocationDeps): Promise<void> {
  const rows = await deps.records
    .selectFrom('devices')
    .select('device_id')
    .where('revocation_published_at', 'is not', null)
    .execute();
  for (const { device_id } of rows) {
    if ((await deps.bucket.get(device_id)) !== null) continue;
    await deps.records
      .updateTable('devices')
      .set({ revocation_published_at: null })
      .where('device_id', '=', device_id)
      .execute();
  }
}
