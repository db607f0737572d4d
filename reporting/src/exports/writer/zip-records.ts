/** A file inside a zip whose bytes have been written. */
export interface ZipEntry {
  readonly name: Buffer;
  /** Where its local header begins. */
  readonly offset: number;
  readonly crc: number;
  readonly size: number;
  readonly compressedSize: number;
}

/** MS-DOS date and time, two seconds exact: no time zone of any machine. */
export interface DosTime {
  readonly date: number;
  readonly time: number;
}

/** The wall clock of UTC, wherever this machine stands. */
export function dosTime(ms: number): DosTime {
  const at = new Date(ms);
  return {
    date: ((Math.max(at.getUTCFullYear(), 1980) - 1980) << 9) | ((at.getUTCMonth() + 1) << 5) | at.getUTCDate(),
    time: (at.getUTCHours() << 11) | (at.getUTCMinutes() << 5) | (at.getUTCSeconds() >> 1),
  };
}

const U16 = 0xffff;
const U32 = 0xffffffff;
/** Sizes follow the data; the name is UTF-8, without which Windows shows mojibake. */
const FLAGS = 0x0808;
const DEFLATE = 8;
const NEEDS = { plain: 20, zip64: 45 };
/** Made on Unix, by version 6.3 of the specification. */
const MADE_BY = (3 << 8) | 63;
const REGULAR_FILE = 0o100644;

/** One after the other, little endian: [bytes, value]. */
function record(...fields: (readonly [size: 2 | 4 | 8, value: number])[]): Buffer {
  const bytes = Buffer.alloc(fields.reduce((sum, [size]) => sum + size, 0));
  let at = 0;
  for (const [size, value] of fields) {
    if (size === 8) bytes.writeBigUInt64LE(BigInt(value), at);
    else bytes.writeUIntLE(value, at, size);
    at += size;
  }
  return bytes;
}

const isLarge = (entry: ZipEntry): boolean => entry.size >= U32 || entry.compressedSize >= U32;

/** Before the data, whose sizes nobody knows yet (APPNOTE 4.3.7). */
export const localHeader = (name: Buffer, { date, time }: DosTime): Buffer =>
  Buffer.concat([
    record([4, 0x04034b50], [2, NEEDS.plain], [2, FLAGS], [2, DEFLATE], [2, time], [2, date]),
    record([4, 0], [4, 0], [4, 0], [2, name.length], [2, 0]),
    name,
  ]);

/** Behind the data (4.3.9). */
export function dataDescriptor(entry: ZipEntry): Buffer {
  const size = isLarge(entry) ? 8 : 4;
  return record([4, 0x08074b50], [4, entry.crc], [size, entry.compressedSize], [size, entry.size]);
}

/** In the directory at the end (4.3.12); what does not fit into 32 bits stands in the field for zip64 (4.5.3). */
export function directoryEntry(entry: ZipEntry, { date, time }: DosTime): Buffer {
  const needsZip64 = isLarge(entry) || entry.offset >= U32;
  const extra = needsZip64
    ? record([2, 1], [2, 24], [8, entry.size], [8, entry.compressedSize], [8, entry.offset])
    : Buffer.alloc(0);
  const fit = (value: number): readonly [4, number] => [4, needsZip64 ? U32 : value];
  return Buffer.concat([
    record([4, 0x02014b50], [2, MADE_BY], [2, needsZip64 ? NEEDS.zip64 : NEEDS.plain], [2, FLAGS], [2, DEFLATE]),
    record([2, time], [2, date], [4, entry.crc], fit(entry.compressedSize), fit(entry.size)),
    record([2, entry.name.length], [2, extra.length], [2, 0], [2, 0], [2, 0], [4, REGULAR_FILE * 0x10000]),
    record(fit(entry.offset)),
    ...[entry.name, extra],
  ]);
}

/** The end of a zip: its directory begins at `offset` and is `size` bytes long (4.3.14 to 4.3.16). */
export function directoryEnd(entries: number, offset: number, size: number): Buffer {
  const count = Math.min(entries, U16);
  const end = record(
    ...([
      [4, 0x06054b50],
      [2, 0],
      [2, 0],
      [2, count],
      [2, count],
    ] as const),
    ...([
      [4, Math.min(size, U32)],
      [4, Math.min(offset, U32)],
      [2, 0],
    ] as const),
  );
  if (count < U16 && offset < U32 && size < U32) return end;
  return Buffer.concat([
    record([4, 0x06064b50], [8, 44], [2, MADE_BY], [2, NEEDS.zip64], [4, 0], [4, 0]),
    record([8, entries], [8, entries], [8, size], [8, offset]),
    record([4, 0x07064b50], [4, 0], [8, offset + size], [4, 1]),
    end,
  ]);
}
