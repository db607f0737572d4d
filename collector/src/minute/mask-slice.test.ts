import assert from 'node:assert/strict';
import { test } from 'node:test';
import { maskSlice } from './mask-slice.ts';
import type { RecordedSlice } from './recorded-item.ts';

const slice = (url?: string): RecordedSlice => ({
  kind: 'windowSlice',
  minute: 1,
  activatedAt: 60_000,
  process: 'browser',
  title: '人事評価（山田）',
  ...(url === undefined ? {} : { url }),
  seconds: 40,
});

test('with everything allowed a slice is left as it is', () => {
  assert.deepEqual(
    maskSlice(slice('https://a.example.jp/x?y=1'), { titles: 'full', urls: 'full' }),
    slice('https://a.example.jp/x?y=1'),
  );
  assert.deepEqual(maskSlice(slice(), { titles: 'full', urls: 'host' }), slice());
});

test('titles and URLs go, process and seconds stay', () => {
  const { url: _url, ...bare } = slice('https://a.example.jp/x');
  assert.deepEqual(maskSlice(slice('https://a.example.jp/x'), { titles: 'off', urls: 'off' }), { ...bare, title: '' });
});

test('of a URL only the site stays: no path, no query, no user name', () => {
  const masked = (url: string) => maskSlice(slice(url), { titles: 'full', urls: 'host' });
  assert.deepEqual(masked('https://taro:secret@a.example.jp:8443/x/y?q=1#z'), slice('https://a.example.jp:8443/'));
  assert.deepEqual(masked('file:///home/taro/secret.txt'), slice());
  assert.deepEqual(masked('no url'), slice());
});
