import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { inputMinute, presenceChange, windowSlice } from '../testing/facts.ts';
import { checkItem } from './check-item.ts';

describe('checking an item', () => {
  test('an ordinary item is storable', () => {
    assert.equal(checkItem(inputMinute(1, 29_000_000)).kind, 'storable');
  });
  test('an instant before 1970 or beyond the columns is set aside instead of wrapped', () => {
    const reasons = [
      inputMinute(1, 2_000_000_000),
      { ...inputMinute(1, 10), offsetMinutes: -11 },
      presenceChange(1, 200_000_000, 'x'),
      { ...windowSlice(1, 29_000_000), activatedAt: -1 },
    ].map((item) => {
      const checked = checkItem(item);
      return checked.kind === 'dead' ? checked.reason : checked.kind;
    });
    assert.deepEqual(reasons, ['out_of_range', 'out_of_range', 'out_of_range', 'out_of_range']);
  });
  test('an amount that its column cannot hold is set aside', () => {
    assert.equal(checkItem({ ...inputMinute(1, 29_000_000), part: 256 }).kind, 'dead');
    assert.equal(checkItem(inputMinute(1, 29_000_000, -1)).kind, 'dead');
    assert.equal(checkItem({ ...windowSlice(1, 29_000_000), seconds: 300 }).kind, 'dead');
  });
  test('a kind that nobody knows is set aside, one that has become known is read', () => {
    const unknown = (item: Record<string, unknown>) => checkItem({ kind: 'unknown', seq: 4, offsetMinutes: 60, item });
    assert.deepEqual(unknown({ kind: 'heartRate' }), {
      kind: 'dead',
      reason: 'unknown_kind',
      error: 'a kind that this version does not know',
    });
    assert.deepEqual(unknown({ kind: 'presenceChange', seq: 4, at: 5, activity: '在席' }), {
      kind: 'storable',
      item: { kind: 'presenceChange', seq: 4, offsetMinutes: 60, at: 5, activity: '在席' },
    });
  });
});
