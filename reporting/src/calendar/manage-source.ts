import { sql } from 'kysely';
import type { CalendarAnswer, CalendarSync } from '#domain/contract/calendar.ts';
import { MS_PER_MINUTE } from '#domain/time/types.ts';
import type { WorkDate } from '#domain/time/types.ts';
import { publishWorkDay } from '#sql/work-facts.ts';
import { findViewedPerson } from '../access/find-viewed-person.ts';
import type { ViewedPerson } from '../access/find-viewed-person.ts';
import type { Viewer } from '../access/viewer.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { refuse } from '../http/refusal.ts';
import type { Refusal } from '../http/refusal.ts';
import { lockPeople } from '../records/lock-people.ts';
import type { Records } from '../records/schema.ts';
import { NO_COUNTS } from './plan-import.ts';
import { runReading } from './run-reading.ts';
import { sealAddress } from './seal-address.ts';
import { deleteSource, describeSource, readSource, replaceSource } from './source-queries.ts';
import { importInto, readPerson, syncSource } from './sync-source.ts';
import type { CalendarDeps } from './sync-source.ts';

/** Pressed again sooner, a button would only ask somebody else's server once more. */
const SECONDS_BETWEEN_SYNCS = 10;

const findOwner = (deps: CalendarDeps, viewer: Viewer, requestId: string): Promise<ViewedPerson | undefined> =>
  findViewedPerson(deps.records, viewer, 'me', Math.floor(deps.nowMs() / MS_PER_MINUTE), requestId, 'task.manage');

export async function readOwnSource(
  deps: CalendarDeps,
  viewer: Viewer,
  requestId: string,
): Promise<CalendarAnswer | Refusal> {
  const owner = await findOwner(deps, viewer, requestId);
  return owner === undefined ? refuse('not_found') : describeSource(deps.records, viewer);
}

/** Stores the address, then imports it at once: the person sees right away whether it was the right one. */
export async function saveSource(
  deps: CalendarDeps,
  viewer: Viewer,
  url: string,
  requestId: string,
): Promise<CalendarAnswer | Refusal> {
  const { tenantId, personId } = viewer;
  if ((await findOwner(deps, viewer, requestId)) === undefined) return refuse('not_found');
  const host = new URL(url).hostname;
  await deps.records.transaction().execute(async (trx) => {
    await replaceSource(trx, viewer, { kind: 'url', sealed: sealAddress(deps.pepper, personId, url), host });
    await writeAudit(trx, {
      ...{ tenantId, actorId: personId, action: 'calendar-source.saved', subjectId: personId },
      ...{ detail: { kind: 'url', host }, requestId },
    });
  });
  const source = await readSource(deps.records, viewer);
  if (source !== undefined) await syncSource(deps, source, { actorId: personId, requestId });
  return describeSource(deps.records, viewer);
}

export async function syncNow(
  deps: CalendarDeps,
  viewer: Viewer,
  requestId: string,
): Promise<CalendarAnswer | Refusal> {
  if ((await findOwner(deps, viewer, requestId)) === undefined) return refuse('not_found');
  const source = await readSource(deps.records, viewer);
  if (source?.kind !== 'url') return refuse('not_found');
  const lastAt = source.synced_at?.getTime() ?? 0;
  if (Date.now() - lastAt < SECONDS_BETWEEN_SYNCS * 1_000) {
    return refuse('too_many_attempts', { retryAfterSeconds: SECONDS_BETWEEN_SYNCS });
  }
  await syncSource(deps, source, { actorId: viewer.personId, requestId });
  return describeSource(deps.records, viewer);
}

/** A file is read first and stored never: only what it says becomes the source's state. With a problem everything stays as it was. */
export async function uploadFile(
  deps: CalendarDeps,
  viewer: Viewer,
  bytes: Uint8Array,
  requestId: string,
): Promise<(CalendarAnswer & { sync: CalendarSync }) | Refusal> {
  const owner = await findOwner(deps, viewer, requestId);
  const person = owner && (await readPerson(deps, viewer));
  if (person === undefined) return refuse('not_found');
  const read = await runReading({ text: Buffer.from(bytes).toString('utf8'), window: person.window });
  const { tenantId, personId } = viewer;
  const result = await deps.records.transaction().execute(async (trx) => {
    if (!('problem' in read)) {
      await replaceSource(trx, viewer, { kind: 'file', sealed: null, host: null });
      await writeAudit(trx, {
        ...{ tenantId, actorId: personId, action: 'calendar-source.saved', subjectId: personId },
        ...{ detail: { kind: 'file' }, requestId },
      });
    }
    return 'problem' in read ? undefined : importInto(trx, person, read, { actorId: personId, requestId });
  });
  deps.kickRelay();
  const answer = await describeSource(deps.records, viewer);
  const at = answer.source?.lastSync?.at ?? deps.nowMs();
  const problem = 'problem' in read ? read.problem : null;
  const problemDetail = 'problem' in read ? read.detail : '';
  return { ...answer, sync: { at, problem, problemDetail, counts: result?.counts ?? NO_COUNTS } };
}

/** Imports no more. What is still to come goes, what has been is history; what the person has written about stays and is marked. */
export async function removeSource(
  deps: CalendarDeps,
  viewer: Viewer,
  requestId: string,
): Promise<CalendarAnswer | Refusal> {
  const owner = await findOwner(deps, viewer, requestId);
  if (owner === undefined) return refuse('not_found');
  const { tenantId, personId } = viewer;
  await deps.records.transaction().execute(async (trx) => {
    if (!(await deleteSource(trx, viewer))) return;
    await lockPeople(trx, tenantId, [personId]);
    for (const workDate of await removeEntries(trx, viewer, owner.currentWorkDate)) {
      await publishWorkDay(trx, tenantId, personId, workDate);
    }
    await writeAudit(trx, {
      ...{ tenantId, actorId: personId, action: 'calendar-source.removed', subjectId: personId, requestId },
    });
  });
  deps.kickRelay();
  return { source: null };
}

/** Gives the dates that have lost an entry. */
async function removeEntries(trx: Records, { tenantId, personId }: Viewer, from: WorkDate): Promise<WorkDate[]> {
  const removed = await trx
    .deleteFrom('tasks')
    .where('tenant_id', '=', tenantId)
    .where('person_id', '=', personId)
    .where('source', '=', 'calendar')
    .where('work_date', '>=', from)
    .where('report', '=', '')
    .where('progress', '=', 0)
    .returning('work_date')
    .execute();
  await trx
    .updateTable('tasks')
    .set({ is_dropped: true, version: sql<number>`version + 1` })
    .where('tenant_id', '=', tenantId)
    .where('person_id', '=', personId)
    .where('source', '=', 'calendar')
    .where('work_date', '>=', from)
    .execute();
  return [...new Set(removed.map((row) => row.work_date))].sort();
}
