import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs';
import { constants, crc32, deflateRawSync } from 'node:zlib';
import type { WriterOptions } from './protocol.ts';
import { releaseBytes } from './release-bytes.ts';
import { dataDescriptor, directoryEnd, directoryEntry, dosTime, localHeader } from './zip-records.ts';
import type { ZipEntry } from './zip-records.ts';

/** Where the bytes of the files go: a zip, or the one file itself. Waits for the disk: it has a thread of its own. */
export interface Container {
  /** Begins a file; the former one has been ended. */
  begin(fileName: string): void;
  /** The bytes are the container's from now on. */
  write(bytes: Buffer): void;
  end(): void;
  /** Everything is on the disk. Gives its size. */
  finish(): number;
}

export function openContainer(options: WriterOptions): Container {
  const file = openFile(options.path);
  return options.container === 'zip' ? zipInto(file, options) : plainInto(file);
}

interface OpenFile {
  /** Bytes so far. */
  readonly size: number;
  write(bytes: Buffer): void;
  /** Synced and closed. */
  finish(): number;
}

function openFile(path: string): OpenFile {
  const file = openSync(path, 'wx', 0o600);
  let size = 0;
  return {
    get size() {
      return size;
    },
    write: (bytes) => {
      for (let from = 0; from < bytes.length;) from += writeSync(file, bytes, from);
      size += bytes.length;
    },
    finish: () => {
      fsyncSync(file);
      closeSync(file);
      return size;
    },
  };
}

const plainInto = (file: OpenFile): Container => ({
  begin: () => undefined,
  write: file.write,
  end: () => undefined,
  finish: file.finish,
});

/**
 * The container is written here and not by a library: piped through the streams of yazl, ten million lines took three times the time of deflating them
 * (docs/decisions.md), and no library takes what has been deflated already.
 */
function zipInto(file: OpenFile, { entryTimeMs }: WriterOptions): Container {
  const time = dosTime(entryTimeMs);
  const entries: ZipEntry[] = [];
  let current: { readonly name: Buffer; readonly offset: number; readonly data: Deflater } | undefined;
  return {
    begin: (fileName) => {
      const name = Buffer.from(fileName, 'utf8');
      current = { name, offset: file.size, data: deflateInto(file) };
      file.write(localHeader(name, time));
    },
    write: (bytes) => current?.data.write(bytes),
    end: () => {
      if (current === undefined) return;
      const { name, offset, data } = current;
      const entry = { name, offset, ...data.end() };
      file.write(dataDescriptor(entry));
      entries.push(entry);
      current = undefined;
    },
    finish: () => {
      const offset = file.size;
      for (const entry of entries) file.write(directoryEntry(entry, time));
      file.write(directoryEnd(entries.length, offset, file.size - offset));
      return file.finish();
    },
  };
}

/** A fifth larger than at the usual level, in a third of its time. */
const LEVEL = 1;
/** Deflated at once: large enough that the beginning of a piece, where nothing can be referred to, does not count. */
const AT_ONCE = 256 * 1024;
const LEAST_ROOM = 1024;

interface Deflater {
  write(bytes: Buffer): void;
  end(): Pick<ZipEntry, 'crc' | 'size' | 'compressedSize'>;
}

/** Pieces of raw deflate that end on a byte follow each other as one stream; the last one ends it. */
function deflateInto(file: OpenFile): Deflater {
  let waiting: Buffer[] = [];
  let [waitingSize, crc, size, compressedSize] = [0, 0, 0, 0];
  const deflate = (finishFlush: number): void => {
    const bytes = Buffer.concat(waiting);
    waiting.forEach(releaseBytes);
    [waiting, waitingSize] = [[], 0];
    crc = crc32(bytes, crc);
    const room = Math.max(LEAST_ROOM, Math.min(bytes.length, AT_ONCE));
    const deflated = deflateRawSync(bytes, { level: LEVEL, finishFlush, chunkSize: room });
    size += bytes.length;
    compressedSize += deflated.length;
    file.write(deflated);
    releaseBytes(deflated);
    releaseBytes(bytes);
  };
  return {
    write: (bytes) => {
      waiting.push(bytes);
      waitingSize += bytes.length;
      if (waitingSize >= AT_ONCE) deflate(constants.Z_SYNC_FLUSH);
    },
    end: () => {
      deflate(constants.Z_FINISH);
      return { crc, size, compressedSize };
    },
  };
}
