import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import type { WriteStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { PassThrough } from 'node:stream';
import type { Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import type { WriterOptions } from './protocol.ts';

/** Where the bytes of the files go: a zip, or the one file itself. */
export interface Container {
  /** Begins a file; the former one has been ended. */
  begin(fileName: string): void;
  /** Resolves when there is room for more. */
  write(bytes: Buffer): Promise<void>;
  end(): Promise<void>;
  /** Everything is on the disk. Gives its size. */
  finish(): Promise<number>;
}

/** A fifth larger than at the usual level, in a third of its time. */
const COMPRESSION_LEVEL = 1;

export function openContainer(options: WriterOptions): Container {
  const file = openFile(options.path);
  return options.container === 'zip' ? zipInto(file, options) : plainInto(file);
}

/** The file on the disk, and a signal for whoever waits for room: after a failed write there will be none. */
interface OpenFile {
  readonly path: string;
  readonly out: WriteStream;
  readonly broken: AbortController;
}

function openFile(path: string): OpenFile {
  const out = createWriteStream(path, { flags: 'wx', mode: 0o600 });
  const broken = new AbortController();
  out.on('error', (err) => broken.abort(err));
  return { path, out, broken };
}

function plainInto({ path, out, broken }: OpenFile): Container {
  return {
    begin: () => undefined,
    write: (bytes) => writeTo(out, bytes, broken.signal),
    end: () => Promise.resolve(),
    finish: async () => {
      out.end();
      await unlessBroken(broken.signal, (signal) => finished(out, { signal }));
      return syncAndMeasure(path);
    },
  };
}

function zipInto({ path, out, broken }: OpenFile, { entryTimeMs }: WriterOptions): Container {
  const zip = new ZipFile();
  zip.on('error', (err) => broken.abort(err));
  zip.outputStream.pipe(out);
  let entry: PassThrough | undefined;
  return {
    begin: (fileName) => {
      entry = new PassThrough({ highWaterMark: 256 * 1024 });
      // The DOS time alone: no extra field with a time zone of this machine.
      zip.addReadStream(entry, fileName, {
        mtime: dosTime(entryTimeMs),
        mode: 0o100644,
        compressionLevel: COMPRESSION_LEVEL,
        forceDosTimestamp: true,
      });
    },
    write: (bytes) => (entry === undefined ? Promise.resolve() : writeTo(entry, bytes, broken.signal)),
    end: async () => {
      const ended = entry;
      if (ended === undefined) return;
      ended.end();
      await unlessBroken(broken.signal, (signal) => finished(ended, { signal }));
      entry = undefined;
    },
    finish: async () => {
      zip.end();
      await unlessBroken(broken.signal, (signal) => finished(out, { signal }));
      return syncAndMeasure(path);
    },
  };
}

/** yazl reads local time: the wall clock of UTC, wherever this machine stands. */
function dosTime(ms: number): Date {
  const at = new Date(ms);
  return new Date(at.getUTCFullYear(), at.getUTCMonth(), at.getUTCDate(), at.getUTCHours(), at.getUTCMinutes());
}

async function writeTo(stream: Writable, bytes: Buffer, broken: AbortSignal): Promise<void> {
  broken.throwIfAborted();
  if (bytes.length === 0 || stream.write(bytes)) return;
  await unlessBroken(broken, (signal) => once(stream, 'drain', { signal }));
}

/** Waits, but not for what a failed write keeps from ever coming; its error is thrown instead. */
async function unlessBroken(signal: AbortSignal, wait: (signal: AbortSignal) => Promise<unknown>): Promise<void> {
  try {
    await wait(signal);
  } catch (err) {
    throw signal.aborted ? signal.reason : err;
  }
}

async function syncAndMeasure(path: string): Promise<number> {
  const handle = await open(path, 'r+');
  try {
    await handle.sync();
    return (await handle.stat()).size;
  } finally {
    await handle.close();
  }
}
