import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { LedgerRun, MinuteState } from '../contract/computed-day.ts';
import { answersOfBlock, countBlocks, isBlockAnswered, unrequestedBlocks } from './unrequested-blocks.ts';

/** `['unrequested', 5]`: runs one after another from minute 1000 on, clock 300 on. */
const ledger = (...runs: readonly (readonly [MinuteState, number])[]): LedgerRun[] => {
  let at = 0;
  return runs.map(([state, length]) => {
    const from = at;
    at += length;
    return {
      ...{ startMinute: 1_000 + from, endMinute: 1_000 + at, startClock: 300 + from, endClock: 300 + at },
      ...{ state, pc: 'active', isLateNight: false, isOvertime: false, rule: '' },
    };
  });
};
const spans = (runs: readonly LedgerRun[]): number[][] =>
  unrequestedBlocks(runs).map((block) => [block.startMinute, block.endMinute, block.unrequestedMinutes]);

test('a pause of ten minutes is inside a block, one of eleven parts two', () => {
  assert.deepEqual(spans(ledger(['unrequested', 3], ['notDeclared', 10], ['unrequested', 4])), [[1_000, 1_017, 7]]);
  assert.deepEqual(spans(ledger(['unrequested', 3], ['notDeclared', 11], ['unrequested', 4])), [
    [1_000, 1_003, 3],
    [1_014, 1_018, 4],
  ]);
});

test('declared work between two parts them, however short it is', () => {
  const runs = ledger(['unrequested', 3], ['scheduledWork', 1], ['notDeclared', 1], ['unrequested', 4]);
  assert.deepEqual(spans(runs), [
    [1_000, 1_003, 3],
    [1_005, 1_009, 4],
  ]);
});

test('runs that differ in something else, such as late night, are one block', () => {
  assert.deepEqual(spans(ledger(['unrequested', 3], ['unrequested', 4])), [[1_000, 1_007, 7]]);
  assert.equal(unrequestedBlocks(ledger(['unrequested', 3], ['unrequested', 4]))[0]?.endClock, 307);
});

test('a block is answered when each active minute of it is; pauses need no answer, and late minutes ask again', () => {
  const [block] = unrequestedBlocks(ledger(['unrequested', 3], ['notDeclared', 5], ['unrequested', 4]));
  assert.ok(block !== undefined);
  const answers = [
    { startMinute: 1_008, endMinute: 1_012 },
    { startMinute: 990, endMinute: 1_003 },
  ];
  assert.equal(isBlockAnswered(block, answers), true);
  assert.equal(isBlockAnswered(block, answers.slice(0, 1)), false);
  assert.equal(isBlockAnswered(block, []), false);
  const elsewhere = { startMinute: 1_012, endMinute: 1_020 };
  assert.deepEqual(answersOfBlock(block, [...answers, elsewhere]), answers);
});

test('lists show how many blocks there are and how many wait', () => {
  const runs = ledger(['unrequested', 3], ['notDeclared', 60], ['unrequested', 4]);
  assert.deepEqual(countBlocks(runs, [{ startMinute: 1_000, endMinute: 1_003 }]), { total: 2, unanswered: 1 });
  assert.deepEqual(countBlocks([], []), { total: 0, unanswered: 0 });
});

test('whatever the ledger: the amounts add up to the unrequested minutes, blocks are ascending and apart', () => {
  const run = fc.tuple(
    fc.constantFrom<MinuteState>('unrequested', 'notDeclared', 'break', 'overtime'),
    fc.integer({ min: 1, max: 20 }),
  );
  fc.assert(
    fc.property(fc.array(run, { maxLength: 30 }), (runs) => {
      const made = ledger(...runs);
      const blocks = unrequestedBlocks(made);
      const unrequested = made.filter(({ state }) => state === 'unrequested');
      const total = unrequested.reduce((sum, each) => sum + each.endMinute - each.startMinute, 0);
      assert.equal(
        blocks.reduce((sum, each) => sum + each.unrequestedMinutes, 0),
        total,
      );
      for (const [index, block] of blocks.entries()) {
        const next = blocks[index + 1];
        assert.ok(block.startMinute < block.endMinute && (next === undefined || block.endMinute < next.startMinute));
      }
    }),
  );
});
