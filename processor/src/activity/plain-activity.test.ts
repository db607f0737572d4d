import assert from 'node:assert/strict';
import { test } from 'node:test';
import { activityMessageSchema } from '#domain/contract/messages.ts';
import { activityOf, inputMinute, sessionChange, testPerson, windowSlice } from '../testing/facts.ts';
import { isPlainActivity } from './plain-activity.ts';

const message = activityOf(testPerson(), [inputMinute(1, 29_000_000), windowSlice(2, 29_000_000)]);

test('what ingest publishes is recognised, and the contract would take it', () => {
  assert.equal(isPlainActivity(message), true);
  assert.deepEqual(activityMessageSchema.parse(message), message);
});

test('whatever is not of that shape is left to the contract', () => {
  const [minute, slice] = message.items;
  const others: unknown[] = [
    null,
    [message],
    { ...message, v: 2 },
    { ...message, personId: 'nobody' },
    { ...message, receivedAt: '1' },
    { ...message, coveredRanges: [[1]] },
    { ...message, items: {} },
    { ...message, items: [sessionChange(1, 29_000_000, 'lock')] },
    { ...message, items: [{ ...minute, extra: { a: 1 } }] },
    { ...message, items: [{ ...minute, minute: '29000000' }] },
    { ...message, items: [{ ...minute, counts: [1, 2] }] },
    { ...message, items: [{ ...minute, counts: Array.from({ length: 9 }, () => 1.5) }] },
    { ...message, items: [{ ...slice, title: 7 }] },
  ];
  for (const each of others) assert.equal(isPlainActivity(each), false, JSON.stringify(each)?.slice(-200));
});
