import assert from 'node:assert/strict';
import { test } from 'node:test';
import { z } from 'zod';
import {
  INPUT_COUNT_NAMES,
  inputCountsSchema,
  inputMinuteSchema,
  sessionChangeSchema,
  wireItemSchema,
} from './wire.ts';

const COUNTS = Object.fromEntries(INPUT_COUNT_NAMES.map((name, index) => [name, index]));
const MINUTE = { kind: 'inputMinute', seq: 1, minute: 29_000_000, part: 0, counts: COUNTS };

interface Field {
  readonly type?: string;
  readonly const?: string;
  readonly properties?: Record<string, Field>;
}
const fieldsOf = (schema: z.ZodType) => Object.entries((z.toJSONSchema(schema) as Field).properties ?? {});

test('a minute of input has numbers only: no field of it could say which key was pressed', () => {
  assert.deepEqual(
    fieldsOf(inputCountsSchema).map(([name, { type }]) => [name, type]),
    INPUT_COUNT_NAMES.map((name) => [name, 'integer']),
  );
  const others = fieldsOf(inputMinuteSchema).filter(([name]) => name !== 'counts');
  assert.deepEqual(
    others.filter(([, field]) => field.type !== 'integer'),
    [['kind', { type: 'string', const: 'inputMinute' }]],
  );
});

test('beside the counts of a minute nothing is kept, and a text is no count', () => {
  const read = wireItemSchema.parse({ ...MINUTE, counts: { ...COUNTS, keys: 'secret' } });
  assert.doesNotMatch(JSON.stringify(read), /secret/);
  assert.equal(wireItemSchema.safeParse({ ...MINUTE, counts: { ...COUNTS, letters: 'a' } }).success, false);
});

test('a change of the session is one of a list, not a text', () => {
  const change = { kind: 'sessionChange', seq: 1, at: 1_770_000_000_000, change: 'typed: a' };
  assert.equal(sessionChangeSchema.safeParse(change).success, false);
});
