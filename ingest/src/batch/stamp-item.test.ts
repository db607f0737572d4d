import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { stampItem } from './stamp-item.ts';

const counts = {
  letters: 1,
  digits: 2,
  numpad: 3,
  symbols: 4,
  others: 5,
  leftClicks: 6,
  rightClicks: 7,
  wheel: 8,
  moves: 9,
};
const minute = { kind: 'inputMinute', seq: 7, minute: 29_000_000, part: 0, counts };
const slice = {
  kind: 'windowSlice',
  seq: 8,
  minute: 29_000_000,
  activatedAt: 29_000_000 * 60_000,
  process: 'editor',
  title: '見積書.xlsx',
  seconds: 42,
};

test('an input minute is stamped with its counts in the fixed order and the offset of the batch', () => {
  assert.deepEqual(stampItem(minute, 3), {
    ok: true,
    item: {
      kind: 'inputMinute',
      seq: 7,
      offsetMinutes: 3,
      minute: 29_000_000,
      part: 0,
      counts: [1, 2, 3, 4, 5, 6, 7, 8, 9],
    },
  });
});

test("an item's own offset wins over the batch's estimate, also when it is zero", () => {
  const stamped = stampItem({ ...minute, offsetMinutes: 0 }, 500);
  assert.equal(stamped.ok && stamped.item.offsetMinutes, 0);
});

test('a field of a newer collector is kept as extra', () => {
  const stamped = stampItem({ ...minute, battery: { percent: 80 } }, 0);
  assert.deepEqual(stamped.ok && stamped.item.extra, { battery: { percent: 80 } });
});

test('an item of an unknown kind is kept whole', () => {
  const stamped = stampItem({ kind: 'meeting', seq: 3, room: '第1会議室' }, 0);
  assert.deepEqual(stamped, {
    ok: true,
    item: { kind: 'unknown', seq: 3, offsetMinutes: 0, item: { kind: 'meeting', seq: 3, room: '第1会議室' } },
  });
});

test('a refused item is named by its seq and the field at fault', () => {
  const refused = stampItem({ ...minute, counts: { ...counts, letters: -1 } }, 0);
  assert.equal(refused.ok, false);
  assert.equal(!refused.ok && refused.seq, 7);
  assert.match(refused.ok ? '' : refused.detail, /^counts\.letters/);
});

test('an item of 300 KiB is refused by itself', () => {
  assert.equal(stampItem({ ...slice, title: 'あ'.repeat(100_000) }, 0).ok, false);
  assert.equal(stampItem({ ...slice, note: 'x'.repeat(300_000) }, 0).ok, false);
});

test('lone surrogates and NUL never reach the store', () => {
  const stamped = stampItem({ ...slice, title: 'a\ud800b\0c', note: { deep: ['\udfff\0'] } }, 0);
  assert.equal(stamped.ok && stamped.item.kind === 'windowSlice' && stamped.item.title, 'a\ufffdbc');
  assert.deepEqual(stamped.ok && stamped.item.extra, { note: { deep: ['\ufffd'] } });
});

test('no value whatever makes the check throw', () => {
  fc.assert(
    fc.property(fc.anything(), fc.dictionary(fc.string(), fc.anything()), (value, fields) => {
      assert.equal(typeof stampItem(value, 0).ok, 'boolean');
      const json = JSON.parse(
        JSON.stringify({ ...fields }, (_, v) => (typeof v === 'bigint' ? 0 : v)) ?? 'null',
      ) as object;
      assert.equal(typeof stampItem({ ...minute, ...json }, 0).ok, 'boolean');
    }),
  );
});
