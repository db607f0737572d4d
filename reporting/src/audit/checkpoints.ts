import { sign, verify } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { sql } from 'kysely';
import { z } from 'zod';
import { readIfPresent, replaceFile } from '#platform/files.ts';
import type { Logger } from '#platform/log.ts';
import type { Records } from '../records/schema.ts';

/** How far a tenant's audit had come, signed with the portal's key. What was cut off or rewritten since then shows against it. */
const checkpointSchema = z.strictObject({
  tenantId: z.uuid(),
  seq: z.int().positive(),
  hash: z.string(),
  /** Date of writing, UTC: one a day. */
  date: z.iso.date(),
  signature: z.string(),
});
export type Checkpoint = z.infer<typeof checkpointSchema>;

/** Names its purpose first, so that the signature can never be taken for a device certificate's, nor the other way. */
const signedBytes = (checkpoint: Omit<Checkpoint, 'signature'>): Buffer =>
  Buffer.from(
    ['kinmu audit checkpoint v1', checkpoint.tenantId, checkpoint.seq, checkpoint.hash, checkpoint.date].join('\n'),
  );

export const isGenuine = (checkpoint: Checkpoint, publicKey: KeyObject): boolean =>
  verify(null, signedBytes(checkpoint), publicKey, Buffer.from(checkpoint.signature, 'base64url'));

/** @throws when a line is not a checkpoint: the file is replaced whole, so a half line is never our own doing. */
export async function readCheckpoints(file: string): Promise<Checkpoint[]> {
  const text = (await readIfPresent(file)) ?? '';
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => checkpointSchema.parse(JSON.parse(line)));
}

export interface CheckpointDeps {
  readonly records: Records;
  readonly file: string;
  readonly privateKey: KeyObject;
  readonly nowMs: () => number;
  readonly log: Logger;
}

/**
 * Adds today's line for each tenant that has none yet and whose audit has grown since its last. The same goes to the log, which leaves the
 * machine where logs are collected: a checkpoint beside the data proves little against someone who owns both.
 */
export async function writeCheckpoints(deps: CheckpointDeps): Promise<void> {
  const present = await readCheckpoints(deps.file);
  const lastOf = new Map(present.map((each) => [each.tenantId, each]));
  const date = new Date(deps.nowMs()).toISOString().slice(0, 10);
  const heads = await sql<{ tenantId: string; seq: number; hash: string }>`
    SELECT t.tenant_id AS "tenantId", c.seq, encode(c.hash, 'hex') AS hash
    FROM tenants t CROSS JOIN LATERAL
      (SELECT seq, hash FROM audit_chain WHERE tenant_id = t.tenant_id ORDER BY seq DESC LIMIT 1) c`.execute(
    deps.records,
  );
  const added = heads.rows
    .filter(({ tenantId, seq }) => {
      const last = lastOf.get(tenantId);
      return last === undefined || (last.date < date && last.seq < seq);
    })
    .map((head) => {
      const unsigned = { ...head, date };
      return { ...unsigned, signature: sign(null, signedBytes(unsigned), deps.privateKey).toString('base64url') };
    });
  if (added.length === 0) return;
  await mkdir(dirname(deps.file), { recursive: true, mode: 0o700 });
  await replaceFile(deps.file, [...present, ...added].map((each) => `${JSON.stringify(each)}\n`).join(''));
  for (const { tenantId, seq, hash, signature } of added)
    deps.log.info({ tenantId, seq, hash, signature }, 'audit checkpoint');
}
