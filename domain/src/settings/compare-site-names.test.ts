import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { createRenameOf, differenceOf } from './compare-site-names.ts';

const BEFORE = [
  { urlPrefix: 'https://a.example/', name: '社内' },
  { urlPrefix: 'https://b.example/', name: '取引先' },
  { urlPrefix: 'https://c.example/', name: '検索' },
];
const AFTER = [
  { urlPrefix: 'https://a.example/', name: '社内' },
  { urlPrefix: 'https://a.example/sales/', name: '営業支援' },
  { urlPrefix: 'https://b.example/', name: '仕入先' },
];

test('a longer URL, another name and a removed URL each change the name of what begins with them', () => {
  assert.deepEqual(differenceOf(BEFORE, AFTER), {
    ...{ added: 1, removed: 1, renamed: 1 },
    urlPrefixes: ['https://a.example/sales/', 'https://c.example/', 'https://b.example/'],
  });
  const renameOf = createRenameOf(BEFORE, AFTER);
  assert.deepEqual(renameOf('https://a.example/sales/7'), { before: '社内', after: '営業支援' });
  assert.deepEqual(renameOf('https://b.example/x'), { before: '取引先', after: '仕入先' });
  assert.deepEqual(renameOf('https://c.example/'), { before: '検索', after: null });
  assert.equal(renameOf('https://a.example/'), undefined);
  assert.equal(renameOf('https://d.example/'), undefined);
});

test('what begins with no URL of the difference keeps its name', () => {
  const texts = fc.string({ unit: fc.constantFrom('a', '/', '表', '𠮷'), maxLength: 5 });
  const mappings = fc.uniqueArray(fc.record({ urlPrefix: texts, name: fc.constantFrom('A', 'B') }), {
    selector: ({ urlPrefix }) => urlPrefix,
  });
  fc.assert(
    fc.property(mappings, mappings, texts, (before, after, url) => {
      const { urlPrefixes } = differenceOf(before, after);
      if (urlPrefixes.some((prefix) => url.startsWith(prefix))) return;
      assert.equal(createRenameOf(before, after)(url), undefined);
    }),
  );
});
