const number = (count: number): string => count.toLocaleString('ja-JP');

/** A chosen file of URL・HP 名称マッピング: what it would change. Part of ja.ts. */
export const jaSiteNames = {
  title: (file: string): string => `${file} の確認`,
  registeredTitle: (file: string): string => `${file} の登録結果`,
  checking: 'ファイルを確認しています。',
  rows: (rows: number): string => `${number(rows)}件`,
  difference: (added: number, renamed: number, removed: number): string =>
    `（追加${number(added)}件、名称の変更${number(renamed)}件、削除${number(removed)}件）`,
  noDifference: '。現在の登録と同じ内容です。',
  counting: (done: number, total: number): string =>
    `保存済みの記録を確認しています（${number(done)} / ${number(total)}人）`,
  early: '確認の途中でも登録できます。',
  changing: (count: number): string => `名前が変わる記録：${number(count)}件`,
  changed: (count: number): string => `名前が変わった記録：${number(count)}件`,
  amount: (amount: string): string => `のべ ${amount}`,
  period: (from: string, to: string): string => (from === to ? from : `${from} 〜 ${to}`),
  nothing: '保存済みの記録で、名前が変わるものはありません。',
  partly: '確認の途中で登録したため、件数は確認した人の分だけです。名称は全員の記録に反映されています。',
  table: '名前の変わる記録',
  before: '変更前',
  after: '変更後',
  records: '記録（件）',
  time: '時間',
  noName: '（名称なし）',
  others: 'そのほか',
  register: 'この内容で登録',
  registering: '登録しています',
  applied: (count: number): string =>
    `${number(count)}件を登録しました。保存済みの記録を含め、グラフとこれから作成するファイルは新しい名称になります。`,
  refused: (count: number): string => `${number(count)}件のエラーがあるため、登録できません。`,
  problems: 'マッピング登録ファイルのエラー',
  again: 'もう一度確認する',
  drop: 'やめる',
  close: '閉じる',
};
