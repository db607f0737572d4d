import { closeSync, openSync, readSync, unlinkSync, writeSync } from 'node:fs';
import { zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { lineOf } from './format.ts';
import type { Place, PlacedRecord } from './format.ts';

/** Lines in any order, written in that of their places; equal places keep the order in which they came. */
export interface LineSorter {
  /** Gives how many there were. */
  add(records: readonly PlacedRecord[]): number;
  /** All lines, in order; nothing can be added afterwards. */
  drain(write: (lines: string) => void): void;
}

interface PlacedLine {
  readonly place: Place;
  readonly line: string;
}

/** Characters of a run while it is gathered in memory, and of a block, of which each run holds one while they are merged. */
const RUN_LENGTH = 4_000_000;
const BLOCK_LENGTH = 32_000;

/**
 * Sorted runs on the disk, merged at the end: memory holds one run, then a block of each, however many lines there are.
 *
 *   add ──▶ run in memory ──sort──▶ blocks on the disk   ┐
 *   add ──▶ run in memory ──sort──▶ blocks on the disk   ├─ drain: the lowest first
 *
 * The file has no name as soon as it is open: whatever becomes of the process, its titles and addresses are gone with it.
 */
export function createLineSorter(path: string, runLength = RUN_LENGTH): LineSorter {
  let run: PlacedLine[] = [];
  let length = 0;
  let disk: RunFile | undefined;
  const runs: Block[][] = [];
  const endRun = (): void => {
    disk ??= openRunFile(path);
    runs.push(writeRun(disk, run.sort(byPlace)));
    [run, length] = [[], 0];
  };
  return {
    add: (records) => {
      for (const { place, record } of records) {
        const line = lineOf(record);
        run.push({ place, line });
        length += line.length;
        if (length >= runLength) endRun();
      }
      return records.length;
    },
    drain: (write) => {
      if (run.length > 0) endRun();
      if (disk === undefined) return;
      mergeRuns(disk, runs, write);
      disk.close();
    },
  };
}

const byPlace = (a: PlacedLine, b: PlacedLine): number => a.place[0] - b.place[0] || a.place[1] - b.place[1];

/** Where a block lies in the file. */
interface Block {
  readonly offset: number;
  readonly size: number;
}

type RunFile = ReturnType<typeof openRunFile>;

function openRunFile(path: string) {
  const file = openSync(path, 'wx+', 0o600);
  unlinkSync(path);
  let offset = 0;
  return {
    write: (bytes: Buffer): Block => {
      const block = { offset, size: bytes.length };
      for (let from = 0; from < bytes.length;) from += writeSync(file, bytes, from);
      offset += bytes.length;
      return block;
    },
    read: (block: Block): Buffer => {
      const bytes = Buffer.allocUnsafe(block.size);
      for (let from = 0; from < block.size;) {
        const read = readSync(file, bytes, from, block.size - from, block.offset + from);
        if (read === 0) throw new Error('the lines that were to be sorted are not there any more');
        from += read;
      }
      return bytes;
    },
    close: () => closeSync(file),
  };
}

function writeRun(disk: RunFile, lines: readonly PlacedLine[]): Block[] {
  const blocks: Block[] = [];
  let [from, length] = [0, 0];
  lines.forEach(({ line }, index) => {
    length += line.length;
    if (length < BLOCK_LENGTH && index + 1 < lines.length) return;
    blocks.push(disk.write(packBlock(lines.slice(from, index + 1))));
    [from, length] = [index + 1, 0];
  });
  return blocks;
}

/** Two places and a length for each line, then the lines. */
const NUMBERS_A_LINE = 3;

function packBlock(lines: readonly PlacedLine[]): Buffer {
  const numbers = new Float64Array(1 + lines.length * NUMBERS_A_LINE);
  numbers[0] = lines.length;
  lines.forEach(({ place, line }, index) => numbers.set([...place, line.length], 1 + index * NUMBERS_A_LINE));
  return zstdCompressSync(
    Buffer.concat([Buffer.from(numbers.buffer), Buffer.from(lines.map(({ line }) => line).join(''))]),
  );
}

interface OpenBlock {
  readonly numbers: Float64Array;
  readonly count: number;
  readonly text: string;
}

function unpackBlock(bytes: Buffer): OpenBlock {
  const unpacked = zstdDecompressSync(bytes);
  const count = unpacked.readDoubleLE(0);
  const head = 8 * (1 + count * NUMBERS_A_LINE);
  const numbers = new Float64Array(new Uint8Array(unpacked.subarray(8, head)).buffer);
  return { numbers, count, text: unpacked.toString('utf8', head) };
}

/** Where the merge is in a run. */
interface Cursor {
  readonly run: number;
  /** Of the run, still to be opened. */
  readonly blocks: Block[];
  block: OpenBlock;
  /** Of the block: the next line, and where its text begins. */
  index: number;
  at: number;
}

function mergeRuns(disk: RunFile, runs: readonly Block[][], write: (lines: string) => void): void {
  // The lowest next line first.
  const cursors: Cursor[] = [];
  runs.forEach((blocks, run) => {
    const [first, ...rest] = blocks;
    if (first === undefined) return;
    const block = unpackBlock(disk.read(first));
    insert(cursors, { run, blocks: rest, block, index: 0, at: 0 });
  });
  for (let lowest = cursors.shift(); lowest !== undefined; lowest = cursors.shift()) {
    write(takeUpTo(lowest, cursors[0]));
    if (lowest.index === lowest.block.count) {
      const next = lowest.blocks.shift();
      if (next === undefined) continue;
      Object.assign(lowest, { block: unpackBlock(disk.read(next)), index: 0, at: 0 });
    }
    insert(cursors, lowest);
  }
}

function insert(cursors: Cursor[], cursor: Cursor): void {
  let [low, high] = [0, cursors.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isBefore(cursors[middle] as Cursor, cursor)) low = middle + 1;
    else high = middle;
  }
  cursors.splice(low, 0, cursor);
}

function isBefore(a: Cursor, b: Cursor): boolean {
  const difference = numberAt(a, 0) - numberAt(b, 0) || numberAt(a, 1) - numberAt(b, 1);
  return difference === 0 ? a.run < b.run : difference < 0;
}

const numberAt = ({ block, index }: Cursor, which: 0 | 1 | 2): number =>
  block.numbers[index * NUMBERS_A_LINE + which] ?? 0;

/** The lines of the open block that come before the other run's next one. */
function takeUpTo(cursor: Cursor, other: Cursor | undefined): string {
  const from = cursor.at;
  do {
    cursor.at += numberAt(cursor, 2);
    cursor.index += 1;
  } while (cursor.index < cursor.block.count && (other === undefined || isBefore(cursor, other)));
  return cursor.block.text.slice(from, cursor.at);
}
