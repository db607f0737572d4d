import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { RequestKind } from '../contract/requests.ts';
import type { RequestState } from '../contract/work-rules.ts';
import { doesApprovalHold, isWhollyDecided, seenFiguresOf } from './day-decision.ts';

type Day = Parameters<typeof isWhollyDecided>[0];
const day = (more: Partial<Day> = {}): Day => ({
  ...{ dayState: 'ended', declarationSource: 'pressed', hasDeclaration: true, isConfirmed: true },
  ...{ asOfMinute: 1_000, endMinute: 1_440 },
  ...more,
});
const over = { asOfMinute: 1_440 };
const requests = (...states: (readonly [RequestKind, RequestState])[]) =>
  states.map(([kind, state]) => ({ kind, state }));
const END = requests(['start', 'approved'], ['end', 'approved']);

for (const [what, given, states, expected] of [
  ['an ended day with both presses approved', day(), END, true],
  ['a day whose start alone is approved and that still runs', day({ dayState: 'working' }), END, false],
  ['an ended day with a request that waits', day(), requests(['start', 'approved'], ['end', 'submitted']), false],
  [
    'an ended day with a request that was returned',
    day(),
    requests(['end', 'approved'], ['overtime', 'returned']),
    false,
  ],
  [
    'an ended day with a request that was withdrawn',
    day(),
    requests(['end', 'approved'], ['overtime', 'withdrawn']),
    true,
  ],
  ['a day with nothing but withdrawn requests', day(), requests(['overtime', 'withdrawn']), false],
  ['a forgotten end', day({ ...over, dayState: 'autoEnded', isConfirmed: false }), END, false],
  ['an auto-recorded day that is over', day({ ...over, declarationSource: 'autoRecorded' }), END, true],
  ['an auto-recorded day that is not over', day({ declarationSource: 'autoRecorded' }), END, false],
  [
    'a correction to "nothing was worked" of a date that is over',
    day({ ...over, dayState: 'notStarted', hasDeclaration: false }),
    requests(['correction', 'approved']),
    true,
  ],
  [
    'an approved overtime request of a date on which nobody worked',
    day({ ...over, dayState: 'notStarted', hasDeclaration: false }),
    requests(['overtime', 'approved']),
    false,
  ],
] as const) {
  test(`${what} is ${expected ? '' : 'not '}wholly decided`, () => {
    assert.equal(isWhollyDecided(given, states), expected);
  });
}

const since = (submittedAt: number, state: RequestState, isAutomatic = false) => ({ submittedAt, state, isAutomatic });
test('an approval holds until a newer request stands, and again when that one is returned or withdrawn', () => {
  assert.equal(doesApprovalHold(100, [since(90, 'approved')]), true);
  assert.equal(doesApprovalHold(100, [since(90, 'approved'), since(110, 'submitted')]), false);
  assert.equal(doesApprovalHold(100, [since(110, 'returned')]), true);
  assert.equal(doesApprovalHold(100, [since(110, 'withdrawn')]), true);
  assert.equal(doesApprovalHold(100, [since(110, 'approved')]), false);
  assert.equal(doesApprovalHold(100, [since(110, 'approved', true)]), true);
});

test('equal figures have equal texts, and any other figure another one', () => {
  const figures = {
    ...{ clockInClock: 540, clockOutClock: null, scheduledMinutes: 480, workedMinutes: 470, breakMinutes: 60 },
    ...{ overtimeMinutes: 0, holidayWorkMinutes: 0, lateNightMinutes: 0 },
  };
  const texts = Object.keys(figures).map((figure) => seenFiguresOf({ ...figures, [figure]: 7 }));
  assert.equal(seenFiguresOf(figures), seenFiguresOf({ ...figures }));
  assert.equal(new Set([...texts, seenFiguresOf(figures)]).size, 9);
});
