import { mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { hasCode, syncFolder } from '#platform/files.ts';

/**
 * The files of finished jobs: `<dir>/<tenantId>/<leaseId>`, and `<leaseId>.part` while they are made. A name without `.part` is a whole file. Each
 * attempt has its own name, so one that was held up and comes late never touches the file of the attempt that took over. Several instances of the
 * portal share the folder.
 */
export interface ExportFolder {
  partPath(tenantId: string, leaseId: string): Promise<string>;
  /** Synced before; from here on it is a whole file. */
  keep(tenantId: string, leaseId: string): Promise<void>;
  /** Stays readable for whoever has opened it. */
  open(tenantId: string, leaseId: string): Promise<FileHandle | undefined>;
  /** The whole file, and what there is of an unfinished one. */
  remove(tenantId: string, leaseId: string): Promise<void>;
  /** Leases of everything that is there. */
  leases(tenantId: string): Promise<string[]>;
  tenants(): Promise<string[]>;
}

const PART = '.part';
/** The writer's lines that wait to be sorted; nameless but for the moment in which they are opened (`exports/writer/line-sorter.ts`). */
const LINES = '.part.lines';

export function createExportFolder(dir: string): ExportFolder {
  const folderOf = (tenantId: string): string => join(dir, tenantId);
  const fileOf = (tenantId: string, leaseId: string): string => join(folderOf(tenantId), leaseId);
  return {
    partPath: async (tenantId, leaseId) => {
      await mkdir(folderOf(tenantId), { recursive: true, mode: 0o700 });
      return fileOf(tenantId, leaseId) + PART;
    },
    keep: async (tenantId, leaseId) => {
      await rename(fileOf(tenantId, leaseId) + PART, fileOf(tenantId, leaseId));
      await syncFolder(folderOf(tenantId));
    },
    open: (tenantId, leaseId) => whereThere(() => open(fileOf(tenantId, leaseId), 'r'), undefined),
    remove: async (tenantId, leaseId) => {
      for (const end of ['', PART, LINES]) await rm(fileOf(tenantId, leaseId) + end, { force: true });
    },
    leases: async (tenantId) => {
      const names = await whereThere(() => readdir(folderOf(tenantId)), []);
      return [...new Set(names.map((name) => name.replace(/\.part(\.lines)?$/, '')))];
    },
    tenants: () => whereThere(() => readdir(dir), []),
  };
}

async function whereThere<Value, Otherwise>(
  read: () => Promise<Value>,
  otherwise: Otherwise,
): Promise<Value | Otherwise> {
  try {
    return await read();
  } catch (err) {
    if (hasCode(err, 'ENOENT')) return otherwise;
    throw err;
  }
}
