import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { deedsOf, linesFile, placesOf, plan, SMALL_ROSTER } from './roster-test-kit.ts';
import { problemText } from './problem-text.ts';
import { rosterHeader } from './write-roster-rows.ts';

const ROW = '3,G09,,,,,';
const GROUP_HEADER = rosterHeader('group').join(',');

const placesUnder = (header: string): string[] =>
  placesOf(plan(SMALL_ROSTER, [linesFile('group', [header, ROW])])).map((place) => place.slice('group:'.length));

/** The header was accepted: the row below it is read. */
const ACCEPTED = ['2:2 notRegistered'];

describe('the header line', () => {
  test('names compare without spaces and whatever their width', () => {
    assert.deepEqual(placesUnder(GROUP_HEADER), ACCEPTED);
    assert.deepEqual(placesUnder(GROUP_HEADER.replaceAll(' ', '')), ACCEPTED);
    assert.deepEqual(placesUnder(GROUP_HEADER.replaceAll('ID', 'ＩＤ').replaceAll('グループ', 'ｸﾞﾙｰﾌﾟ')), ACCEPTED);
    assert.deepEqual(placesUnder(GROUP_HEADER.replaceAll(',', '　,　')), ACCEPTED);
  });

  test('a name that nobody knows passes', () => {
    assert.deepEqual(placesUnder(GROUP_HEADER.replace('グループ名', '部署名')), ACCEPTED);
  });

  test('exchanged names are refused at both places, and no row below is read', () => {
    const exchanged = GROUP_HEADER.replace('承認者,上位承認者', '上位承認者,承認者');
    for (const header of [
      exchanged,
      exchanged.replaceAll('グループ', 'ｸﾞﾙｰﾌﾟ'),
      exchanged.replaceAll('承認', '承 認'),
    ]) {
      assert.deepEqual(placesUnder(header), ['1:4 headerExchanged', '1:5 headerExchanged']);
    }
    const ids = GROUP_HEADER.replace('グループ ID,グループ名', 'ｸﾞﾙｰﾌﾟ名,ｸﾞﾙｰﾌﾟID');
    assert.deepEqual(placesUnder(ids), ['1:2 headerExchanged', '1:3 headerExchanged']);
  });

  test('a column too few or too many is カラム数が異常です; empty ones at the end are not counted', () => {
    assert.deepEqual(placesUnder(GROUP_HEADER.replace('グループ名,', '')), ['1:- columnCount']);
    assert.deepEqual(placesUnder(`${GROUP_HEADER},備考`), ['1:- columnCount']);
    assert.deepEqual(placesUnder(`${GROUP_HEADER},,,`), ACCEPTED);
  });

  test('a row of data in its place is told as a missing header', () => {
    assert.deepEqual(placesUnder('1,G01,営業,U01,,,'), ['1:- headerMissing']);
  });

  test('the header of people may leave out 働き方検索権限 and nothing else', () => {
    const names = rosterHeader('user');
    const without = (column: number): string => names.toSpliced(column - 1, 1).join(',');
    const row = `3,U09${','.repeat(19)}`;
    const placesOfUsers = (header: string) => placesOf(plan(SMALL_ROSTER, [linesFile('user', [header, row])]));
    assert.deepEqual(placesOfUsers(without(9)), ['user:2:2 notRegistered']);
    assert.ok(placesOfUsers(without(10)).every((place) => place.endsWith('headerExchanged')));
    assert.deepEqual(placesOfUsers(names.slice(0, 19).join(',')), ['user:1:- columnCount']);
  });

  test('a file of another kind is refused as a whole, and named', () => {
    const planned = plan(SMALL_ROSTER, [linesFile('group', [rosterHeader('work_pattern').join(','), ROW])]);
    assert.deepEqual(placesOf(planned), ['group:1:- otherKind']);
    const [problem] = planned.problems;
    assert.match(problem ? problemText(problem) : '', /カラム数が異常です。勤務パターン情報ファイルの見出しです/);
  });

  test('another separator is named: Excel offers formats with tabs and semicolons beside CSV', () => {
    for (const [separator, name] of [
      ['\t', 'タブ'],
      [';', 'セミコロン（;）'],
      ['，', '全角のカンマ（，）'],
    ] as const) {
      const lines = [GROUP_HEADER, ROW].map((line) => line.replaceAll(',', separator));
      const [problem, ...others] = plan(SMALL_ROSTER, [linesFile('group', lines)]).problems;
      assert.deepEqual([problem?.code, problem?.line, others], ['otherSeparator', 1, []]);
      assert.match(problem ? problemText(problem) : '', new RegExp(`^カラム数が異常です。.*${RegExp.escape(name)}`));
    }
  });

  test('an empty file, and one of comments alone, has no header', () => {
    for (const lines of [[], [''], ['# 更新区分', ',,,,']]) {
      assert.deepEqual(placesOf(plan(SMALL_ROSTER, [linesFile('group', lines)])), ['group:null:- fileEmpty']);
    }
  });

  test('a header alone changes nothing', () => {
    const planned = plan(SMALL_ROSTER, [linesFile('group', [GROUP_HEADER])]);
    assert.deepEqual([planned.problems, planned.changes], [[], []]);
  });

  test('comments and rows of commas are skipped anywhere; lines keep their numbers', () => {
    const lines = ['# x', GROUP_HEADER, '#1,a', ',,', '', '3,G09,,,,,'];
    assert.deepEqual(placesOf(plan(SMALL_ROSTER, [linesFile('group', lines)])), ['group:6:2 notRegistered']);
  });

  test('while one header cannot be trusted, nothing is said of how the files fit together', () => {
    const groups = linesFile('group', [GROUP_HEADER, '1,G02,営業,U09,,G99,']);
    const users = linesFile('user', ['1,U09']);
    const planned = plan(SMALL_ROSTER, [groups, users]);
    assert.deepEqual(placesOf(planned), ['user:1:- headerMissing']);
    assert.deepEqual(deedsOf(planned), ['added group G02']);
  });
});
