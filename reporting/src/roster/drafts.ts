import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { FILE_NAME_HEADER } from '#domain/contract/roster.ts';
import type { RosterFileKind } from '#domain/contract/roster.ts';
import type { Viewer } from '../access/viewer.ts';
import { writeAudit } from '../audit/write-audit.ts';
import type { Exchange } from '../http/mount.ts';
import { uploadedFileName } from '../http/uploaded-file-name.ts';
import { refuse } from '../http/refusal.ts';
import type { Refusal } from '../http/refusal.ts';
import type { Records } from '../records/schema.ts';
import type { UploadedFile } from './plan-upload.ts';
import { refuseOthers } from './roster-deps.ts';
import type { RosterDeps } from './roster-deps.ts';

const DRAFT_HOURS = 24;
/** Of one person; the oldest goes. Three files of 5 MB each stay within bounds. */
const MAX_DRAFTS = 3;

export interface DraftFile extends UploadedFile {
  readonly fileName: string;
}
export interface Draft {
  readonly draftId: string;
  readonly expiresAt: Date;
  readonly files: readonly DraftFile[];
}

export async function createDraft(
  deps: RosterDeps,
  viewer: Viewer,
  requestId: string,
): Promise<{ draftId: string; expiresAt: number } | Refusal> {
  const refused = await refuseOthers(deps, viewer, requestId);
  if (refused !== undefined) return refused;
  const { tenantId, personId } = viewer;
  const draftId = randomUUID();
  return deps.records.transaction().execute(async (trx) => {
    await forgetOldDrafts(trx);
    await sql`
      DELETE FROM roster_drafts WHERE tenant_id = ${tenantId} AND draft_id IN (
        SELECT draft_id FROM roster_drafts WHERE tenant_id = ${tenantId} AND person_id = ${personId}
        ORDER BY created_at DESC OFFSET ${MAX_DRAFTS - 1})`.execute(trx);
    const { expires_at } = await trx
      .insertInto('roster_drafts')
      .values({
        tenant_id: tenantId,
        draft_id: draftId,
        person_id: personId,
        expires_at: sql<Date>`now() + make_interval(hours => ${DRAFT_HOURS})`,
      })
      .returning('expires_at')
      .executeTakeFirstOrThrow();
    await writeAudit(trx, { tenantId, actorId: personId, action: 'roster.draft-created', requestId });
    return { draftId, expiresAt: expires_at.getTime() };
  });
}

/** Drafts hold names and addresses: they go after a day, applied or not. */
export async function forgetOldDrafts(records: Records): Promise<void> {
  await records
    .deleteFrom('roster_drafts')
    .where('expires_at', '<', sql<Date>`now()`)
    .execute();
}

export async function putFile(
  deps: RosterDeps,
  viewer: Viewer,
  asked: { readonly draftId: string; readonly kind: RosterFileKind },
  exchange: Exchange,
): Promise<{ kind: RosterFileKind; fileName: string; bytes: number } | Refusal> {
  const { requestId, bytes = Buffer.alloc(0) } = exchange;
  const refused = await refuseOthers(deps, viewer, requestId);
  if (refused !== undefined) return refused;
  const { tenantId, personId } = viewer;
  const { draftId, kind } = asked;
  const fileName = uploadedFileName(exchange.request.get(FILE_NAME_HEADER), `${kind}.csv`);
  return deps.records.transaction().execute(async (trx) => {
    if ((await findDraft(trx, viewer, draftId)) === undefined) return refuse('not_found');
    await trx
      .insertInto('roster_draft_files')
      .values({ tenant_id: tenantId, draft_id: draftId, kind, file_name: fileName, content: bytes })
      .onConflict((conflict) =>
        conflict.columns(['tenant_id', 'draft_id', 'kind']).doUpdateSet({ file_name: fileName, content: bytes }),
      )
      .execute();
    const detail = { kind, bytes: bytes.length };
    await writeAudit(trx, { tenantId, actorId: personId, action: 'roster.file-put', detail, requestId });
    return { kind, fileName, bytes: bytes.length };
  });
}

const findDraft = (records: Records, viewer: Viewer, draftId: string) =>
  records
    .selectFrom('roster_drafts')
    .select('expires_at')
    .where('tenant_id', '=', viewer.tenantId)
    .where('person_id', '=', viewer.personId)
    .where('draft_id', '=', draftId)
    .where('expires_at', '>', sql<Date>`now()`)
    .executeTakeFirst();

/** A draft of the viewer's own with its files; undefined where there is none, or it is somebody else's. */
export async function readDraft(records: Records, viewer: Viewer, draftId: string): Promise<Draft | undefined> {
  const draft = await findDraft(records, viewer, draftId);
  if (draft === undefined) return undefined;
  const files = await records
    .selectFrom('roster_draft_files')
    .select(['kind', 'file_name', 'content'])
    .where('tenant_id', '=', viewer.tenantId)
    .where('draft_id', '=', draftId)
    .execute();
  return {
    draftId,
    expiresAt: draft.expires_at,
    files: files.map((file) => ({ kind: file.kind, fileName: file.file_name, content: file.content })),
  };
}
