/** What is written by people and by machines, and may be long. Codes and ids keep their form: the contract checks them. */
const NAMES = new Set([
  'name',
  'kana',
  'title',
  'groupName',
  'patternName',
  'approverName',
  'requesterName',
  'subject',
  'process',
  'reason',
  'comment',
]);
const TAIL =
  '東アジア第二営業統括本部・官公庁および地方自治体担当プロジェクト推進室（兼務）Very-Long-Word-Without-Any-Space';

/** The same answer with very long names, for looking at what a screen does with them. */
export function withLongNames(value: unknown, key = ''): unknown {
  if (Array.isArray(value)) return value.map((each) => withLongNames(each, key));
  if (typeof value === 'string') return NAMES.has(key) && value !== '' ? `${value} ${TAIL}` : value;
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, withLongNames(each, name)]));
}
