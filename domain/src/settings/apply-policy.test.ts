import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { STORED_URLS } from '../contract/privacy-policy.ts';
import { keepUrl, keepWindow, storesEverything } from './apply-policy.ts';

const all = { applicationNames: true, windowTitles: true, urls: 'full' } as const;
const window = { process: 'chrome', title: '見積もり - 検索', url: 'https://user:pw@example.jp:8443/a?q=%E5%80%A4#b' };

test('a tenant that stores everything gets the window as it is', () => {
  assert.deepEqual(keepWindow(window, all), window);
});

test('a switched-off field is emptied and the others stay', () => {
  assert.deepEqual(keepWindow(window, { ...all, windowTitles: false }), { ...window, title: '' });
  assert.deepEqual(keepWindow(window, { ...all, applicationNames: false }), { ...window, process: '' });
  assert.deepEqual(keepWindow(window, { ...all, urls: 'off' }), { ...window, url: '' });
  assert.deepEqual(keepWindow(window, { ...all, urls: 'host' }), { ...window, url: 'https://example.jp:8443/' });
});

test('with every field off nothing of the window is left', () => {
  assert.equal(keepWindow(window, { applicationNames: false, windowTitles: false, urls: 'off' }), undefined);
});

for (const url of [
  'file:///home/a/給与.pdf',
  'about:blank',
  'data:text/html,secret',
  '社内ポータル',
  'javascript:x',
  '',
]) {
  test(`of ${JSON.stringify(url)} no host can be kept, so nothing is`, () => {
    assert.equal(keepUrl(url, 'host'), '');
  });
}

const policies = fc.record({
  applicationNames: fc.boolean(),
  windowTitles: fc.boolean(),
  urls: fc.constantFrom(...STORED_URLS),
});
const windows = fc.record({ process: fc.string(), title: fc.string(), url: fc.oneof(fc.webUrl(), fc.string()) });

test('what the PC kept by a policy the server keeps by the same policy', () => {
  fc.assert(
    fc.property(windows, policies, (each, policy) => {
      const kept = keepWindow(each, policy);
      if (kept !== undefined) assert.deepEqual(keepWindow(kept, policy), kept);
    }),
  );
});

test('two policies in either order keep what both of them allow', () => {
  fc.assert(
    fc.property(windows, policies, policies, (each, a, b) => {
      const both = (first: typeof a, second: typeof a) => {
        const kept = keepWindow(each, first);
        return kept === undefined ? undefined : keepWindow(kept, second);
      };
      assert.deepEqual(both(a, b), both(b, a));
    }),
  );
});

test('a single switch that is off means that unknown fields are not stored', () => {
  const everything = { ...all, pcCounts: true };
  assert.equal(storesEverything(everything), true);
  for (const off of [
    { pcCounts: false },
    { applicationNames: false },
    { windowTitles: false },
    { urls: 'host' as const },
  ])
    assert.equal(storesEverything({ ...everything, ...off }), false, JSON.stringify(off));
});
