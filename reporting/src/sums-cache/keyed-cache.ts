interface Entry<T> {
  state: string;
  readonly value: Promise<T>;
  /** Until then it waits for the loading before it. */
  hasBegun: boolean;
  weight: number;
}

export interface KeyedCache<T> {
  /**
   * The value of a key in a state. Asked for another state it is loaded again (`before`: what was there); whoever asks meanwhile waits for the same
   * loading. A state must be read before it is asked for: nobody is given a value whose loading began before their state was known, and who comes
   * while one loading runs shares the next one, however often the state changes meanwhile.
   */
  read(key: string, state: string, load: (before: T | undefined) => Promise<T>): Promise<T>;
}

/** Keeps what was loaded, the least recently asked goes first: never heavier than `maxWeight`, but for the one in use. */
export function createKeyedCache<T>(maxWeight: number, weigh: (value: T) => number): KeyedCache<T> {
  const entries = new Map<string, Entry<T>>();
  const settle = (key: string, entry: Entry<T>, value: T): void => {
    entry.weight = weigh(value);
    let total = 0;
    for (const each of entries.values()) total += each.weight;
    for (const [other, each] of entries) {
      if (total <= maxWeight) break;
      if (other === key || each.weight === 0) continue;
      entries.delete(other);
      total -= each.weight;
    }
  };
  return {
    read: (key, state, load) => {
      const known = entries.get(key);
      if (known?.state === state) {
        entries.delete(key);
        entries.set(key, known);
        return known.value;
      }
      if (known?.hasBegun === false) {
        known.state = state;
        return known.value;
      }
      const before = known === undefined ? Promise.resolve(undefined) : known.value.catch(() => undefined);
      const begin = (there: T | undefined): Promise<T> => {
        entry.hasBegun = true;
        return load(there);
      };
      const entry: Entry<T> = { state, value: before.then(begin), hasBegun: false, weight: 0 };
      entries.delete(key);
      entries.set(key, entry);
      entry.value.then(
        (value) => settle(key, entry, value),
        () => {
          if (entries.get(key) === entry) entries.delete(key);
        },
      );
      return entry.value;
    },
  };
}
