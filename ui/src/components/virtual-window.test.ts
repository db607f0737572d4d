import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { rowForKey, scrollTopFor, windowOf } from './virtual-window.ts';

test('of ten thousand rows only those in sight and a few more are drawn', () => {
  const shown = windowOf(200_000, 600, 40, 10_000);
  assert.ok(shown.first <= 5000 && shown.end >= 5015);
  assert.ok(shown.end - shown.first < 40);
});

test('drawn rows and the two gaps are always as high as the whole list', () => {
  fc.assert(
    fc.property(fc.nat(2_000_000), fc.integer({ min: 1, max: 2000 }), fc.nat(30_000), (top, view, count) => {
      const shown = windowOf(top, view, 44, count);
      assert.equal(shown.heightBefore + (shown.end - shown.first) * 44 + shown.heightAfter, count * 44);
      assert.ok(shown.first >= 0 && shown.end <= count && shown.first <= shown.end);
    }),
  );
});

test('a list that became shorter than the scroll position shows its last rows', () => {
  assert.equal(windowOf(200_000, 400, 40, 12).end, 12);
  assert.ok(windowOf(200_000, 400, 40, 12).first <= 2);
});

test('a row out of sight is scrolled to, a row in sight is left alone', () => {
  const view = { scrollTop: 400, height: 400 };
  assert.equal(scrollTopFor(2, view, 40), 80);
  assert.equal(scrollTopFor(30, view, 40), 840);
  assert.equal(scrollTopFor(12, view, 40), undefined);
});

test('keys walk the rows and stop at both ends', () => {
  assert.equal(rowForKey('ArrowDown', 4, 10, 5), 5);
  assert.equal(rowForKey('ArrowUp', 0, 10, 5), 0);
  assert.equal(rowForKey('PageDown', 7, 10, 5), 9);
  assert.equal(rowForKey('End', 0, 10, 5), 9);
  assert.equal(rowForKey('constructor', 0, 10, 5), undefined);
});
