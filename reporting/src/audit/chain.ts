import { createHash } from 'node:crypto';

/** A row of the audit as the record store writes its values as text; null where there is none. */
export interface ChainedEntry {
  readonly seq: string;
  readonly tenantId: string;
  readonly atMicros: string;
  readonly actorId: string | null;
  readonly action: string;
  readonly subjectId: string | null;
  readonly detail: string;
  readonly requestId: string | null;
  /** SHA-256 of salt and personal values, hex. */
  readonly personalHash: string | null;
}

/** What the first row of a chain continues. */
export const CHAIN_START = Buffer.alloc(32);

/** The hash of a row in its place: the same as audit_entry_hash in sql/postgres/0008. An array of texts has one canonical JSON. */
export function entryHash(previous: Uint8Array, entry: ChainedEntry): Buffer {
  const values = [
    entry.seq,
    entry.tenantId,
    entry.atMicros,
    entry.actorId,
    entry.action,
    entry.subjectId,
    entry.detail,
    entry.requestId,
    entry.personalHash,
  ];
  return createHash('sha256').update(previous).update(JSON.stringify(values)).digest();
}

/** What the row holds of values about a person: without the salt nobody can try values against it. */
export const commitmentOf = (salt: Uint8Array, personal: string): string =>
  createHash('sha256').update(salt).update(personal).digest('hex');
