import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { WIRE_LIMITS, type BatchRequest } from '#domain/contract/wire.ts';
import { checkBatch } from './check-batch.ts';
import { estimateOffsetMinutes } from './check-age.ts';
import { toRanges } from './seq-ranges.ts';
import { MESSAGE_TARGET_BYTES, splitMessages } from './split-messages.ts';

const NOW = Date.UTC(2026, 10, 22, 3, 0, 30);
const NOW_MINUTE = Math.floor(NOW / 60_000);
const DAY = 24 * 60;
const EVERYTHING = { pcCounts: true, applicationNames: true, windowTitles: true, urls: 'full' } as const;
const counts = {
  letters: 1,
  digits: 0,
  numpad: 0,
  symbols: 0,
  others: 0,
  leftClicks: 0,
  rightClicks: 0,
  wheel: 0,
  moves: 0,
};
const minuteAt = (seq: number, minute: number) => ({ kind: 'inputMinute', seq, minute, counts });
const batchOf = (items: unknown[], sentAt = NOW): BatchRequest => ({
  v: 1,
  deviceId: '11111111-1111-4111-8111-111111111111',
  spoolId: '22222222-2222-4222-8222-222222222222',
  bootId: '33333333-3333-4333-8333-333333333333',
  sentAt,
  items,
});
const identity = {
  tenantId: '44444444-4444-4444-8444-444444444444',
  personId: '55555555-5555-4555-8555-555555555555',
  deviceId: '11111111-1111-4111-8111-111111111111',
};

test('one bad item among good ones is refused alone, and its seq is settled', () => {
  const checked = checkBatch(
    batchOf([
      minuteAt(1, NOW_MINUTE),
      { nonsense: true },
      minuteAt(3, NOW_MINUTE - 1),
      { seq: 4, kind: 'inputMinute' },
    ]),
    NOW,
    EVERYTHING,
  );
  assert.deepEqual(
    checked.results.map((result) => result.status),
    ['accepted', 'rejected', 'accepted', 'rejected'],
  );
  assert.deepEqual(checked.results[1]?.seq, null);
  assert.deepEqual(checked.rejectedSeqs, [4]);
  assert.deepEqual(
    checked.items.map((item) => item.seq),
    [1, 3],
  );
});

test('facts up to 400 days old are taken, older ones are rejected with the reason', () => {
  const { results } = checkBatch(
    batchOf([minuteAt(1, NOW_MINUTE - 400 * DAY), minuteAt(2, NOW_MINUTE - 400 * DAY - 1)]),
    NOW,
    EVERYTHING,
  );
  assert.deepEqual(
    results.map(({ status, reason }) => [status, reason]),
    [
      ['accepted', undefined],
      ['rejected', 'too_old'],
    ],
  );
});

test('a minute that has not happened yet is rejected', () => {
  const { results } = checkBatch(batchOf([minuteAt(1, NOW_MINUTE + WIRE_LIMITS.maxAheadMinutes + 1)]), NOW, EVERYTHING);
  assert.equal(results[0]?.reason, 'in_the_future');
});

test('a PC that is three days ahead is brought back to the minute in which it was used', () => {
  const ahead = 3 * DAY;
  const { items } = checkBatch(batchOf([minuteAt(1, NOW_MINUTE + ahead)], NOW + ahead * 60_000), NOW, EVERYTHING);
  assert.equal(items[0]?.kind === 'inputMinute' && items[0].minute + items[0].offsetMinutes, NOW_MINUTE);
});

test('a skew of up to a minute is left alone', () => {
  assert.equal(estimateOffsetMinutes(NOW, NOW + 60_000), 0);
  assert.equal(estimateOffsetMinutes(NOW, NOW - 60_000), 0);
  assert.equal(estimateOffsetMinutes(NOW, NOW + 60_001), 1);
});

test('ranges hold exactly the seqs that went in', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 60 })), (seqs) => {
      const inside = toRanges(seqs).flatMap(([from, to]) => Array.from({ length: to - from + 1 }, (_, i) => from + i));
      assert.deepEqual(
        inside,
        [...new Set(seqs)].sort((a, b) => a - b),
      );
    }),
  );
  assert.deepEqual(toRanges([3, 1, 2, 7]), [
    [1, 3],
    [7, 7],
  ]);
});

test('a batch too large for one message is cut, and the parts cover every seq once', () => {
  const title = '長'.repeat(1000);
  const items = Array.from({ length: 600 }, (_, index) => ({
    kind: 'windowSlice',
    seq: index + 1,
    minute: NOW_MINUTE,
    activatedAt: NOW - index,
    process: 'x',
    title,
    seconds: 0,
  }));
  const batch = batchOf([...items, { seq: 601, kind: 'inputMinute' }]);
  const messages = splitMessages(batch, checkBatch(batch, NOW, EVERYTHING), identity, NOW);
  assert.ok(messages.length > 2);
  for (const message of messages) assert.ok(Buffer.byteLength(message.line) < MESSAGE_TARGET_BYTES + 8192);
  const covered = messages.flatMap(
    (message) => (JSON.parse(message.line) as { coveredRanges: [number, number][] }).coveredRanges,
  );
  assert.deepEqual(
    toRanges(covered.flatMap(([from, to]) => Array.from({ length: to - from + 1 }, (_, i) => from + i))),
    [[1, 601]],
  );
});

test('the same batch has the same message id at any time, another content under the same seq has not', () => {
  const idOf = (items: unknown[], at: number) => {
    const batch = batchOf(items, at);
    return splitMessages(batch, checkBatch(batch, at, EVERYTHING), identity, at)[0]?.messageId;
  };
  const item = minuteAt(1, NOW_MINUTE);
  assert.equal(idOf([item], NOW), idOf([item], NOW + 5_000));
  assert.notEqual(idOf([item], NOW), idOf([{ ...item, counts: { ...counts, letters: 2 } }], NOW));
});
