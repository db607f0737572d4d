import { rm } from 'node:fs/promises';
import { z } from 'zod';
import { createFileOnce, readIfPresent, replaceFile } from '../files.ts';
import { commandLine, endProcess, isRunning, startMark } from './processes.ts';

/** What a start writes down about its server, so that the next start can find a leftover. */
const recordSchema = z.object({
  /** Absent while the server is being started. */
  serverPid: z.number().int().positive().optional(),
  ownerPid: z.number().int().positive(),
  ownerMark: z.string(),
});

type ProcessRecord = z.infer<typeof recordSchema>;

/** Records of servers that this very process runs now. */
const held = new Set<string>();

/** Another live process owns this folder; nothing was touched. */
export class DataFolderInUse extends Error {
  readonly code = 'DATA_FOLDER_IN_USE';
  readonly pid: number;
  readonly dir: string;
  constructor(dir: string, pid: number) {
    super(`The data folder ${dir} is in use by process ${pid}; stop that one first or choose another folder`);
    this.name = 'DataFolderInUse';
    this.dir = dir;
    this.pid = pid;
  }
}

/** Takes the folder for this process before the server is started, so that two starts at once cannot both go on. */
export async function reserveRecord(file: string, dir: string): Promise<void> {
  if (!(await createFileOnce(file, await recordText()))) {
    throw new DataFolderInUse(dir, (await readRecord(file))?.ownerPid ?? 0);
  }
  held.add(file);
}

export async function completeRecord(file: string, serverPid: number): Promise<void> {
  await replaceFile(file, await recordText(serverPid));
}

/** When the guard ended. The record stays while the server lives on without its guard: the next start must find it. */
export async function releaseRecord(file: string, serverPid: number | undefined): Promise<void> {
  held.delete(file);
  if (serverPid === undefined || !(await isRunning(serverPid))) await rm(file, { force: true });
}

async function recordText(serverPid?: number): Promise<string> {
  const record: ProcessRecord = {
    ...(serverPid === undefined ? {} : { serverPid }),
    ownerPid: process.pid,
    ownerMark: await startMark(process.pid),
  };
  return `${JSON.stringify(record)}\n`;
}

export interface LeftoverSpec {
  /** The record written by an earlier start. */
  file: string;
  /** Folder named in DataFolderInUse. */
  dir: string;
  /** Text that the server's command line must hold before anything is signalled: process ids are used again. */
  marker: string;
  signal: NodeJS.Signals;
  graceMs: number;
}

/**
 * Ends the server of an earlier run whose guard was killed too, and clears its record. Throws DataFolderInUse, and touches nothing, when the
 * owner is alive.
 */
export async function endLeftover(spec: LeftoverSpec): Promise<'none' | 'ended'> {
  const record = await readRecord(spec.file);
  if (record === undefined) {
    await rm(spec.file, { force: true });
    return 'none';
  }
  if (await isOwned(spec.file, record)) throw new DataFolderInUse(spec.dir, record.ownerPid);
  const pid = record.serverPid;
  const isLeftover = pid !== undefined && (await isRunning(pid)) && (await commandLine(pid)).includes(spec.marker);
  if (isLeftover) await endProcess(pid, spec.signal, spec.graceMs);
  await rm(spec.file, { force: true });
  return isLeftover ? 'ended' : 'none';
}

async function isOwned(file: string, record: ProcessRecord): Promise<boolean> {
  if (record.ownerPid === process.pid && record.ownerMark === (await startMark(process.pid))) return held.has(file);
  return (await isRunning(record.ownerPid)) && (await startMark(record.ownerPid)) === record.ownerMark;
}

/** Undefined when there is none, or when it is unreadable (it is written whole, so only damage from outside does that). */
async function readRecord(file: string): Promise<ProcessRecord | undefined> {
  try {
    return recordSchema.parse(JSON.parse((await readIfPresent(file)) ?? ''));
  } catch {
    return undefined;
  }
}
