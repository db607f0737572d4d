import * as contract from '#domain/contract/presence-import.ts';
import { IMPORT_COLUMNS, TEMPLATE_COMMENTS } from '#domain/work-import/import-columns.ts';
import { encodeWindows31j } from '../csv/windows-31j.ts';
import { toCsv } from '../csv/write-csv.ts';
import type { Mount } from '../http/mount.ts';
import { importPresence, refuseOthers } from './import-presence.ts';
import type { PresenceImportDeps } from './import-presence.ts';

export function mountPresenceImport(mount: Mount, deps: PresenceImportDeps): void {
  mount.signedIn(contract.downloadPresenceTemplate, async (viewer, { exchange: { response, requestId } }) => {
    const refused = await refuseOthers(deps, viewer, requestId);
    if (refused !== undefined) return refused;
    const comments = TEMPLATE_COMMENTS.presence.map((comment) => `${comment}\r\n`).join('');
    response.setHeader('Content-Type', 'text/csv; charset=Windows-31J');
    response.setHeader('Content-Disposition', 'attachment; filename="presence_template.csv"');
    response.end(encodeWindows31j(toCsv([IMPORT_COLUMNS.presence]) + comments));
    return undefined;
  });
  mount.signedIn(contract.importPresence, (viewer, { query, exchange: { bytes, requestId } }) =>
    importPresence(deps, viewer, { content: bytes ?? new Uint8Array(), applies: query.apply === '1', requestId }),
  );
}
