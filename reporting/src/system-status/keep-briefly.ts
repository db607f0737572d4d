/** Tenants whose reading is kept at once; the oldest goes. */
const MAX_KEPT = 20;

/** Gives the same reading for a while, and one reading to all who ask meanwhile. A failed one is not kept. */
export function keepBriefly<T>(keptMs: number, read: (key: string) => Promise<T>): (key: string) => Promise<T> {
  const kept = new Map<string, { value: Promise<T>; atMs: number }>();
  return (key) => {
    const present = kept.get(key);
    if (present !== undefined && performance.now() - present.atMs < keptMs) return present.value;
    const value = read(key);
    kept.delete(key);
    kept.set(key, { value, atMs: performance.now() });
    const [oldest] = kept.keys();
    if (kept.size > MAX_KEPT && oldest !== undefined) kept.delete(oldest);
    value.catch(() => {
      if (kept.get(key)?.value === value) kept.delete(key);
    });
    return value;
  };
}
