import assert from 'node:assert/strict';
import { test } from 'node:test';
import { jaAuditDetails } from '../../messages/ja-audit-details.ts';
import { detailLines } from './detail-lines.ts';

const linesOf = (detail: Record<string, string | number | boolean | null>, personal: typeof detail | null = null) =>
  detailLines({ detail, personal }, jaAuditDetails);

test('details are lines in words; empty ones are left out, false and 0 are not', () => {
  assert.deepEqual(linesOf({ month: '202611', reason: null, withBelow: false }, { count: 0, name: '' }), [
    ['対象月', '202611'],
    ['下位グループを含む', 'いいえ'],
    ['件数', '0'],
  ]);
});

test('a value before and after is one change', () => {
  assert.deepEqual(
    linesOf({ version: 3 }, { 'name.before': '山田', 'name.after': '田中', 'kana.before': '', 'kana.after': 'たなか' }),
    [
      ['版', '3'],
      ['氏名', '山田 → 田中'],
      ['ふりがな', 'なし → たなか'],
    ],
  );
});

test('of whole settings only what differs is shown', () => {
  const of = (failures: number, lockMinutes: number | null): string =>
    JSON.stringify({ password: { minLength: 8 }, lock: { isOn: true, failures, lockMinutes } });
  assert.deepEqual(linesOf({ before: of(5, 15), after: of(3, null) }), [
    ['連続失敗回数', '5 → 3'],
    ['規定時間（分）', '15 → なし'],
  ]);
});

test('a key that nobody knows any more stays readable, whatever it is called', () => {
  assert.deepEqual(linesOf({ constructor: 'toString', 'count.before': 1 }), [
    ['constructor', 'toString'],
    ['変更前の件数', '1'],
  ]);
});
