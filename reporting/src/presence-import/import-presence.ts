import { join } from 'node:path';
import { can } from '#domain/access/can.ts';
import { SHOWN_PRESENCE_PROBLEMS } from '#domain/contract/presence-import.ts';
import type { PresenceImport } from '#domain/contract/presence-import.ts';
import type { PresenceChange, ReadPresence } from '#domain/presence-import/read-presence.ts';
import type { Analytics } from '#platform/clickhouse.ts';
import type { Viewer } from '../access/viewer.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { writeRefusedAccess } from '../audit/write-refused-access.ts';
import { refuse } from '../http/refusal.ts';
import type { Refusal } from '../http/refusal.ts';
import type { Records } from '../records/schema.ts';
import { createWorkerRun } from '../run-in-worker.ts';
import { readImportPeople } from '../records/read-import-people.ts';
import { IMPORT_DEVICE, readImported } from './queries.ts';
import type { PresenceInput } from './read-file.ts';

export interface PresenceImportDeps {
  readonly records: Records;
  readonly analytics: Analytics;
  readonly nowMs: () => number;
}

/** 50,000 rows take about a second. */
const runRead = createWorkerRun<PresenceInput, ReadPresence>(join(import.meta.dirname, 'read-worker', 'main.ts'), {
  deadlineMs: 15_000,
  maxHeapMb: 512,
});

/** Everything in this folder is an administrator's; everyone else is told that there is nothing. */
export async function refuseOthers(
  { records }: PresenceImportDeps,
  viewer: Viewer,
  requestId: string,
): Promise<Refusal | undefined> {
  if (can(viewer, 'work-import.manage', { tenantId: viewer.tenantId }, new Map())) return undefined;
  await writeRefusedAccess(records, viewer, 'work-import.manage', undefined, requestId);
  return refuse('not_found');
}

/**
 * プレゼンスの取り込み: looks at a file, and stores its changes where that is asked for and no row has an error. Person and instant are the identity, so a
 * repeat changes nothing, and another value at the same instant replaces the former import's. What PCs sent stays beside it.
 *
 * The row of the audit is committed after the rows are stored: without it they would be there unseen. A process that dies in between leaves rows that
 * the next press of the same button stores again, unchanged.
 */
export async function importPresence(
  deps: PresenceImportDeps,
  viewer: Viewer,
  asked: { readonly content: Uint8Array; readonly applies: boolean; readonly requestId: string },
): Promise<PresenceImport | Refusal> {
  const { tenantId, personId, tenant } = viewer;
  const { requestId } = asked;
  const refused = await refuseOthers(deps, viewer, requestId);
  if (refused !== undefined) return refused;
  const people = await readImportPeople(deps.records, tenantId);
  const read = await runRead({ content: asked.content, people, zone: tenant.zone, nowMs: deps.nowMs() });
  if (read === undefined) return refuse('unavailable', { retryAfterSeconds: 5 });
  const judged = await compare(deps.analytics, tenantId, read.changes);
  const errors = read.problems.filter((problem) => problem.severity === 'error');
  const mayApply = asked.applies && errors.length === 0 && read.changes.length > 0;
  if (mayApply)
    await deps.records.transaction().execute(async (trx) => {
      await writeAudit(trx, {
        ...{ tenantId, actorId: personId, requestId },
        action: 'presence.imported',
        detail: { ...judged.counts, people: judged.people },
      });
      await store(deps, tenantId, judged.changed);
    });
  const problems = [...errors, ...read.problems.filter((problem) => problem.severity === 'warning')];
  return {
    ...{ isApplied: mayApply, people: judged.people, counts: judged.counts, span: spanOf(read.changes) },
    problems: {
      ...{ errors: errors.length, total: problems.length },
      first: problems.slice(0, SHOWN_PRESENCE_PROBLEMS),
    },
  };
}

function spanOf(changes: readonly PresenceChange[]): PresenceImport['span'] {
  if (changes.length === 0) return null;
  const at = changes.map((change) => change.changedAt).sort((a, b) => a - b);
  return { from: at[0] ?? 0, to: at.at(-1) ?? 0 };
}

const keyOf = ({ personId, changedAt }: Pick<PresenceChange, 'personId' | 'changedAt'>): string =>
  `${personId} ${changedAt}`;

/** Against what was imported before. */
async function compare(analytics: Analytics, tenantId: string, changes: readonly PresenceChange[]) {
  const personIds = [...new Set(changes.map((change) => change.personId))];
  const span = spanOf(changes);
  const rows = span === null ? [] : await analytics.query(readImported, { tenantId, personIds, ...span });
  const imported = new Map(rows.map((row) => [keyOf(row), row.activity]));
  const counts = { added: 0, replaced: 0, unchanged: 0 };
  const changed = changes.filter((change) => {
    const former = imported.get(keyOf(change));
    if (former === undefined) counts.added += 1;
    else if (former === change.activity) counts.unchanged += 1;
    else counts.replaced += 1;
    return former !== change.activity;
  });
  return { counts, changed, people: personIds.length };
}

/** Twelve thousand rows a second; a month of the store is one block, whole or not there. */
async function store(deps: PresenceImportDeps, tenantId: string, changes: readonly PresenceChange[]): Promise<void> {
  const receivedAt = new Date(deps.nowMs()).toISOString();
  await deps.analytics.insertRows(
    'raw_presence_changes_v1',
    ['tenant_id', 'person_id', 'changed_at', 'activity', 'device_id', 'received_at'],
    changes.map(({ personId, changedAt, activity }) => [
      ...[tenantId, personId, new Date(changedAt).toISOString(), activity, IMPORT_DEVICE, receivedAt],
    ]),
  );
}
