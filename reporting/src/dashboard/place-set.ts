const BITS = 32;

/** A set of places (numbering.ts), a bit each: the people of a hundred groups are joined in microseconds. */
export class PlaceSet {
  /** How many there can be. */
  readonly places: number;
  readonly #words: Uint32Array;

  constructor(places: number) {
    this.places = places;
    this.#words = new Uint32Array(Math.ceil(places / BITS));
  }

  add(place: number): void {
    const word = Math.floor(place / BITS);
    this.#words[word] = (this.#words[word] ?? 0) | (1 << (place % BITS));
  }

  /** The other set is over the same places. */
  addAll(other: PlaceSet): void {
    for (const [word, bits] of other.#words.entries())
      if (bits !== 0) this.#words[word] = (this.#words[word] ?? 0) | bits;
  }

  get size(): number {
    let size = 0;
    for (const bits of this.#words) for (let left = bits; left !== 0; left &= left - 1) size += 1;
    return size;
  }
}
