/** Who imports whom, by repo path. */
export type ImportGraph = ReadonlyMap<string, readonly string[]>;

/**
 * One ring of imports, as the paths on it with the first one repeated at the end, or undefined. Files in a ring cannot be read, tested or
 * moved one by one. Depth first; each file is entered once.
 */
export function findCycle(graph: ImportGraph): string[] | undefined {
  const done = new Set<string>();
  for (const start of graph.keys()) {
    const ring = search(graph, start, [], done);
    if (ring !== undefined) return ring;
  }
  return undefined;
}

function search(graph: ImportGraph, file: string, path: readonly string[], done: Set<string>): string[] | undefined {
  const seenAt = path.indexOf(file);
  if (seenAt >= 0) return [...path.slice(seenAt), file];
  if (done.has(file)) return undefined;
  for (const imported of graph.get(file) ?? []) {
    const ring = search(graph, imported, [...path, file], done);
    if (ring !== undefined) return ring;
  }
  done.add(file);
  return undefined;
}
