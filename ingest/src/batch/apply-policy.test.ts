import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { StampedItem } from '#domain/contract/messages.ts';
import { applyPolicy } from './apply-policy.ts';

const everything = { pcCounts: true, applicationNames: true, windowTitles: true, urls: 'full' } as const;
const base = { seq: 1, offsetMinutes: 0, extra: { documentPath: '/home/a/給与.xlsx' } };
const items = {
  minute: { ...base, kind: 'inputMinute', minute: 1, part: 0, counts: [1, 0, 0, 0, 0, 0, 0, 0, 0] },
  slice: {
    ...base,
    kind: 'windowSlice',
    minute: 1,
    activatedAt: 60_000,
    process: 'excel',
    title: '給与.xlsx',
    url: 'https://a.example/secret?q=1',
    seconds: 60,
  },
  lock: { ...base, kind: 'sessionChange', at: 1, change: 'lock' },
  unknown: { ...base, kind: 'unknown', item: { kind: 'screen', title: '給与.xlsx' } },
} as const satisfies Record<string, StampedItem>;

test('a tenant that stores everything gets every item as it is, unknown fields included', () => {
  for (const item of Object.values(items)) assert.equal(applyPolicy(item, everything), item);
});

test('with counts off no minute is stored, windows and session changes are', () => {
  const policy = { ...everything, pcCounts: false };
  assert.equal(applyPolicy(items.minute, policy), undefined);
  assert.equal(applyPolicy(items.slice, policy)?.kind, 'windowSlice');
  assert.equal(applyPolicy(items.lock, policy)?.kind, 'sessionChange');
});

test('with titles off no text of any item holds the title, also not in fields and kinds of a newer collector', () => {
  const policy = { ...everything, windowTitles: false };
  const kept = Object.values(items).map((item) => applyPolicy(item, policy));
  assert.ok(!JSON.stringify(kept).includes('給与'), JSON.stringify(kept));
  assert.equal(applyPolicy(items.unknown, policy), undefined);
  assert.deepEqual(applyPolicy(items.slice, policy), {
    seq: 1,
    offsetMinutes: 0,
    kind: 'windowSlice',
    minute: 1,
    activatedAt: 60_000,
    process: 'excel',
    title: '',
    url: 'https://a.example/secret?q=1',
    seconds: 60,
  });
});

test('a window of which nothing may be stored is no item at all', () => {
  const policy = { ...everything, applicationNames: false, windowTitles: false, urls: 'off' } as const;
  assert.equal(applyPolicy(items.slice, policy), undefined);
});
