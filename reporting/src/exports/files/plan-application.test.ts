import assert from 'node:assert/strict';
import test from 'node:test';
import type { PersonRules } from '#domain/contract/work-rules.ts';
import type { WorkDate } from '#domain/time/types.ts';
import { batchesOf } from './plan-application.ts';

const [first, second] = ['2026-03-02', '2026-03-03'] as [WorkDate, WorkDate];
const pattern = {
  ...{ patternId: 'p', code: '', name: '', breaks: [], scheduledMinutes: 480, morningMinutes: null, autoEndClock: 300 },
};
/** Groups from the first and from the second date. */
const person = (personId: string, ...groupIds: readonly [string, string]): PersonRules => ({
  ...{ tenantId: 't', personId, version: 1, zone: 'Asia/Tokyo', autoRecording: [] },
  assignments: groupIds.map((groupId, index) => ({ from: index === 0 ? first : second, groupId, pattern })),
});
const PEOPLE = [person('p1', 'g2', 'g1'), person('p2', 'g1', 'g2'), person('p3', 'g1', 'g1')];
const source = {
  dates: [first, second],
  people: {
    employeeNumbers: new Map([
      ['p1', '1'],
      ['p2', '2'],
      ['p3', '3'],
    ]),
    groupCodes: new Map([
      ['g1', 'A'],
      ['g2', 'B'],
    ]),
    groupNames: new Map(),
  },
};
const shapes = (personDaysAtOnce: number): string[][] =>
  [...batchesOf(source, PEOPLE, personDaysAtOnce)].map(({ batches }) =>
    batches.map(({ dates, people }) => `${dates.join()} ${people.map((each) => each.personId).join()}`),
  );

test('few people: all dates in one batch', () => {
  assert.deepEqual(shapes(6), [['2026-03-02,2026-03-03 p1,p2,p3']]);
});

test('many people: date by date, some at a time in the order of the file on that date', () => {
  assert.deepEqual(shapes(2), [
    ['2026-03-02 p2,p3', '2026-03-02 p1'],
    ['2026-03-03 p1,p3', '2026-03-03 p2'],
  ]);
});

test('nobody: the dates are still counted', () => {
  const batches = [...batchesOf(source, [])];
  assert.deepEqual(batches, [{ dates: [first, second], batches: [] }]);
});
