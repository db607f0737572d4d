import * as roster from '#domain/contract/roster.ts';
import type { Mount } from '../http/mount.ts';
import { applyDraft } from './apply-draft.ts';
import { downloadFile, downloadProblems } from './download-files.ts';
import { createDraft, putFile } from './drafts.ts';
import { showDryRun } from './dry-run.ts';
import { addGroup, saveGroup } from './edit-group.ts';
import { actOnUser, addUser, saveUser } from './edit-user.ts';
import { listGroups, listPatterns } from './list-groups.ts';
import { listUsers } from './list-users.ts';
import { readRosterState } from './read-roster-state.ts';
import { readUser } from './read-user.ts';
import type { RosterDeps } from './roster-deps.ts';
import { undoLastUpload } from './undo-upload.ts';

export interface RosterRoutesDeps extends RosterDeps {
  /** Facts wait in the outbox. */
  readonly kickRelay: () => void;
}

export function mountRoster(mount: Mount, deps: RosterRoutesDeps): void {
  mountFiles(mount, deps);
  mountScreens(mount, deps);
}

function mountFiles(mount: Mount, deps: RosterRoutesDeps): void {
  const { kickRelay } = deps;
  mount.signedIn(roster.readRosterState, (viewer, { exchange }) => readRosterState(deps, viewer, exchange.requestId));
  mount.signedIn(roster.downloadRosterFile, (viewer, { params, query, exchange }) =>
    downloadFile(deps, viewer, { ...params, isTemplate: query.template === '1' }, exchange),
  );
  mount.signedIn(roster.createRosterDraft, (viewer, { exchange }) => createDraft(deps, viewer, exchange.requestId));
  mount.signedIn(roster.putRosterFile, (viewer, { params, exchange }) => putFile(deps, viewer, params, exchange));
  mount.signedIn(roster.readRosterDraft, (viewer, { params, exchange }) =>
    showDryRun(deps, viewer, params.draftId, exchange.requestId),
  );
  mount.signedIn(roster.downloadRosterProblems, (viewer, { params, exchange }) =>
    downloadProblems(deps, viewer, params.draftId, exchange),
  );
  mount.signedIn(roster.applyRosterDraft, (viewer, { params, body, exchange }) =>
    applyDraft(deps, viewer, { ...params, ...body }, exchange.requestId).finally(kickRelay),
  );
  mount.signedIn(roster.undoLastUpload, (viewer, { body, exchange }) =>
    undoLastUpload(deps, viewer, body, exchange.requestId).finally(kickRelay),
  );
}

function mountScreens(mount: Mount, deps: RosterRoutesDeps): void {
  const { kickRelay } = deps;
  mount.signedIn(roster.listRosterUsers, (viewer, { query, exchange }) =>
    listUsers(deps, viewer, query, exchange.requestId),
  );
  mount.signedIn(roster.readRosterUser, (viewer, { params, exchange }) =>
    readUser(deps, viewer, params.personId, exchange.requestId),
  );
  mount.signedIn(roster.addRosterUser, (viewer, { body, exchange }) =>
    addUser(deps, viewer, body, exchange.requestId).finally(kickRelay),
  );
  mount.signedIn(roster.saveRosterUser, (viewer, { params, body, exchange }) =>
    saveUser(deps, viewer, params.personId, body, exchange.requestId).finally(kickRelay),
  );
  mount.signedIn(roster.actOnRosterUser, (viewer, { params, body, exchange }) =>
    actOnUser(deps, viewer, { ...params, ...body }, exchange.requestId).finally(kickRelay),
  );
  mount.signedIn(roster.listRosterGroups, (viewer, { exchange }) => listGroups(deps, viewer, exchange.requestId));
  mount.signedIn(roster.addRosterGroup, (viewer, { body, exchange }) =>
    addGroup(deps, viewer, body, exchange.requestId).finally(kickRelay),
  );
  mount.signedIn(roster.saveRosterGroup, (viewer, { params, body, exchange }) =>
    saveGroup(deps, viewer, params.groupId, body, exchange.requestId).finally(kickRelay),
  );
  mount.signedIn(roster.listRosterPatterns, (viewer, { exchange }) => listPatterns(deps, viewer, exchange.requestId));
}
