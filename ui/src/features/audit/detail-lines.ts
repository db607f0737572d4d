import type { AuditEntryAnswer } from '#domain/contract/audit.ts';

export interface DetailWords {
  readonly names: Readonly<Record<string, string>>;
  readonly values: Readonly<Record<string, string>>;
}
type Values = Readonly<Record<string, unknown>>;

/** `Object.hasOwn`: a key of an old row may be any word, `constructor` too. */
const wordOf = (words: Readonly<Record<string, string>>, key: string): string =>
  (Object.hasOwn(words, key) ? words[key] : undefined) ?? key;

const CHANGED = /^(.+)\.(before|after)$/;
const isObject = (value: unknown): value is Values => typeof value === 'object' && value !== null;

/** Settings are kept whole, as JSON text before and after. */
function parsed(text: unknown): Values | undefined {
  if (typeof text !== 'string' || !text.startsWith('{')) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** `{ lock: { isOn: true } }` → `lock.isOn`. */
const leavesOf = (values: Values, path = ''): [string, unknown][] =>
  Object.entries(values).flatMap(([key, value]) =>
    isObject(value) ? leavesOf(value, `${path}${key}.`) : [[`${path}${key}`, value]],
  );

/** Pairs `x.before` and `x.after`, and the leaves of two whole settings that differ, as one change each. */
function changesOf(values: Values): { readonly changes: Map<string, [unknown, unknown]>; readonly rest: Values } {
  const changes = new Map<string, [unknown, unknown]>();
  const rest: Record<string, unknown> = {};
  const [before, after] = [parsed(values['before']), parsed(values['after'])];
  for (const [key, value] of Object.entries(values)) {
    if (after !== undefined && (key === 'before' || key === 'after')) continue;
    const name = CHANGED.exec(key)?.[1];
    if (name === undefined || name === 'count') rest[key] = value;
    else changes.set(name, [values[`${name}.before`], values[`${name}.after`]]);
  }
  const old = new Map(leavesOf(before ?? {}));
  for (const [path, value] of leavesOf(after ?? {}))
    if (!Object.is(old.get(path), value)) changes.set(path, [old.get(path), value]);
  return { changes, rest };
}

/** What an entry holds beside who, when and what, as `name: value` lines in words. Empty values say nothing. */
export function detailLines(
  entry: Pick<AuditEntryAnswer, 'detail' | 'personal'>,
  words: DetailWords,
): readonly (readonly [string, string])[] {
  const shown = (value: unknown): string => {
    const text = String(value ?? 'null');
    return wordOf(words.values, text === '' ? 'null' : text);
  };
  const { changes, rest } = changesOf({ ...entry.detail, ...entry.personal });
  const lines = Object.entries(rest).filter(([, value]) => value !== null && value !== '');
  return [
    ...lines.map(([name, value]) => [wordOf(words.names, name), shown(value)] as const),
    ...[...changes].map(
      ([name, [before, after]]) => [wordOf(words.names, name), `${shown(before)} → ${shown(after)}`] as const,
    ),
  ];
}
