import { sql } from 'kysely';
import type { Records } from '../records/schema.ts';
import { CHAIN_START, commitmentOf, entryHash } from './chain.ts';
import type { ChainedEntry } from './chain.ts';
import type { Checkpoint } from './checkpoints.ts';

export interface ChainReport {
  readonly rows: number;
  /** Rows whose personal values have been erased: the row itself still verifies. */
  readonly erased: number;
  /** The first place where the chain does not hold. */
  readonly bad: { readonly seq: number; readonly problem: string } | undefined;
}

/** How far a verification has come. */
interface State {
  seq: number;
  hash: Buffer;
  erased: number;
  bad: ChainReport['bad'];
}

type StoredRow = Omit<ChainedEntry, 'seq' | 'action' | 'detail'> & {
  readonly chainSeq: number;
  readonly prevHash: Buffer;
  readonly hash: Buffer;
  /** null: there is no such row in the audit. */
  readonly action: string | null;
  readonly detail: string | null;
  readonly salt: Buffer | null;
  readonly personal: string | null;
};

/** Bounds the memory: a chain of millions is read in pieces. */
const PAGE_ROWS = 5_000;

/** Follows one tenant's chain from its start, and holds it against its genuine checkpoints. */
export async function verifyChain(
  records: Records,
  tenantId: string,
  checkpoints: readonly Checkpoint[],
): Promise<ChainReport> {
  const checkpointAt = new Map(checkpoints.map((each) => [each.seq, each]));
  const state: State = { seq: 0, hash: CHAIN_START, erased: 0, bad: undefined };
  for (let page = await readPage(records, tenantId, 0); page.length > 0 && state.bad === undefined;) {
    for (const row of page) {
      const problem = problemOf(row, state, checkpointAt.get(state.seq + 1));
      state.seq += 1;
      if (problem !== undefined) {
        state.bad = { seq: state.seq, problem };
        break;
      }
      state.hash = row.hash;
      if (row.personalHash !== null && row.personal === null) state.erased += 1;
    }
    page = await readPage(records, tenantId, state.seq);
  }
  return {
    rows: state.seq,
    erased: state.erased,
    bad: state.bad ?? cutOff(state, checkpoints) ?? (await outside(records, tenantId, state)),
  };
}

function problemOf(row: StoredRow, state: State, checkpoint: Checkpoint | undefined): string | undefined {
  const expectedSeq = state.seq + 1;
  if (row.chainSeq !== expectedSeq) return 'the row is missing: its place in the chain is gone';
  const { action, detail } = row;
  if (action === null || detail === null) return 'the row is missing: its place in the chain is left';
  if (!row.prevHash.equals(state.hash)) return 'the row does not continue the one before it';
  if (!entryHash(state.hash, { ...row, seq: String(expectedSeq), action, detail }).equals(row.hash))
    return 'the row is not as it was written';
  if (row.salt !== null && row.personal !== null && commitmentOf(row.salt, row.personal) !== row.personalHash)
    return 'the personal values are not as they were written';
  if (checkpoint !== undefined && checkpoint.hash !== row.hash.toString('hex'))
    return `the chain is another one than at the checkpoint of ${checkpoint.date}`;
  return undefined;
}

/** A cut tail leaves a chain that is right in itself; a checkpoint remembers that it was longer. */
function cutOff(state: State, checkpoints: readonly Checkpoint[]): ChainReport['bad'] {
  const beyond = checkpoints.find((each) => each.seq > state.seq);
  if (beyond === undefined) return undefined;
  const problem = `the rows from here on are missing: the checkpoint of ${beyond.date} had ${beyond.seq}`;
  return { seq: state.seq + 1, problem };
}

/** Rows that no commit of the product has chained: the trigger was off, or the chain's tail was cut without its rows. */
async function outside(records: Records, tenantId: string, state: State): Promise<ChainReport['bad']> {
  const { rows } = await sql<{ n: number }>`
    SELECT count(*) AS n FROM audit_entries e
    WHERE e.tenant_id = ${tenantId} AND NOT EXISTS (SELECT FROM audit_chain c WHERE c.audit_id = e.audit_id)`.execute(
    records,
  );
  const n = rows[0]?.n ?? 0;
  return n === 0 ? undefined : { seq: state.seq + 1, problem: `${n} rows have no place in the chain` };
}

async function readPage(records: Records, tenantId: string, after: number): Promise<StoredRow[]> {
  const { rows } = await sql<StoredRow>`
    SELECT c.seq AS "chainSeq", c.prev_hash AS "prevHash", c.hash, c.tenant_id AS "tenantId",
      (extract(epoch FROM e.at) * 1000000)::bigint::text AS "atMicros", e.actor_id AS "actorId", e.action,
      e.subject_id AS "subjectId", e.detail::text AS detail, e.request_id AS "requestId",
      encode(e.personal_hash, 'hex') AS "personalHash", p.salt, p.personal::text AS personal
    FROM audit_chain c
    LEFT JOIN audit_entries e ON e.audit_id = c.audit_id AND e.tenant_id = c.tenant_id
    LEFT JOIN audit_personal p ON p.audit_id = c.audit_id
    WHERE c.tenant_id = ${tenantId} AND c.seq > ${after}
    ORDER BY c.seq LIMIT ${PAGE_ROWS}`.execute(records);
  return rows;
}
