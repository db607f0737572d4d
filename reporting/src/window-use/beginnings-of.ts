/**
 * Prefixes cut to the length of the shortest, in code points as the engine counts them: what begins with a prefix begins with one of these. Each once.
 *
 *   https://a.jp/, https://a.jp/sales/, https://bb.jp/   →   https://a.jp/, https://bb.jp   (13)
 */
export function beginningsOf(prefixes: readonly string[]): { beginningLength: number; beginnings: string[] } {
  const spelled = prefixes.map((prefix) => [...prefix]);
  const beginningLength = spelled.reduce((least, { length }) => Math.min(least, length), Infinity);
  if (beginningLength === Infinity) return { beginningLength: 0, beginnings: [] };
  return {
    beginningLength,
    beginnings: [...new Set(spelled.map((characters) => characters.slice(0, beginningLength).join('')))],
  };
}
