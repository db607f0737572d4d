import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { INPUT_COUNT_NAMES, WIRE_LIMITS } from '#domain/contract/wire.ts';
import { stampBySchema } from './stamp-item.ts';
import { stampPlain } from './stamp-plain.ts';

const counts = Object.fromEntries(INPUT_COUNT_NAMES.map((name) => [name, 3]));
const minute = { kind: 'inputMinute', seq: 7, minute: 29_000_000, part: 0, offsetMinutes: 2, counts };
const slice = {
  kind: 'windowSlice',
  seq: 8,
  minute: 29_000_000,
  activatedAt: 1_740_000_000_000,
  process: 'excel',
  title: '見積書 - Excel',
  url: 'https://kinmu.example.jp/',
  seconds: 30,
};

/** Values at and around every bound, of every type, and texts that the schema would clean. */
const anyValue = fc.oneof(
  fc.constantFrom(
    ...[0, -0, 1, -1, 60, 61, 255, 256, 1_000_000, 1_000_001, 2_000_000_000, 2_000_000_001, 5_256_000, 5_256_001, 0.5],
    ...[-5_256_000, 4_102_444_800_000_000, 4_102_444_800_000_001, Number.MAX_SAFE_INTEGER, 2 ** 53, NaN, Infinity],
    ...[null, undefined, true, '', '7', 'a\0b', 'a\ud800', '😀', [], {}],
    ...[WIRE_LIMITS.processChars, WIRE_LIMITS.titleChars, WIRE_LIMITS.urlChars].flatMap((chars) => [
      'x'.repeat(chars),
      'x'.repeat(chars + 1),
      '😀'.repeat(chars / 2 + 1),
    ]),
  ),
  fc.integer(),
  fc.string({ unit: 'binary' }),
);
const change = fc.record({
  name: fc.constantFrom(...Object.keys({ ...minute, ...slice }), 'extra', 'documentPath'),
  value: anyValue,
  isRemoved: fc.boolean(),
});
const changed = (base: object) =>
  fc.array(change, { maxLength: 3 }).map((changes) => {
    const item: Record<string, unknown> = { ...base };
    for (const { name, value, isRemoved } of changes) {
      if (isRemoved) delete item[name];
      else item[name] = value;
    }
    return item;
  });
const changedCounts = fc
  .tuple(fc.constantFrom(...INPUT_COUNT_NAMES, 'taps'), anyValue, fc.boolean())
  .map(([name, value, isRemoved]) => {
    const given: Record<string, unknown> = { ...counts, [name]: value };
    if (isRemoved) delete given[name];
    return { ...minute, counts: given };
  });

test('what is stamped without the schema the schema takes, and stamps the same', () => {
  let stamped = 0;
  fc.assert(
    fc.property(fc.oneof(changed(minute), changed(slice), changedCounts, fc.anything()), (raw) => {
      const plain = stampPlain(raw, 5);
      if (plain === undefined) return;
      stamped += 1;
      assert.deepEqual({ ok: true, item: plain }, stampBySchema(raw, 5));
    }),
    { numRuns: 3_000 },
  );
  assert.ok(stamped > 100, `only ${stamped} were stamped`);
});

test("the items of today's collector are stamped without the schema", () => {
  const { url: _, ...noUrl } = slice;
  for (const item of [minute, slice, noUrl]) assert.notEqual(stampPlain(item, 0), undefined);
});
