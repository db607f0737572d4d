import { mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { hasCode, syncFolder } from '#platform/files.ts';

/**
 * The files of finished jobs: `<dir>/<tenantId>/<jobId>`, and `<jobId>.<attempt>.part` while they are made. A name without `.part` is a whole file.
 * Several instances of the portal share the folder.
 */
export interface ExportFolder {
  partPath(tenantId: string, jobId: string, leaseId: string): Promise<string>;
  /** Synced, then renamed: from here on it is the job's file. */
  keep(tenantId: string, jobId: string, partPath: string): Promise<void>;
  /** Stays readable for whoever has opened it. */
  open(tenantId: string, jobId: string): Promise<FileHandle | undefined>;
  remove(tenantId: string, jobId: string): Promise<void>;
  removePart(partPath: string): Promise<void>;
  /** Names of everything there: job ids, and `<jobId>.<lease>.part`. */
  list(tenantId: string): Promise<string[]>;
}

export function createExportFolder(dir: string): ExportFolder {
  const folderOf = (tenantId: string): string => join(dir, tenantId);
  const fileOf = (tenantId: string, jobId: string): string => join(folderOf(tenantId), jobId);
  return {
    partPath: async (tenantId, jobId, leaseId) => {
      await mkdir(folderOf(tenantId), { recursive: true, mode: 0o700 });
      return `${fileOf(tenantId, jobId)}.${leaseId}.part`;
    },
    keep: async (tenantId, jobId, partPath) => {
      await rename(partPath, fileOf(tenantId, jobId));
      await syncFolder(folderOf(tenantId));
    },
    open: async (tenantId, jobId) => {
      try {
        return await open(fileOf(tenantId, jobId), 'r');
      } catch (err) {
        if (hasCode(err, 'ENOENT')) return undefined;
        throw err;
      }
    },
    remove: (tenantId, jobId) => rm(fileOf(tenantId, jobId), { force: true }),
    removePart: (partPath) => rm(partPath, { force: true }),
    list: async (tenantId) => {
      try {
        return await readdir(folderOf(tenantId));
      } catch (err) {
        if (hasCode(err, 'ENOENT')) return [];
        throw err;
      }
    },
  };
}
