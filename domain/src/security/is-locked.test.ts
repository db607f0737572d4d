import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import type { LockPolicy } from '../contract/security.ts';
import { FAILURE_FLOOR, isLocked } from './is-locked.ts';

const MINUTE = 60_000;
const GUIDE: LockPolicy = { isOn: true, failures: 5, windowMinutes: 15, lockMinutes: 15 };
const atMinutes = (...minutes: number[]): number[] => minutes.map((minute) => minute * MINUTE);

/** Settings, minutes of the failures, minute of now, locked? */
const CASES: readonly (readonly [string, Partial<LockPolicy>, number[], number, boolean])[] = [
  ['nothing has failed', {}, [], 0, false],
  ['four of five', {}, [0, 1, 2, 3], 3, false],
  ['five of five', {}, [0, 1, 2, 3, 4], 4, true],
  ['the last minute of the lock', {}, [0, 1, 2, 3, 4], 18.999, true],
  ['the end of the lock, counted from the last failure', {}, [0, 1, 2, 3, 4], 19, false],
  ['five just inside the window', {}, [0, 1, 2, 3, 14.999], 15, true],
  ['five over exactly the window', {}, [0, 1, 2, 3, 15], 15, false],
  ['the window slides', {}, [0, 10, 20, 21, 22, 23, 24], 24, true],
  ['after a lock the count begins anew', { lockMinutes: 1 }, [0, 1, 2, 3, 4, 6], 6, false],
  ['after a lock five new ones lock again', { lockMinutes: 1 }, [0, 1, 2, 3, 4, 6, 6, 6, 6, 6], 6.5, true],
  ['one failure is enough', { failures: 1 }, [0], 14, true],
  ['for ever: a year later', { lockMinutes: null }, [0, 1, 2, 3, 4], 525_600, true],
  ['for ever, but too slow', { lockMinutes: null }, [0, 20, 40, 60, 80, 100], 100, false],
  ['switched off', { isOn: false }, [0, 0, 0, 0, 0, 0, 0], 0, false],
  ['a longer lock set later holds for what was', { lockMinutes: 60 }, [0, 1, 2, 3, 4], 63, true],
  ['fewer failures set later hold for what was', { failures: 3 }, [0, 1, 2], 3, true],
];

for (const [name, changes, failures, now, expected] of CASES) {
  test(`${name}: ${expected ? 'locked' : 'open'}`, () =>
    assert.equal(isLocked(atMinutes(...failures), { ...GUIDE, ...changes }, now * MINUTE), expected));
}

const lockPolicies: fc.Arbitrary<LockPolicy> = fc.record({
  isOn: fc.boolean(),
  failures: fc.integer({ min: 1, max: 100 }),
  windowMinutes: fc.integer({ min: 1, max: 1440 }),
  lockMinutes: fc.option(fc.integer({ min: 1, max: 10_080 })),
});
const failureTimes = (minLength: number, maxLength: number) =>
  fc
    .array(fc.integer({ min: 0, max: 10_000_000_000 }), { minLength, maxLength })
    .map((times) => times.sort((a, b) => a - b));

test('no setting and no time removes the floor of a hundred failures', () =>
  fc.assert(
    fc.property(lockPolicies, failureTimes(FAILURE_FLOOR, FAILURE_FLOOR + 5), fc.nat(), (lock, times, later) =>
      isLocked(times, lock, (times.at(-1) ?? 0) + later * MINUTE),
    ),
  ));

test('with the lock off a hundred and first attempt is refused and a hundredth is not', () => {
  const off = { ...GUIDE, isOn: false };
  assert.equal(
    isLocked(
      Array.from({ length: 99 }, () => 0),
      off,
      0,
    ),
    false,
  );
  assert.equal(
    isLocked(
      Array.from({ length: 100 }, () => 0),
      off,
      0,
    ),
    true,
  );
});

test('fewer failures than the setting never lock; a lock with an end ends', () =>
  fc.assert(
    fc.property(lockPolicies, failureTimes(0, 99), (lock, times) => {
      const last = times.at(-1) ?? 0;
      if (times.length < lock.failures) assert.equal(isLocked(times, lock, last), false);
      if (lock.lockMinutes !== null) assert.equal(isLocked(times, lock, last + lock.lockMinutes * MINUTE), false);
    }),
  ));
