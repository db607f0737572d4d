import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clockOf } from '../time/wall-clock.ts';
import { clock, dateOf, rulesOf } from '../worktime/day-test-kit.ts';
import { placeTask } from './place-task.ts';

const workDate = dateOf('2026-03-10');
const place = (start?: string, end?: string, rules = rulesOf()) =>
  placeTask(
    {
      ...{ workDate, isAllDay: false },
      startClock: start === undefined ? undefined : clock(start),
      endClock: end === undefined ? undefined : clock(end),
    },
    rules,
  );

const TAKEN = [
  ['10:00', '11:30'],
  ['5:00', '29:00'],
  ['28:59', '29:00'],
  ['23:30', '24:30'],
] as const;
for (const [start, end] of TAKEN) {
  test(`${start}-${end} lies on the work date`, () => {
    const span = place(start, end);
    assert.ok('start' in span);
    assert.equal(clockOf(span.start, workDate, 'Asia/Tokyo'), clock(start));
    assert.equal(span.end - span.start, clock(end) - clock(start));
  });
}

const REFUSED = [
  ['4:59', '6:00', 'startClock'],
  ['29:00', '30:00', 'startClock'],
  ['28:00', '29:01', 'endClock'],
  ['10:00', '10:00', 'endClock'],
  ['10:00', '9:00', 'endClock'],
  [undefined, '9:00', 'startClock'],
  ['9:00', undefined, 'endClock'],
] as const;
for (const [start, end, field] of REFUSED) {
  test(`${start ?? 'nothing'}-${end ?? 'nothing'} is refused at ${field}`, () => {
    const problem = place(start, end);
    assert.equal('field' in problem && problem.field, field);
  });
}

test('the boundary is that of the pattern on the date', () => {
  const late = rulesOf([{ autoEndClock: 480 }]);
  assert.ok('field' in place('7:00', '9:00', late));
  assert.ok('start' in place('30:00', '32:00', late));
});

test('an all-day task has its calendar day, whatever its readings and the boundary of the work date', () => {
  const span = placeTask({ workDate, isAllDay: true, startClock: 2_000 }, rulesOf());
  assert.ok('start' in span);
  assert.deepEqual(
    [span.start, span.end].map((minute) => clockOf(minute, workDate, 'Asia/Tokyo')),
    [0, 1_440],
  );
});
