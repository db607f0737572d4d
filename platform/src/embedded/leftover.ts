import { unlink } from 'node:fs/promises';
import { z } from 'zod';
import { hasCode, readIfPresent, replaceFile } from '../files.ts';
import { commandLine, endProcess, isRunning, startMark } from './processes.ts';

/** What a start writes down about the server that it started, so that the next start can find a leftover. */
const recordSchema = z.object({
  serverPid: z.number().int().positive(),
  ownerPid: z.number().int().positive(),
  ownerMark: z.string(),
});

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

export async function writeRecord(file: string, serverPid: number): Promise<void> {
  const record = { serverPid, ownerPid: process.pid, ownerMark: await startMark(process.pid) };
  await replaceFile(file, `${JSON.stringify(record)}\n`);
}

export async function removeRecord(file: string): Promise<void> {
  await unlink(file).catch((err: unknown) => {
    if (!hasCode(err, 'ENOENT')) throw err;
  });
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

/** Ends the server of an earlier run whose guard was killed too. Throws DataFolderInUse when its owner is alive. */
export async function endLeftover(spec: LeftoverSpec): Promise<'none' | 'ended'> {
  const text = await readIfPresent(spec.file);
  const record = text === undefined ? undefined : parseRecord(text);
  if (record === undefined) return 'none';
  const ours = (await isRunning(record.serverPid)) && (await commandLine(record.serverPid)).includes(spec.marker);
  if (!ours) return 'none';
  const ownerAlive = (await isRunning(record.ownerPid)) && (await startMark(record.ownerPid)) === record.ownerMark;
  if (ownerAlive) throw new DataFolderInUse(spec.dir, record.ownerPid);
  await endProcess(record.serverPid, spec.signal, spec.graceMs);
  return 'ended';
}

function parseRecord(text: string): z.infer<typeof recordSchema> | undefined {
  try {
    return recordSchema.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}
