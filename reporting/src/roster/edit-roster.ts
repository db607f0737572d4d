import type { RosterFileKind } from '#domain/contract/roster.ts';
import { SHOWN_ROSTER_ROWS } from '#domain/contract/roster.ts';
import { planRoster } from '#domain/roster/plan-roster.ts';
import type { RosterState } from '#domain/roster/types.ts';
import { rosterHeader } from '#domain/roster/write-roster-rows.ts';
import type { WorkDate } from '#domain/time/types.ts';
import type { Viewer } from '../access/viewer.ts';
import { composeText } from '../csv/windows-31j.ts';
import { Refusal, refuse } from '../http/refusal.ts';
import type { Records } from '../records/schema.ts';
import { changeRoster, lockRoster, readDeedsSince } from './change-roster.ts';
import { viewOf } from './plan-upload.ts';
import { readPresentRoster } from './read-state.ts';
import type { PresentRoster } from './read-state.ts';
import { refuseOthers, rosterIdOf, startOf, todayOf } from './roster-deps.ts';
import type { RosterDeps } from './roster-deps.ts';
import { targetsOf } from './targets.ts';

/** A change from a screen, as the row of a file that says the same. */
export interface RowEdit {
  readonly kind: RosterFileKind;
  /** Update code, then the cells of the row. */
  readonly cells: readonly string[];
}

export interface ScreenEdit {
  readonly requestId: string;
  /** The entry that the screen shows and the roster that it was read from; absent for what is added. */
  readonly shown?: { readonly entryId: string; readonly rosterVersion: number };
  readonly effectiveFrom?: WorkDate | undefined;
  /** The row for the roster under the lock; refused where the screen names what is not there. */
  readonly rowOf: (state: RosterState) => RowEdit | Refusal;
  /** What else belongs into the transaction of the change. */
  readonly beforeCommit?: (trx: Records) => Promise<void>;
}

export interface Saved {
  readonly version: number;
  readonly changes: number;
  /** Undefined: nothing has changed. */
  readonly entryId: string | undefined;
}

/** A screen holds the text itself, not its picture in a file: no 〓 and no guard. */
const SCREEN_TEXTS = { toCell: (text: string) => text, fromCell: composeText };

/**
 * A change from a screen goes the way of an upload of one row: the same rules, the same trace. The lock comes first, so that what is judged is
 * what is changed. Refused where somebody else has changed this very entry since the screen was read.
 */
export async function editRoster(deps: RosterDeps, viewer: Viewer, edit: ScreenEdit): Promise<Saved | Refusal> {
  const refused = await refuseOthers(deps, viewer, edit.requestId);
  if (refused !== undefined) return refused;
  const { tenantId, personId } = viewer;
  const today = todayOf(deps, viewer);
  const from = startOf(deps, viewer, edit.effectiveFrom);
  if (from instanceof Refusal) return from;
  return deps.records.transaction().execute(async (trx) => {
    await lockRoster(trx, tenantId);
    const conflict = await conflictOf(trx, tenantId, edit);
    if (conflict !== undefined) return conflict;
    const roster = await readPresentRoster(trx, tenantId, today);
    const row = edit.rowOf(roster.state);
    if (row instanceof Refusal) return row;
    const changes = plannedChanges(roster, row, rosterIdOf(viewer));
    if (changes instanceof Refusal) return changes;
    if (changes.length === 0) return { version: roster.version, changes: 0, entryId: undefined };
    const targets = targetsOf(changes);
    const written = await changeRoster(deps, trx, {
      ...{ tenantId, actorId: personId, requestId: edit.requestId, source: 'screen' },
      ...{ version: roster.version, state: roster.state, targets, from },
    });
    await edit.beforeCommit?.(trx);
    return { version: written.version, changes: written.changes, entryId: targets[0]?.entryId };
  });
}

async function conflictOf(trx: Records, tenantId: string, edit: ScreenEdit): Promise<Refusal | undefined> {
  if (edit.shown === undefined) return undefined;
  const { entryId, rosterVersion } = edit.shown;
  const deeds = await readDeedsSince(trx, tenantId, rosterVersion, { entryId }, SHOWN_ROSTER_ROWS);
  return deeds.length === 0 ? undefined : refuse('roster_changed', { deeds });
}

function plannedChanges(roster: PresentRoster, row: RowEdit, actorLoginId: string | null) {
  const rows = [rosterHeader(row.kind), row.cells].map((cells, index) => ({ line: index + 1, cells }));
  const plan = planRoster(roster.state, [{ kind: row.kind, rows }], {
    cells: SCREEN_TEXTS,
    actorLoginId,
    licenceCount: roster.licenceCount,
    hasDashboard: roster.hasDashboard,
  });
  const errors = plan.problems.filter((problem) => problem.severity === 'error').map(viewOf);
  if (errors.length === 0) return plan.changes;
  return refuse('roster_refused', {
    places: errors.map((problem) => ({ path: problem.column ?? '', message: problem.text })),
  });
}
