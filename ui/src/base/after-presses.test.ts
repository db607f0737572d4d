import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Today } from '#domain/contract/operations.ts';
import type { WorkOperation } from '#domain/contract/work-rules.ts';
import { todayAfter } from './after-presses.ts';
import type { KeptPress } from './press-store.ts';

const waiting = (...kinds: WorkOperation[]): KeptPress[] =>
  kinds.map((kind) => ({ press: { operationId: kind, kind }, personId: 'me', pressedAt: 1, refused: null }));

test('the buttons stand as after what waits, and without it as the portal said', () => {
  const today = {
    dayState: 'working',
    allowed: ['break', 'end'],
    nextOperation: 'end',
    lastOperationClock: 540,
  } as Today;
  assert.equal(todayAfter(today, []), today);
  const { dayState, allowed, nextOperation, lastOperationClock } = todayAfter(today, waiting('break'));
  assert.deepEqual(
    [dayState, allowed, nextOperation, lastOperationClock],
    ['onBreak', ['resume', 'end'], 'resume', null],
  );
  assert.deepEqual(todayAfter(today, waiting('break', 'end')).allowed, ['start']);
});
