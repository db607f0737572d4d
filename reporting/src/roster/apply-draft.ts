import { SHOWN_ROSTER_ROWS } from '#domain/contract/roster.ts';
import type { RosterAction } from '#domain/contract/roster.ts';
import type { WorkDate } from '#domain/time/types.ts';
import type { Viewer } from '../access/viewer.ts';
import { Refusal, refuse } from '../http/refusal.ts';
import { changeRoster, countsOf, lockRoster, readDeedsSince } from './change-roster.ts';
import { strandedPlaces } from './check-stranded.ts';
import { dryRun } from './dry-run.ts';
import type { DryRun } from './dry-run.ts';
import { startOf, todayOf } from './roster-deps.ts';
import type { RosterDeps } from './roster-deps.ts';
import { targetsOf } from './targets.ts';

const SHOWN_PLACES = 20;

interface Applied {
  readonly version: number;
  readonly changes: number;
  readonly counts: Record<RosterAction, number>;
  readonly passwordMails: number;
}

/**
 * Applies all files of a draft, or none. The files are judged again without a lock (that takes seconds); under the lock only the version is
 * compared: has somebody changed the roster since the dry run that the administrator saw, they are told who and what.
 */
export async function applyDraft(
  deps: RosterDeps,
  viewer: Viewer,
  asked: { readonly draftId: string; readonly rosterVersion: number; readonly effectiveFrom?: WorkDate | undefined },
  requestId: string,
): Promise<Applied | Refusal> {
  const from = startOf(deps, viewer, asked.effectiveFrom);
  const run = await dryRun(deps, viewer, asked.draftId, requestId);
  if (!('plan' in run)) return run;
  if (run.roster.version !== asked.rosterVersion) return changedSince(deps, viewer, asked.rosterVersion);
  if (run.outdatedBy.length > 0) return refuse('roster_changed', { deeds: run.outdatedBy });
  if (!run.canApply) return refuse('roster_refused', { places: placesOf(run) });
  if (from instanceof Refusal) return from;
  const stranded = from > todayOf(deps, viewer) ? strandedPlaces(run.roster.state, run.plan.changes, from) : [];
  if (stranded.length > 0) return refuse('roster_refused', { places: stranded.slice(0, SHOWN_PLACES) });
  const result = await deps.records
    .transaction()
    .execute((trx) => write({ ...deps, records: trx }, viewer, run, from, requestId));
  return result ?? changedSince(deps, viewer, asked.rosterVersion);
}

/** The first errors; all of them are in the dry run. */
const placesOf = (run: DryRun) =>
  run.plan.problems
    .filter((problem) => problem.severity === 'error')
    .slice(0, SHOWN_PLACES)
    .map(({ kind, line, column, text }) => ({
      path: [kind, line, column].filter((part) => part !== null).join(':'),
      message: text,
    }));

/** Undefined: somebody else was faster. */
async function write(
  deps: RosterDeps,
  viewer: Viewer,
  run: DryRun,
  from: WorkDate,
  requestId: string,
): Promise<Applied | undefined> {
  const { tenantId, personId } = viewer;
  const { version, state } = run.roster;
  if ((await lockRoster(deps.records, tenantId)) !== version) return undefined;
  await deps.records
    .deleteFrom('roster_drafts')
    .where('tenant_id', '=', tenantId)
    .where('draft_id', '=', run.draft.draftId)
    .execute();
  const counts = countsOf(run.plan.changes);
  // 「変更はありません」: no version without a change, so the upload before this one can still be undone.
  if (run.plan.changes.length === 0) return { version, changes: 0, counts, passwordMails: 0 };
  const written = await changeRoster(deps, deps.records, {
    ...{ tenantId, actorId: personId, requestId, source: 'upload', version, state },
    targets: targetsOf(run.plan.changes),
    from,
  });
  return { ...written, counts };
}

export async function changedSince(
  deps: Pick<RosterDeps, 'records'>,
  viewer: Viewer,
  version: number,
): Promise<Refusal> {
  const deeds = await readDeedsSince(deps.records, viewer.tenantId, version, {}, SHOWN_ROSTER_ROWS);
  return refuse('roster_changed', { deeds });
}
