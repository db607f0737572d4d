import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import type { PersonRules } from '#domain/contract/work-rules.ts';
import type { WorkDate } from '#domain/time/types.ts';
import { inFileOrder, placeInFile } from './file-order.ts';
import { batchesOf } from './plan-application.ts';

const dates = ['2026-03-02', '2026-03-03', '2026-03-04'] as WorkDate[];
const PEOPLE = ['p1', 'p2', 'p3'].map((personId): PersonRules => ({
  ...{ tenantId: 't', personId, version: 1, zone: 'Asia/Tokyo', autoRecording: [], assignments: [] },
}));
const shapes = (personDaysAtOnce: number): string[] =>
  batchesOf({ dates }, PEOPLE, personDaysAtOnce).map(
    ({ dates: some, people }) =>
      `${some.map((date) => date.slice(-1)).join('')} ${people.map((each) => each.personId).join()}`,
  );

test('each person and date is in one batch: some people and all dates, or one person and a stretch of them', () => {
  assert.deepEqual(shapes(9), ['234 p1,p2,p3']);
  assert.deepEqual(shapes(6), ['234 p1,p2', '234 p3']);
  assert.deepEqual(shapes(2), ['23 p1', '4 p1', '23 p2', '4 p2', '23 p3', '4 p3']);
  assert.deepEqual(batchesOf({ dates }, []), []);
});

test('places sort as the file does: by date, group code, employee number, start, id; equal codes and missing numbers too', () => {
  const people = {
    employeeNumbers: new Map(['2', '10', '', '2', 'あ', '😀'].map((number, index) => [`p${index}`, number])),
    groupCodes: new Map(['B', 'A', 'B', ''].map((code, index) => [`g${index}`, code])),
    groupNames: new Map(),
  };
  const row = fc.record(
    {
      personId: fc.constantFrom(...people.employeeNumbers.keys()),
      groupId: fc.constantFrom(...people.groupCodes.keys(), 'unknown'),
      workDate: fc.constantFrom(...dates),
      startMs: fc.integer({ min: 0, max: 86_399_999 }),
    },
    { noNullPrototype: true },
  );
  const placeOf = placeInFile(people);
  fc.assert(
    fc.property(fc.array(row, { maxLength: 12 }), (rows) => {
      const expected = dates.flatMap((date) => {
        const ofDate = rows.filter(({ workDate }) => workDate === date);
        return inFileOrder(
          ofDate.map((each) => ({ ...each, startClock: each.startMs })),
          people,
        ).map(placeOf);
      });
      const actual = rows.map(placeOf).sort((a, b) => a[0] - b[0] || a[1] - b[1]);
      assert.deepEqual(actual, expected);
    }),
  );
});
