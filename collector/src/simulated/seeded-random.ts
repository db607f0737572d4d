/** A generator of [0, 1) that depends on nothing but its numbers (mulberry32 over a mixed seed): the same PC does the same every time. */
export function seededRandom(...numbers: readonly number[]): () => number {
  let state = numbers.reduce((mixed, n) => Math.imul(mixed ^ Math.trunc(n), 0x9e3779b1) ^ (mixed >>> 15), 0x2545f491);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}
