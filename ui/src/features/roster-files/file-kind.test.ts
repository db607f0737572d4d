import assert from 'node:assert/strict';
import { test } from 'node:test';
import { kindOfFileName } from './file-kind.ts';

for (const [name, kind] of [
  ['group_20261122.csv', 'group'],
  ['user_20261122 (2).csv', 'user'],
  ['USER_20261122.CSV', 'user'],
  ['ｕｓｅｒ_20261122.csv', 'user'],
  ['work_pattern_20261122.csv', 'work_pattern'],
  ['勤務パターン情報.csv', 'work_pattern'],
  ['グループ情報ファイル.csv', 'group'],
] as const) {
  test(`the name tells the file: ${name}`, () => {
    assert.equal(kindOfFileName(name), kind);
  });
}
for (const name of ['roster.csv', '名簿.csv', 'my_user.csv', '']) {
  test(`a name that does not tell is not guessed: "${name}"`, () => {
    assert.equal(kindOfFileName(name), undefined);
  });
}
