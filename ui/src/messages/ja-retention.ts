import type { RetentionKind } from '#domain/contract/retention.ts';

/** データの保存期間. Part of ja.ts. */
export const jaRetention = {
  title: 'データの保存期間',
  lead: '期間を過ぎた記録は、毎晩自動的に削除されます。削除した記録は元に戻せません。',
  workLead:
    '勤務の記録は、開始・終了、申請と承認、業務、計算された勤務時間とPC操作時間です。賃金の支払日（翌月末まで）から数えて年数を過ぎた月が、月ごとに削除されます。監査の記録は削除されません。',
  kinds: {
    work: '勤務の記録',
    pcCounts: 'PCの操作回数',
    applications: 'アプリケーション、タイトル、URL',
    presence: 'プレゼンス',
  } as Readonly<Record<RetentionKind, string>>,
  days: '日',
  years: '年',
  shortForLaw: '労働基準法109条は5年の保存を求めています（当分の間は3年）。',
  hold: '削除を止める（保全）',
  holdNote: '調査や訴訟に備えるときに選びます。選んでいる間は、期間を過ぎた記録も削除されません。',
  holdReason: '理由',
  onHold: (reason: string): string => `削除を止めています。理由：${reason}`,
  save: '保存期間を更新',
  wrong: {
    days: '62日から3660日までで入力してください。',
    workYears: '3年から30年までで入力してください。',
    holdReason: '削除を止める理由を入力してください（200文字まで）。',
  },
  runs: '削除の記録',
  table: '削除の記録の一覧',
  noRuns: 'まだ何も削除されていません。',
  lastChecked: (stamp: string): string => `最後に確認した日時 ${stamp}`,
  columns: { at: '日時', kind: '種類', before: 'この日より前', rows: '削除した行' },
  utcDay: (day: string): string => `${day}（UTC）`,
  open: '途中で終わり、次の回に引き継がれました',
};
