import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readSiteNames } from './read-site-names.ts';

const HEADER = ['URL', 'HP 名称'];
const rowsOf = (...rows: string[][]) => rows.map((cells, index) => ({ line: index + 1, cells }));
const problemsOf = (...rows: string[][]) =>
  readSiteNames(rowsOf(HEADER, ...rows)).problems.map(({ line, column, text }) => [line, column, text.slice(0, 12)]);

test("the guide's example is read as it stands", () => {
  const { siteNames, problems } = readSiteNames(
    rowsOf(
      HEADER,
      ['https://jpn.nec.com/', 'NEC（Japan）'],
      ['https://www.google.co.jp/', '検索サイト'],
      ['https://www.yahoo.co.jp/', '検索サイト'],
      ['https://www.amazon.co.jp/', '通販サイト'],
    ),
  );
  assert.deepEqual(problems, []);
  assert.deepEqual(siteNames[1], { urlPrefix: 'https://www.google.co.jp/', name: '検索サイト' });
  assert.equal(siteNames.length, 4);
});

test('edge spaces, empty rows and empty columns behind the last one change nothing', () => {
  const { siteNames, problems } = readSiteNames(
    rowsOf(['ＵＲＬ', ' HP名称', ''], [''], [' https://a.example/', '　社内 ', '', ''], ['', '']),
  );
  assert.deepEqual(problems, []);
  assert.deepEqual(siteNames, [{ urlPrefix: 'https://a.example/', name: '社内' }]);
});

test('the header alone is a mapping without entries', () => {
  assert.deepEqual(readSiteNames(rowsOf(HEADER)), { siteNames: [], problems: [] });
});

test('a file without its header is refused as a whole, and so are exchanged columns', () => {
  for (const first of [['https://a.example/', '社内'], ['HP 名称', 'URL'], ['URL']]) {
    const { siteNames, problems } = readSiteNames(rowsOf(first, ['https://b.example/', '社内']));
    assert.deepEqual(siteNames, []);
    assert.deepEqual([problems.length, problems[0]?.line], [1, 1]);
  }
  assert.equal(readSiteNames([]).problems[0]?.line, null);
});

test('every problem is named with its line and column', () => {
  assert.deepEqual(
    problemsOf(
      ['https://a.example/', ''],
      ['', 'x'],
      ['https://b.example/', 'x', 'y'],
      ['u'.repeat(257), 'n'.repeat(65)],
      ['https://c.example/', '一行\n二行'],
      ['#a', 'x'],
    ),
    [
      [2, 'HP 名称', '必須項目です。値を指定し'],
      [3, 'URL', '必須項目です。値を指定し'],
      [4, null, 'カラム数が異常です。2列'],
      [5, 'URL', '256文字以内で指定して'],
      [5, 'HP 名称', '64文字以内で指定してく'],
      [6, 'HP 名称', '改行は使用できません。1'],
      [7, 'URL', 'URL を # で始める'],
    ],
  );
});

test('texts of exactly the greatest length are taken', () => {
  assert.deepEqual(problemsOf(['u'.repeat(256), 'n'.repeat(64)]), []);
});

test('a URL that stands twice is named with the other line, also with the same name', () => {
  assert.deepEqual(problemsOf(['https://a.example/', 'A'], ['https://b.example/', 'B'], ['https://a.example/', 'A']), [
    [4, 'URL', '同じ URL が2行目に'],
  ]);
});
