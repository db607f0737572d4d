import type { RosterFileKind } from '#domain/contract/roster.ts';

/**
 * Which of the three files a name means: `group_20261122.csv`, `user_20261122 (2).csv`, `ユーザ情報.csv`. Undefined where it does not say;
 * then the person chooses the row. Copies that a browser or spreadsheet renames keep their beginning.
 */
export function kindOfFileName(fileName: string): RosterFileKind | undefined {
  const name = fileName.normalize('NFKC').toLowerCase();
  const hints: readonly (readonly [RosterFileKind, RegExp])[] = [
    ['work_pattern', /^(?:work[_ -]?pattern|勤務パターン)/],
    ['group', /^(?:group|グループ)/],
    ['user', /^(?:user|ユーザ)/],
  ];
  return hints.find(([, pattern]) => pattern.test(name))?.[0];
}
