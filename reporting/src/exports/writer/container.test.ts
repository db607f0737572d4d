import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import yauzl from 'yauzl';
import { tempDir } from '#platform/testkit/index.ts';
import { entriesOf } from '../golden/read-zip.fixture.ts';
import { openContainer } from './container.ts';
import { dataDescriptor, directoryEnd, directoryEntry, dosTime, localHeader } from './zip-records.ts';

const AT = Date.UTC(2026, 2, 31, 23, 59, 58);
const zipAt = (path: string) =>
  openContainer({ path, container: 'zip', encoding: 'utf-8', guardsFormulas: true, entryTimeMs: AT });

test('what went in comes out, whatever the sizes of its pieces: empty, small, and larger than what is deflated at once', async () => {
  const path = join(tempDir('zip'), 'a.zip');
  const zip = zipAt(path);
  const repeated = Buffer.from('00001,2026/03/02 09:00:00,1,2,3\r\n'.repeat(20_000));
  const files = new Map<string, Buffer[]>([
    ['空.csv', []],
    ['勤務 一.csv', [Buffer.from('a')]],
    ['large.csv', [Buffer.from('header\r\n'), repeated, randomBytes(700_000), Buffer.alloc(0), Buffer.from('end')]],
  ]);
  const contents = new Map([...files].map(([name, pieces]) => [name, Buffer.concat(pieces)]));
  for (const [name, pieces] of files) {
    zip.begin(name);
    pieces.forEach((piece) => zip.write(piece));
    zip.end();
  }
  assert.equal(zip.finish(), statSync(path).size);
  const bytes = readFileSync(path);
  // yauzl compares sizes; the sums are compared here.
  assert.deepEqual(await entriesOf(bytes), contents);
  const read = await yauzl.fromBufferPromise(bytes, { strictFileNames: true });
  for await (const entry of read.eachEntry()) {
    assert.equal(entry.getLastModDate({ timezone: 'UTC' }).getTime(), AT);
    // UTF-8 names: Windows shows mojibake without.
    assert.equal(entry.generalPurposeBitFlag & 0x800, 0x800);
  }
});

test('70,000 files are more than the old form of a zip can name', async () => {
  const path = join(tempDir('zip'), 'many.zip');
  const zip = zipAt(path);
  for (let index = 0; index < 70_000; index += 1) {
    zip.begin(`${index}_pc.csv`);
    zip.end();
  }
  zip.finish();
  const read = await yauzl.openPromise(path, { strictFileNames: true });
  assert.equal(read.entryCount, 70_000);
  let seen = 0;
  for await (const entry of read.eachEntry()) {
    assert.equal(entry.fileName, `${seen}_pc.csv`);
    seen += 1;
  }
  assert.equal(seen, 70_000);
});

test('sizes and places of more than four gigabytes are read back', async () => {
  const [size, compressedSize, offset] = [5_000_000_001, 4_500_000_002, 6_000_000_003];
  const name = Buffer.from('application_aggregation.csv');
  const entry = { name, offset, crc: 0xdeadbeef, size, compressedSize };
  const directory = directoryEntry(entry, dosTime(AT));
  const start = offset + localHeader(name, dosTime(AT)).length + compressedSize + dataDescriptor(entry).length;
  const tail = Buffer.concat([directory, directoryEnd(1, start, directory.length)]);
  const reader = new TailReader(tail, start);
  const read = await yauzl.fromRandomAccessReaderPromise(reader, start + tail.length, {});
  for await (const found of read.eachEntry()) {
    assert.deepEqual([found.uncompressedSize, found.compressedSize, found.crc32], [size, compressedSize, 0xdeadbeef]);
    assert.equal(found.relativeOffsetOfLocalHeader, offset);
  }
  assert.equal(dataDescriptor(entry).length, 24);
});

/** A file of gigabytes of which only the end exists. */
class TailReader extends yauzl.RandomAccessReader {
  private readonly tail: Buffer;
  private readonly start: number;
  constructor(tail: Buffer, start: number) {
    super();
    [this.tail, this.start] = [tail, start];
  }
  override read(
    buffer: Buffer,
    offset: number,
    length: number,
    position: number,
    callback: (err: Error | null) => void,
  ): void {
    const from = position - this.start;
    buffer.fill(0, offset, offset + length);
    this.tail.copy(buffer, offset + Math.max(0, -from), Math.max(0, from), Math.max(0, from + length));
    callback(null);
  }
}
