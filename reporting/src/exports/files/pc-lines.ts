const LF = 0x0a;
/** `yyyy/MM/dd HH:mm`. */
const READING_LENGTH = 16;
/** Of the reading, `:00` and nine counts of a digit with their commas: no line is shorter, so the search for its end begins there. */
const LEAST_LENGTH = READING_LENGTH + 3 + 9 * 2;

/** Where a person's lines lie in the engine's bytes. */
export interface PersonLines {
  readonly from: number;
  readonly to: number;
  readonly rows: number;
  /** A minute stands in two neighbouring lines: of two PCs, or of two parts. */
  readonly repeatsMinute: boolean;
}

/**
 * Finds each person's lines in what the engine wrote. A line is the person's prefix, a reading, counts, LF; lines of a person stand together, people in
 * the order of `prefixes`, who may be missing. Prefixes differ and end with the comma that ends a cell, so none begins another. Nothing of a person
 * without lines. One pass over ten million lines: no objects, no text.
 */
export function cutLines(bytes: Uint8Array, prefixes: readonly Uint8Array[]): (PersonLines | undefined)[] {
  const found: (PersonLines | undefined)[] = [];
  let at = 0;
  for (const prefix of prefixes) {
    const lines = linesFrom(bytes, at, prefix);
    found.push(lines);
    at = lines?.to ?? at;
  }
  if (at !== bytes.length) throw new TypeError('a line of nobody who was asked for');
  return found;
}

function linesFrom(bytes: Uint8Array, from: number, prefix: Uint8Array): PersonLines | undefined {
  let [at, rows, repeatsMinute, readingBefore] = [from, 0, false, -1];
  while (at < bytes.length && beginsWith(bytes, at, prefix)) {
    const reading = at + prefix.length;
    repeatsMinute ||= readingBefore >= 0 && isSameReading(bytes, readingBefore, reading);
    readingBefore = reading;
    at = reading + LEAST_LENGTH;
    while (at < bytes.length && bytes[at] !== LF) at += 1;
    at += 1;
    rows += 1;
  }
  return rows === 0 ? undefined : { from, to: at, rows, repeatsMinute };
}

function beginsWith(bytes: Uint8Array, at: number, prefix: Uint8Array): boolean {
  for (let i = 0; i < prefix.length; i += 1) if (bytes[at + i] !== prefix[i]) return false;
  return true;
}

/** From the last digit on, where neighbours differ. */
function isSameReading(bytes: Uint8Array, a: number, b: number): boolean {
  for (let i = READING_LENGTH - 1; i >= 0; i -= 1) if (bytes[a + i] !== bytes[b + i]) return false;
  return true;
}
