import { downloadKinmu as downloadKinmuEndpoint } from '#domain/contract/exports.ts';
import type { Mount } from '../http/mount.ts';
import { downloadKinmu } from './download-kinmu.ts';
import type { ExportDeps } from './download-kinmu.ts';

export function mountExports(mount: Mount, deps: ExportDeps): void {
  mount.signedIn(downloadKinmuEndpoint, (viewer, { params, exchange: { requestId, response } }) =>
    downloadKinmu(deps, viewer, { ...params, requestId }, response),
  );
}
