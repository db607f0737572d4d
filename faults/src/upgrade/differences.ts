/** Written anew by each computation, and no figure: the version of the rules, of the row, and when it was made. */
const NOT_FIGURES = new Set(['rulesVersion', 'version', 'computedAt', 'rosterVersion']);

/**
 * What the older version said and the newer one says otherwise, as paths. What only the newer one says is no difference: an upgrade may add figures,
 * and may not change or lose one.
 */
export function differences(older: unknown, newer: unknown, path = ''): string[] {
  if (Array.isArray(older) && Array.isArray(newer)) {
    if (older.length !== newer.length) return [`${path}: ${older.length} entries, then ${newer.length}`];
    return older.flatMap((each, index) => differences(each, newer[index], `${path}[${index}]`));
  }
  if (isRecord(older) && isRecord(newer))
    return Object.entries(older).flatMap(([name, value]) =>
      NOT_FIGURES.has(name) ? [] : differences(value, newer[name], `${path}.${name}`),
    );
  return Object.is(older, newer) ? [] : [`${path}: ${JSON.stringify(older)}, then ${JSON.stringify(newer)}`];
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
