import { closeSync, openSync, readSync, unlinkSync, writeSync } from 'node:fs';
import { zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { lineOf } from './format.ts';
import type { PlacedRecord } from './format.ts';
import { createLineRun } from './line-run.ts';
import type { LineRun } from './line-run.ts';

/** Lines in any order, written in that of their places; equal places keep the order in which they came. */
export interface LineSorter {
  add(record: PlacedRecord): void;
  /** All lines, in order, as UTF-8 in the sorter's own memory: good until `write` returns. Nothing can be added afterwards. */
  drain(write: (utf8: Buffer) => void): void;
}

/** Bytes of a run while it is gathered in memory, and of a block, of which each run holds one while they are merged. */
const RUN_BYTES = 4_000_000;
const BLOCK_BYTES = 32_000;

/**
 * Sorted runs on the disk, merged at the end: memory holds one run, then a block of each, however many lines there are.
 *
 *   add ──▶ run in memory ──sort──▶ blocks on the disk   ┐
 *   add ──▶ run in memory ──sort──▶ blocks on the disk   ├─ drain: the lowest first
 *
 * The file has no name as soon as it is open: whatever becomes of the process, its titles and addresses are gone with it.
 */
export function createLineSorter(path: string, runBytes = RUN_BYTES): LineSorter {
  let run: LineRun | undefined = createLineRun(runBytes);
  let disk: RunFile | undefined;
  const runs: Block[][] = [];
  const endRun = (full: LineRun): void => {
    disk ??= openRunFile(path);
    runs.push(writeRun(disk, full));
    full.clear();
  };
  return {
    add: ({ place, record }) => {
      if (run === undefined) throw new TypeError('a line after the lines have been written');
      const line = lineOf(record);
      if (run.add(place, line)) return;
      endRun(run);
      if (!run.add(place, line)) throw new RangeError('a line that no run can hold');
    },
    drain: (write) => {
      if (run !== undefined && run.count > 0) endRun(run);
      run = undefined;
      if (disk === undefined) return;
      mergeRuns(disk, runs, write);
      disk.close();
    },
  };
}

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

/** Of each line: two places and its bytes; then the lines. */
const NUMBERS_A_LINE = 3;

function writeRun(disk: RunFile, run: LineRun): Block[] {
  const blocks: Block[] = [];
  const order = run.inOrder();
  for (let from = 0; from < order.length;) {
    let [to, size] = [from, 0];
    while (to < order.length && (size < BLOCK_BYTES || to === from)) size += run.sizeOf(order[to++] ?? 0);
    blocks.push(disk.write(packBlock(run, order.subarray(from, to), size)));
    from = to;
  }
  return blocks;
}

function packBlock(run: LineRun, lines: Uint32Array, size: number): Buffer {
  const numbers = new Float64Array(1 + lines.length * NUMBERS_A_LINE);
  numbers[0] = lines.length;
  const text = Buffer.allocUnsafe(numbers.byteLength + size);
  let at = numbers.byteLength;
  lines.forEach((line, index) => {
    numbers.set([...run.placeOf(line), run.sizeOf(line)], 1 + index * NUMBERS_A_LINE);
    at += run.copyTo(line, text, at);
  });
  text.set(new Uint8Array(numbers.buffer));
  return zstdCompressSync(text);
}

interface OpenBlock {
  readonly numbers: Float64Array;
  readonly count: number;
  readonly text: Buffer;
}

function unpackBlock(bytes: Buffer): OpenBlock {
  const unpacked = zstdDecompressSync(bytes);
  const count = unpacked.readDoubleLE(0);
  const head = 8 * (1 + count * NUMBERS_A_LINE);
  const numbers = new Float64Array(new Uint8Array(unpacked.subarray(8, head)).buffer);
  return { numbers, count, text: unpacked.subarray(head) };
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

function mergeRuns(disk: RunFile, runs: readonly Block[][], write: (utf8: Buffer) => void): void {
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
function takeUpTo(cursor: Cursor, other: Cursor | undefined): Buffer {
  const from = cursor.at;
  do {
    cursor.at += numberAt(cursor, 2);
    cursor.index += 1;
  } while (cursor.index < cursor.block.count && (other === undefined || isBefore(cursor, other)));
  return cursor.block.text.subarray(from, cursor.at);
}
