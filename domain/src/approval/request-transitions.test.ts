import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { REQUEST_KINDS } from '../contract/requests.ts';
import { REQUEST_STATES } from '../contract/work-rules.ts';
import type { RequestState } from '../contract/work-rules.ts';
import { firstRequestState, hasOvertimeRequest, nextRequestState, REQUEST_MOVES } from './request-transitions.ts';
import type { RequestMove } from './request-transitions.ts';

/** Every move in every state: where it leads, '-' where it is not possible. */
const TABLE: Readonly<Record<RequestState, Readonly<Record<RequestMove, RequestState | '-'>>>> = {
  submitted: { resend: '-', withdraw: 'withdrawn', approve: 'approved', return: 'returned' },
  returned: { resend: 'submitted', withdraw: 'withdrawn', approve: '-', return: '-' },
  approved: { resend: '-', withdraw: '-', approve: '-', return: '-' },
  withdrawn: { resend: '-', withdraw: '-', approve: '-', return: '-' },
};
for (const state of REQUEST_STATES) {
  test(`a ${state} request goes where the table says`, () => {
    const moves = REQUEST_MOVES.map((move) => [move, nextRequestState(state, move) ?? '-']);
    assert.deepEqual(Object.fromEntries(moves), TABLE[state]);
  });
}

test('an automatic request is approved at once, a manual one waits', () => {
  assert.equal(firstRequestState('automatic'), 'approved');
  assert.equal(firstRequestState('manual'), 'submitted');
});

test('whatever people do in whatever order: a decision needs a waiting request, and what is final stays', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...REQUEST_MOVES), { maxLength: 30 }), (moves) => {
      let state = firstRequestState('manual');
      let resends = 0;
      let returns = 0;
      for (const move of moves) {
        const next = nextRequestState(state, move);
        if (state === 'approved' || state === 'withdrawn') assert.equal(next, undefined);
        if (next === undefined) continue;
        if (move === 'approve' || move === 'return') assert.equal(state, 'submitted');
        if (move === 'resend') resends += 1;
        if (move === 'return') returns += 1;
        state = next;
      }
      assert.ok(returns - resends === (state === 'returned' ? 1 : 0) || state === 'withdrawn');
    }),
  );
});

test('an overtime request counts for its day until it is withdrawn', () => {
  const day = (state: RequestState) => hasOvertimeRequest([{ kind: 'overtime', state }]);
  assert.deepEqual(REQUEST_STATES.map(day), [true, true, true, false]);
  const others = REQUEST_KINDS.filter((kind) => kind !== 'overtime');
  assert.equal(hasOvertimeRequest(others.map((kind) => ({ kind, state: 'submitted' }))), false);
});
