import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { RetentionKind } from '#domain/contract/retention.ts';
import type { WorkDate } from '#domain/time/types.ts';
import { writeAudit } from '../audit/write-audit.ts';
import type { Records } from '../records/schema.ts';

/** A row of the proof: what of a tenant goes. */
export interface Removal {
  readonly tenantId: string;
  readonly kind: RetentionKind;
  readonly removedBefore: WorkDate;
  /** Stored when it began. */
  readonly rows: number;
}

/** Before anything is removed. Gives the id of the run. */
export async function beginProof(records: Records, removal: Removal, today: WorkDate): Promise<string> {
  const { tenantId, kind, removedBefore, rows } = removal;
  const runId = randomUUID();
  await records
    .insertInto('retention_runs')
    .values({ tenant_id: tenantId, run_id: runId, kind, run_date: today, removed_before: removedBefore, rows })
    .execute();
  return runId;
}

/** After it is seen to be gone; the audit has it where there was anything. */
export async function endProof(records: Records, runId: string, removal: Removal): Promise<void> {
  const { tenantId, kind, removedBefore, rows } = removal;
  await records.transaction().execute(async (trx) => {
    await trx
      .updateTable('retention_runs')
      .set({ ended_at: sql<Date>`now()` })
      .where('run_id', '=', runId)
      .execute();
    if (rows > 0)
      await writeAudit(trx, { tenantId, action: 'retention.removed', detail: { kind, removedBefore, rows } });
  });
}
