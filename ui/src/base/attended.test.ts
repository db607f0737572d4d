import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isAttended, watchAttendance } from './attended.ts';

test('a minute after the last touch nobody is there; the next key brings them back', () => {
  const page = new EventTarget();
  watchAttendance(page, () => 10_000_000);
  page.dispatchEvent(new Event('keydown'));
  assert.equal(isAttended(10_059_999), true);
  assert.equal(isAttended(10_060_000), false);
  page.dispatchEvent(new Event('load'));
  assert.equal(isAttended(10_060_000), false, 'what the page does by itself is no touch');
});
