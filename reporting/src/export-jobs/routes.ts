import {
  cancelExportJob,
  createExportJob,
  downloadExport,
  listExportDownloads,
  listExportJobs,
} from '#domain/contract/export-jobs.ts';
import type { Mount } from '../http/mount.ts';
import { downloadFile } from './download-file.ts';
import type { DownloadDeps } from './download-file.ts';
import { listDownloads } from './list-downloads.ts';
import { cancelJob, createJob, listJobs, refuseUnlessDownloader } from './manage-jobs.ts';
import type { JobDeps } from './manage-jobs.ts';

export function mountExportJobs(mount: Mount, deps: JobDeps & DownloadDeps): void {
  mount.signedIn(
    listExportJobs,
    async (viewer, { exchange: { requestId } }) =>
      (await refuseUnlessDownloader(deps.records, viewer, requestId)) ?? listJobs(deps, viewer),
  );
  mount.signedIn(
    createExportJob,
    async (viewer, { body, exchange: { requestId } }) =>
      (await refuseUnlessDownloader(deps.records, viewer, requestId)) ?? createJob(deps, viewer, body, requestId),
  );
  mount.signedIn(
    cancelExportJob,
    async (viewer, { params, exchange: { requestId } }) =>
      (await refuseUnlessDownloader(deps.records, viewer, requestId)) ??
      cancelJob(deps, viewer, params.jobId, requestId),
  );
  mount.signedIn(
    downloadExport,
    async (viewer, { params, exchange }) =>
      (await refuseUnlessDownloader(deps.records, viewer, exchange.requestId)) ??
      downloadFile(deps, viewer, params.jobId, exchange),
  );
  mount.signedIn(
    listExportDownloads,
    async (viewer, { query, exchange: { requestId } }) =>
      (await refuseUnlessDownloader(deps.records, viewer, requestId)) ??
      listDownloads(deps.records, viewer.tenantId, query.limit),
  );
}
