import type { Place } from './format.ts';

/** Lines of a run while it is gathered: bytes and numbers in memory that is taken once, because millions of texts that live for a while are what makes a heap grow. */
export interface LineRun {
  readonly count: number;
  /** False: it is full, and the line is not in it. An empty run takes any line. */
  add(place: Place, line: string): boolean;
  /** Numbers of the lines by place, equal places as they came. */
  inOrder(): Uint32Array;
  placeOf(line: number): Place;
  sizeOf(line: number): number;
  /** Gives how many bytes that were. */
  copyTo(line: number, target: Buffer, at: number): number;
  clear(): void;
}

/** The shortest lines of アプリ集計 have some forty bytes. */
const LEAST_BYTES_A_LINE = 40;
const MOST_BYTES_A_CHARACTER = 3;

export function createLineRun(bytes: number): LineRun {
  const most = Math.ceil(bytes / LEAST_BYTES_A_LINE) + 1;
  let text = Buffer.allocUnsafeSlow(bytes);
  const places = new Float64Array(2 * most);
  /** Where each line ends. */
  const ends = new Uint32Array(most);
  let count = 0;
  const startOf = (line: number): number => (line === 0 ? 0 : (ends[line - 1] ?? 0));
  const endOf = (line: number): number => ends[line] ?? 0;
  const placeAt = (index: number): number => places[index] ?? 0;
  return {
    get count() {
      return count;
    },
    add: (place, line) => {
      const at = startOf(count);
      const room = line.length * MOST_BYTES_A_CHARACTER;
      if (count === most || at + room > text.length) {
        if (count > 0) return false;
        text = Buffer.allocUnsafeSlow(room);
      }
      places.set(place, 2 * count);
      ends[count] = at + text.write(line, at);
      count += 1;
      return true;
    },
    inOrder: () =>
      Uint32Array.from({ length: count }, (_, line) => line).sort(
        (a, b) => placeAt(2 * a) - placeAt(2 * b) || placeAt(2 * a + 1) - placeAt(2 * b + 1) || a - b,
      ),
    placeOf: (line) => [placeAt(2 * line), placeAt(2 * line + 1)],
    sizeOf: (line) => endOf(line) - startOf(line),
    copyTo: (line, target, at) => text.copy(target, at, startOf(line), endOf(line)),
    clear: () => {
      count = 0;
    },
  };
}
