import { createHash } from 'node:crypto';

/** The seed of the sample company: the same company for everybody, whenever and wherever it is made. */
export const SAMPLE_SEED = 'kinmu-lens/demo-shoji/1';

export interface Random {
  /** [0, 1) */
  next(): number;
  /** Whole number from min to max, both included. */
  int(min: number, max: number): number;
  chance(probability: number): boolean;
  pick<T>(values: readonly T[]): T;
}

/** A generator of its own for each name: what is made for one day never depends on the order in which days are made. */
export function randomOf(...name: readonly (string | number)[]): Random {
  const digest = createHash('sha256')
    .update([SAMPLE_SEED, ...name].join('/'))
    .digest();
  let state = digest.readUInt32LE(0);
  // mulberry32: 32 bits of state are plenty for a day of a person.
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const int = (min: number, max: number): number => min + Math.floor(next() * (max - min + 1));
  return {
    next,
    int,
    chance: (probability) => next() < probability,
    pick: (values) => {
      const value = values[int(0, values.length - 1)];
      if (value === undefined) throw new RangeError('nothing to pick from');
      return value;
    },
  };
}

/** A UUID (version 8, made of a hash) that is the same for the same name. */
export function uuidOf(...name: readonly (string | number)[]): string {
  const hex = createHash('sha256')
    .update([SAMPLE_SEED, 'uuid', ...name].join('/'))
    .digest('hex');
  const variant = ((Number.parseInt(hex.charAt(16), 16) & 0x3) | 0x8).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
