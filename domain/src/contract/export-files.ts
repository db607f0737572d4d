/** The twelve files of the guide's chapter 5: column names as the guide writes them, spaces included, in its order. One header line. */

/** kinmu_yyyymm.csv, 勤務データ (table 5-3). */
export const KINMU_COLUMNS = [
  '社員番号',
  '日付',
  '出勤時刻',
  '退勤時刻',
  '総休憩時間',
  '見なし退勤時間',
  '勤務形態',
  'PC 開始時刻',
  'PC 終了時刻',
  'PC 始終時間',
  'PC 操作時間',
] as const;

/** task_report.csv, 業務報告情報ファイル (guide table 5-4). */
export const TASK_REPORT_COLUMNS = [
  '社員番号',
  '業務日',
  '業務開始時間',
  '業務終了時間',
  '終日業務',
  '業務内容',
  '業務内容詳細',
  '業務報告',
  '進捗',
  '勤務形態',
  '業務種別',
] as const;

/** approval_history.csv, 承認履歴情報ファイル (table 5-5). */
export const APPROVAL_HISTORY_COLUMNS = [
  '業務日',
  '勤務修正',
  '承認コメント',
  '承認の履歴',
  'メールアドレス',
  '申請者名',
  'グループ',
  '勤務時間',
  '勤務形態',
  '残業時間',
  '残業理由',
  '休日勤務',
  '承認者名',
] as const;

/** conference.csv, 会議情報ファイル (table 5-6). */
export const CONFERENCE_COLUMNS = ['社員番号', 'グループ', '開始時刻', '終了時刻', '会議時間', 'タイトル'] as const;

/** outside_work_report.csv, 外出情報ファイル (table 5-7). */
export const OUTSIDE_WORK_COLUMNS = ['社員番号', 'グループ', '開始時刻', '終了時刻', '外出時間', '業務内容'] as const;

/** overtime_holiday_work.csv, 残業休出情報ファイル (table 5-8). */
export const OVERTIME_HOLIDAY_COLUMNS = [
  '社員番号',
  'グループ',
  '開始時刻',
  '終了時刻',
  '残業時間',
  '休出時間',
  '休憩時間',
] as const;

/** not_applicable_work.csv, 申請外時間情報ファイル (table 5-9). */
export const NOT_APPLICABLE_COLUMNS = ['社員番号', 'グループ', '業務日', '勤務時間', '申請外勤務時間'] as const;

/** task.csv, タスク情報ファイル (table 5-10). */
export const TASK_COLUMNS = ['社員番号', 'グループ', '開始時刻', '終了時刻', 'タスク時間', '業務内容'] as const;

/** application_aggregation.csv, アプリ集計ファイル (table 5-11). */
export const APPLICATION_COLUMNS = [
  '社員番号',
  'グループ',
  '日時',
  'プロセス名',
  'ウィンドウタイトル',
  '操作時間',
  '業務内容',
  'URL',
  'HP 名称',
] as const;

/** <userID>_presence.csv (table 5-12). */
export const PRESENCE_COLUMNS = ['社員番号', 'レコード時刻', 'Activity'] as const;

/** <userID>_pc.csv, PC 操作情報出力ファイル (table 5-13). */
export const PC_COLUMNS = [
  '社員番号',
  '日時',
  'アルファベット',
  '数字',
  'テンキー',
  '記号類',
  'その他',
  '左クリック',
  '右クリック',
  'ホイール',
  '移動',
] as const;

/** <userID>_app.csv, アプリケーション操作情報出力ファイル (table 5-14). */
export const APP_COLUMNS = ['社員番号', '日時', 'プロセス名', 'ウィンドウタイトル'] as const;
