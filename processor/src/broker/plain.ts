/** What the shape of our own messages is recognised by: some lines instead of a schema's reading, which costs ten times as much on the way of every fact. */
export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const isInteger = (value: unknown): value is number => Number.isSafeInteger(value);

export const isText = (value: unknown): value is string => typeof value === 'string';

/** A UUID as we write them: small letters. */
export const isId = (value: unknown): value is string => typeof value === 'string' && ID.test(value);
const ID = /^[\da-f]{8}-[\da-f]{4}-[1-8][\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/;

export const isPair = (value: unknown): value is readonly [unknown, unknown] =>
  Array.isArray(value) && value.length === 2;

export function isArrayOf(value: unknown, isMember: (each: unknown) => boolean): value is readonly unknown[] {
  if (!Array.isArray(value)) return false;
  for (const each of value) if (!isMember(each)) return false;
  return true;
}
