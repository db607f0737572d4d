/** Texts that come again and again as small numbers: ids of people and of groups, so that sums are columns of numbers and sets are bits. */
export interface Numbering {
  /** By place. Only grows. */
  readonly texts: readonly string[];
  /** The place of a text, a new one if it was never seen. */
  placeOf(text: string): number;
  /** Undefined: never seen. */
  find(text: string): number | undefined;
}

export function createNumbering(): Numbering {
  const texts: string[] = [];
  const places = new Map<string, number>();
  return {
    texts,
    placeOf: (text) => {
      let place = places.get(text);
      if (place === undefined) {
        place = texts.push(text) - 1;
        places.set(text, place);
      }
      return place;
    },
    find: (text) => places.get(text),
  };
}

/** What the columns of the sums name by number. */
export interface Names {
  readonly people: Numbering;
  readonly groups: Numbering;
}
