import { isDeepStrictEqual } from 'node:util';
import type { Logger } from '#platform/log.ts';
import type { KV } from '#platform/nats.ts';
import type { Records } from '../records/schema.ts';
import { readPolicies } from './queries.ts';

export interface PolicyRelayDeps {
  readonly records: Records;
  /** Bucket `tenant_policies`; opened anew each time, so that one that the broker lost is made again. */
  readonly openBucket: () => Promise<KV>;
  readonly log: Logger;
}

/**
 * Makes the bucket say what PostgreSQL says, of every tenant. It runs after each change and again and again as a sweep, keeps no note of what it
 * told, and so repairs whatever happened between: a process that died, a broker that was down or lost its data, a restored database.
 *
 * The bucket is read first, PostgreSQL second, and a value is written only over the revision that was read: of two portals at once the one
 * that read the older settings fails, and its next sweep finds nothing to do. Until ingest knows a tenant's policy it takes nothing of it.
 */
export async function relayPolicies(deps: PolicyRelayDeps): Promise<void> {
  try {
    const bucket = await deps.openBucket();
    const told = new Map<string, { revision: number; value: unknown }>();
    for (const tenantId of (await readPolicies(deps.records)).keys()) {
      const entry = await bucket.get(tenantId);
      if (entry !== null) told.set(tenantId, { revision: entry.revision, value: readJson(entry.string()) });
    }
    for (const [tenantId, policy] of await readPolicies(deps.records)) {
      const { revision, value } = told.get(tenantId) ?? { revision: 0, value: undefined };
      if (isDeepStrictEqual(value, policy)) continue;
      await bucket.put(tenantId, JSON.stringify(policy), { previousSeq: revision });
      deps.log.info({ tenantId, policy }, 'policy told to ingest');
    }
  } catch (err) {
    deps.log.warn({ err }, 'policies of tenants wait');
  }
}

/** Undefined: no value that anybody could obey. */
function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
