import type { WorkImportFileKind } from '../contract/work-import.ts';

/** 勤務 and 業務 of the past, and プレゼンス of another system. */
export type ImportFileKind = WorkImportFileKind | 'presence';

/** Columns that name the person: one of the two is enough, with both they must be the same person's. */
export const LOGIN_ID = 'ユーザID';
export const EMPLOYEE_NUMBER = '社員番号';
const WHO_AND_WHEN = [LOGIN_ID, EMPLOYEE_NUMBER, '業務日', '開始', '終了'] as const;

/**
 * Columns of the files, ours (the guide has none). Found by their names, in any order; those of NEEDED must be there.
 *
 *   勤務  one row a span of work: several rows of a date are several spans
 *   業務  one row a task
 *   プレゼンス  one row a change (domain/src/presence-import)
 */
export const IMPORT_COLUMNS = {
  work: [...WHO_AND_WHEN, '休憩', '休出', '勤務形態', '業務時間', '半休'],
  tasks: [...WHO_AND_WHEN, '終日', '種類', '勤務形態', '件名', '詳細', '業務報告', '進捗'],
  presence: [LOGIN_ID, EMPLOYEE_NUMBER, '日時', 'プレゼンス'],
} as const satisfies Record<ImportFileKind, readonly string[]>;
export type WorkColumn = (typeof IMPORT_COLUMNS.work)[number];
export type TaskColumn = (typeof IMPORT_COLUMNS.tasks)[number];
export type ImportColumn = WorkColumn | TaskColumn | (typeof IMPORT_COLUMNS.presence)[number];

export const NEEDED_COLUMNS = {
  work: ['業務日', '開始', '終了'],
  tasks: ['業務日', '開始', '終了', '件名'],
  presence: ['日時', 'プレゼンス'],
} as const satisfies Record<ImportFileKind, readonly ImportColumn[]>;

/** Other names under which a column is known. */
export const COLUMN_ALIASES: ReadonlyMap<string, ImportColumn> = new Map([
  ['日付', '業務日'],
  // Those of <userID>_presence.csv (guide table 5-12).
  ['レコード時刻', '日時'],
  ['ACTIVITY', 'プレゼンス'],
]);

/** Comment lines of a template: what the cells hold. */
export const TEMPLATE_COMMENTS: Readonly<Record<ImportFileKind, readonly string[]>> = {
  work: [
    '# 1行に1回の勤務（開始から終了まで）を書きます。同じ日に複数回の勤務があるときは行を分けます。',
    '# ユーザIDと社員番号はどちらか一方で構いません。時刻は48時間表記です（翌日の3:00は27:00）。',
    '# 休憩 12:00-13:00;15:00-15:15 勤務パターンの休憩のほかに取った休憩だけを書きます。勤務パターンの休憩は自動で差し引かれます。',
    '# 休出 1=休日出勤 0または空欄=通常の日　勤務形態 通常／外出／在宅（空欄は通常）',
    '# 業務時間 その日だけ勤務パターンと違うときに 7:45 の形で書きます。　半休 午前半休／午後半休（休んだ方）',
    '# 例 yamada,,2026/04/01,9:00,18:00,15:00-15:15,0,通常,,',
  ],
  tasks: [
    '# 1行に1件の業務を書きます。ユーザIDと社員番号はどちらか一方で構いません。時刻は48時間表記です。',
    '# 終日 1=終日の業務（開始と終了は空欄）　種類 個人タスク／会議／外出（空欄は個人タスク）　勤務形態 通常／外出／在宅',
    '# 進捗 0から100までの数字',
    '# 例 yamada,,2026/04/01,10:00,11:30,0,会議,通常,定例会議,,議事録を共有した,100',
  ],
  presence: [
    '# 1行に1回の変化を書きます。ユーザIDと社員番号はどちらか一方で構いません。日時は24時間表記です（秒は省略できます）。',
    '# 例 yamada,,2026/04/01 09:00:00,連絡可能',
  ],
};
