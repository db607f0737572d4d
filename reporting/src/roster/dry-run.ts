import type { z } from 'zod';
import { SHOWN_ROSTER_ROWS } from '#domain/contract/roster.ts';
import type {
  readRosterDraft as readRosterDraftEndpoint,
  RosterDeed,
  RosterProblemView,
} from '#domain/contract/roster.ts';
import type { RosterChange } from '#domain/roster/types.ts';
import type { Viewer } from '../access/viewer.ts';
import { refuse } from '../http/refusal.ts';
import type { Refusal } from '../http/refusal.ts';
import { countsOf, readDeedsSince } from './change-roster.ts';
import { readDraft } from './drafts.ts';
import type { Draft } from './drafts.ts';
import type { UploadPlan } from './plan-upload.ts';
import { readPresentRosterAtOnce } from './read-state.ts';
import type { PresentRoster } from './read-state.ts';
import { refuseOthers, rosterIdOf, todayOf } from './roster-deps.ts';
import type { RosterDeps } from './roster-deps.ts';
import { runPlan } from './run-plan.ts';

/** A draft judged against the roster of one moment. */
export interface DryRun {
  readonly draft: Draft;
  readonly roster: PresentRoster;
  readonly plan: UploadPlan;
  readonly outdatedBy: readonly RosterDeed[];
  readonly errors: number;
  readonly canApply: boolean;
}

const FOREIGN_STAMP: Omit<RosterProblemView, 'kind'> = {
  severity: 'error',
  line: null,
  column: null,
  cell: null,
  code: 'foreignStamp',
  text: 'この名簿からダウンロードしたファイルではありません。ダウンロードし直したファイルを編集してください。',
};

/** Computes what a draft of the viewer's would do now; refused where there is no such draft. */
export async function dryRun(
  deps: RosterDeps,
  viewer: Viewer,
  draftId: string,
  requestId: string,
): Promise<DryRun | Refusal> {
  const refused = await refuseOthers(deps, viewer, requestId);
  if (refused !== undefined) return refused;
  const draft = await readDraft(deps.records, viewer, draftId);
  if (draft === undefined) return refuse('not_found');
  const roster = await readPresentRosterAtOnce(deps.records, viewer.tenantId, todayOf(deps, viewer));
  const computed = await runPlan({
    files: draft.files.map(({ kind, content }) => ({ kind, content })),
    roster,
    actorLoginId: rosterIdOf(viewer),
  });
  if (computed === undefined) {
    deps.log.error({ requestId, draftId }, 'a roster draft took too much time or memory');
    return refuse('unavailable', { retryAfterSeconds: 30 });
  }
  const foreign = computed.stamps.filter((stamp) => stamp.version > roster.version);
  const plan = {
    ...computed,
    problems: [...foreign.map(({ kind }) => ({ ...FOREIGN_STAMP, kind })), ...computed.problems],
  };
  const outdatedBy = await outdated(deps, viewer, plan, roster.version);
  const errors = plan.problems.filter((problem) => problem.severity === 'error').length;
  const canApply = errors === 0 && outdatedBy.length === 0 && draft.files.length > 0;
  return { draft, roster, plan, outdatedBy, errors, canApply };
}

/** Rows of a stamped file's own kind that have changed since its download. */
async function outdated(deps: RosterDeps, viewer: Viewer, plan: UploadPlan, present: number): Promise<RosterDeed[]> {
  const deeds: RosterDeed[] = [];
  for (const { kind, version } of plan.stamps) {
    if (version >= present) continue;
    deeds.push(...(await readDeedsSince(deps.records, viewer.tenantId, version, { kinds: [kind] }, SHOWN_ROSTER_ROWS)));
  }
  return deeds.slice(0, SHOWN_ROSTER_ROWS);
}

type DraftAnswer = z.output<NonNullable<(typeof readRosterDraftEndpoint)['answer']>>;

export async function showDryRun(
  deps: RosterDeps,
  viewer: Viewer,
  draftId: string,
  requestId: string,
): Promise<DraftAnswer | Refusal> {
  const run = await dryRun(deps, viewer, draftId, requestId);
  if (!('plan' in run)) return run;
  const { draft, roster, plan } = run;
  const stampOf = new Map(plan.stamps.map((stamp) => [stamp.kind, stamp.version]));
  return {
    draftId,
    expiresAt: draft.expiresAt.getTime(),
    files: draft.files.map(({ kind, fileName, content }) => ({
      ...{ kind, fileName, bytes: content.length },
      stampVersion: stampOf.get(kind) ?? null,
    })),
    rosterVersion: roster.version,
    problems: {
      errors: run.errors,
      warnings: plan.problems.length - run.errors,
      first: plan.problems.slice(0, SHOWN_ROSTER_ROWS),
    },
    changes: {
      total: plan.changes.length,
      counts: countsOf(plan.changes),
      first: plan.changes.slice(0, SHOWN_ROSTER_ROWS).map(viewOfChange),
    },
    outdatedBy: [...run.outdatedBy],
    passwordMails: plan.changes.filter(sendsPassword).length,
    licences: { used: plan.licencesUsed, usedAfter: plan.licencesUsedAfter, limit: roster.licenceCount },
    canApply: run.canApply,
  };
}

const sendsPassword = ({ kind, action }: RosterChange): boolean =>
  kind === 'user' && (action === 'added' || action === 'restored' || action === 'reissued');

const viewOfChange = ({ kind, line, id, name, action, fields }: RosterChange) => ({
  ...{ kind, line, id, name, action },
  fields: [...fields],
});
