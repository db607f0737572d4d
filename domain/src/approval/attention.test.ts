import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { ATTENTION_FLAGS } from '../contract/approvals.ts';
import type { RequestContent } from '../contract/requests.ts';
import { attentionOf, compareByAttention } from './attention.ts';
import type { AttentionFacts } from './attention.ts';

const ORDINARY: AttentionFacts = {
  requests: [{ state: 'submitted', content: { kind: 'end', clock: 1080 } }],
  day: { deviationMinutes: 30, unrequestedMinutes: 30, lateNightMinutes: 0, difference: null },
  missingReports: 0,
  unansweredBlocks: 1,
  caps: 'near',
  deviationThresholdMinutes: 30,
};
const day = (more: Partial<NonNullable<AttentionFacts['day']>>) => ({
  ...ORDINARY,
  day: { deviationMinutes: 0, unrequestedMinutes: 0, lateNightMinutes: 0, difference: null, ...more },
});
const correction = (endClock: number | null): RequestContent => {
  const whole = { isHolidayWork: false, halfDay: null, scheduledMinutes: null };
  const span = { startClock: 540, workStyle: 'regular' as const, breaks: [] };
  return { kind: 'correction', before: { ...whole, spans: [{ ...span, endClock }] }, after: { ...whole, spans: [] } };
};
const flags = (facts: AttentionFacts) => attentionOf(facts).map(({ flag }) => flag);

test('an ordinary day calls for nothing: what is at the threshold is not over it', () => {
  assert.deepEqual(attentionOf(ORDINARY), []);
});

test('a day that has not been computed calls for what is known without it', () => {
  assert.deepEqual(attentionOf({ ...ORDINARY, day: null, missingReports: 2 }), [{ flag: 'missingReport', amount: 2 }]);
});

test('each reason is named with its amount, the weightiest first', () => {
  const difference = { figures: {} as never, reasons: ['pcData' as const], declaration: {} as never };
  const facts = {
    ...day({ deviationMinutes: 31, unrequestedMinutes: 40, lateNightMinutes: 5, difference }),
    ...{ caps: 'over' as const, missingReports: 1 },
  };
  assert.deepEqual(attentionOf(facts), [
    { flag: 'overCap', amount: null },
    { flag: 'difference', amount: null },
    { flag: 'deviation', amount: 31 },
    { flag: 'missingReport', amount: 1 },
    { flag: 'unansweredUnrequested', amount: 40 },
    { flag: 'lateNight', amount: 5 },
  ]);
});

test('answered unrequested time calls for nothing, however much it is', () => {
  assert.deepEqual(flags({ ...day({ unrequestedMinutes: 300 }), unansweredBlocks: 0 }), []);
});

test('a correction is named once: of a day that nobody ended as such', () => {
  const asked = (content: RequestContent) => ({ ...ORDINARY, requests: [{ state: 'submitted' as const, content }] });
  assert.deepEqual(flags(asked(correction(1080))), ['correction']);
  assert.deepEqual(flags(asked(correction(null))), ['correctedAutoEnd']);
  const settled = { ...ORDINARY, requests: [{ state: 'approved' as const, content: correction(null) }] };
  assert.deepEqual(flags(settled), []);
});

const anyDay = fc.record({
  attention: fc.subarray([...ATTENTION_FLAGS]).map((some) => some.map((flag) => ({ flag, amount: null }))),
  waitingSince: fc.option(fc.nat()),
});
test('what needs eyes always stands before the ordinary, and every order of the input gives one order', () => {
  fc.assert(
    fc.property(fc.array(anyDay), (days) => {
      const ordered = [...days].sort(compareByAttention);
      const firstOrdinary = ordered.findIndex((each) => each.attention.length === 0);
      if (firstOrdinary >= 0) assert.ok(ordered.slice(firstOrdinary).every((each) => each.attention.length === 0));
      const again = [...days].reverse().sort(compareByAttention);
      assert.ok(ordered.every((each, index) => compareByAttention(each, again[index] ?? each) === 0));
      for (const [index, each] of ordered.entries()) {
        const next = ordered[index + 1];
        if (next !== undefined) assert.ok(compareByAttention(each, next) <= 0);
      }
    }),
  );
});
