import type { KeyObject } from 'node:crypto';
import { sql } from 'kysely';
import type { Records } from '../../records/schema.ts';
import { isGenuine } from '../checkpoints.ts';
import type { Checkpoint } from '../checkpoints.ts';
import { verifyChain } from '../verify-chain.ts';

/**
 * Follows the chain of every tenant that is or, by a checkpoint, was there; says a line for each. False as soon as one of them does not hold.
 */
export async function verifyAudit(
  records: Records,
  checkpoints: readonly Checkpoint[],
  publicKey: KeyObject,
  say: (line: string) => void,
): Promise<boolean> {
  let holds = true;
  const genuine = checkpoints.filter((each) => isGenuine(each, publicKey));
  for (const forged of checkpoints.filter((each) => !genuine.includes(each))) {
    holds = false;
    say(`BAD tenant ${forged.tenantId} seq ${forged.seq}: the checkpoint of ${forged.date} has not been signed here`);
  }
  const tenants = await sql<{ tenantId: string }>`
    SELECT tenant_id AS "tenantId" FROM tenants UNION SELECT tenant_id FROM audit_chain ORDER BY 1`.execute(records);
  const tenantIds = new Set([
    ...tenants.rows.map((row) => row.tenantId),
    ...genuine.map((checkpoint) => checkpoint.tenantId),
  ]);
  for (const tenantId of tenantIds) {
    const own = genuine.filter((each) => each.tenantId === tenantId);
    const { rows, erased, bad } = await verifyChain(records, tenantId, own);
    if (bad === undefined) {
      say(`ok  tenant ${tenantId}: ${rows} rows, ${own.length} checkpoints, personal values of ${erased} rows erased`);
    } else {
      holds = false;
      say(`BAD tenant ${tenantId} seq ${bad.seq}: ${bad.problem}`);
    }
  }
  return holds;
}
