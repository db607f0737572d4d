import assert from 'node:assert/strict';
import { test } from 'node:test';
import { useTable } from './tables.ts';

const SHOWN = { asOfMs: 0, minGroupPeople: 5, people: 9, obstacle: null };

test('the file of shares ends with その他 where the list ends before the whole: each list is 100 together', () => {
  const use = {
    ...SHOWN,
    applications: [
      { name: 'excel', seconds: 600 },
      { name: '=cmd', seconds: 300 },
    ],
    sites: [{ name: '社内ポータル', seconds: 100 }],
    totalSeconds: 1_000,
    siteSeconds: 100,
  } as unknown as Parameters<typeof useTable>[0];
  assert.deepEqual(useTable(use).slice(1), [
    ['アプリケーション', 'excel', '600', '60.0'],
    ['アプリケーション', "'=cmd", '300', '30.0'],
    ['アプリケーション', 'その他', '100', '10.0'],
    ['サイト', '社内ポータル', '100', '100.0'],
  ]);
});
