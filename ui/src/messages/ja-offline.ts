/** Without a connection: presses that wait, the screen that opens then, and new versions of the app. */
export const jaOffline = {
  title: 'オフライン',
  lead: 'サーバーに接続できません。操作はこの端末に保存し、つながったときに押した時刻で送信します。',
  person: (name: string, tenant: string): string => `${name}（${tenant}）`,
  notYou: '本人以外は操作しないでください。',
  waiting: '送信待ち',
  waitingLead: '接続が戻ると、押した時刻で自動的に送信します。',
  pressed: (clock: string, operation: string): string => `${clock} ${operation}`,
  refused: (press: string): string => `オフラインで押した「${press}」は記録されませんでした。`,
  retry: 'もう一度送る',
  read: '閉じる',
  kept: (operation: string): string => `「${operation}」をこの端末に保存しました。`,
  tryNow: '接続を確認する',
  unknownState: '今日の状態を確認できないため、すべての操作を表示しています。',
  newVersion: '新しい版があります。入力中の内容を保存してから更新してください。',
  update: '更新する',
};
