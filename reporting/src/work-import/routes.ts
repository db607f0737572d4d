import * as contract from '#domain/contract/work-import.ts';
import type { Mount } from '../http/mount.ts';
import { applyDraft } from './apply-draft.ts';
import { downloadProblems } from './download-problems.ts';
import { downloadTemplate } from './download-template.ts';
import { createDraft, putFile } from './drafts.ts';
import { showDryRun } from './dry-run.ts';
import type { WorkImportDeps } from './import-deps.ts';
import { listImports } from './list-imports.ts';
import { undoImport } from './undo-import.ts';

export function mountWorkImport(mount: Mount, deps: WorkImportDeps): void {
  mount.signedIn(contract.downloadWorkImportTemplate, (viewer, { params, query, exchange }) =>
    downloadTemplate(deps, viewer, { ...params, ...query }, exchange),
  );
  mount.signedIn(contract.createWorkImportDraft, (viewer, { exchange }) =>
    createDraft(deps, viewer, exchange.requestId),
  );
  mount.signedIn(contract.putWorkImportFile, (viewer, { params, exchange }) => putFile(deps, viewer, params, exchange));
  mount.signedIn(contract.readWorkImportDraft, (viewer, { params, query, exchange }) =>
    showDryRun(deps, viewer, { ...params, replaces: query.replace === '1' }, exchange.requestId),
  );
  mount.signedIn(contract.downloadWorkImportProblems, (viewer, { params, query, exchange }) =>
    downloadProblems(deps, viewer, { ...params, replaces: query.replace === '1' }, exchange),
  );
  mount.signedIn(contract.applyWorkImportDraft, (viewer, { params, body, exchange }) =>
    applyDraft(deps, viewer, { ...params, ...body }, exchange.requestId).finally(deps.kickRelay),
  );
  mount.signedIn(contract.listWorkImports, (viewer, { exchange }) => listImports(deps, viewer, exchange.requestId));
  mount.signedIn(contract.undoWorkImport, (viewer, { params, exchange }) =>
    undoImport(deps, viewer, params.importId, exchange.requestId).finally(deps.kickRelay),
  );
}
