/** システムの状態. Part of ja.ts. */
export const jaSystemStatus = {
  title: 'システムの状態',
  asOf: (at: string, version: string): string => `${at} 現在（バージョン ${version}）`,
  reload: '最新の状態にする',
  allWell: '問題は見つかっていません。',
  unknown: '確認できません',
  never: 'まだありません',
  up: '正常',
  down: '応答がありません',

  partsTitle: '接続',
  parts: { records: 'データベース（申請・名簿）', analytics: 'データベース（PCログ・集計）', broker: 'メッセージ処理' },
  waitingTitle: '処理待ち',
  waitingNames: { activity: 'PCの記録', facts: '打刻・申請・名簿の変更', days: '再集計' },
  nothingWaits: '待ちなし',
  waits: (count: number, oldest: string | undefined): string =>
    oldest === undefined ? `${count}件` : `${count}件（最も古いもの：${oldest}）`,
  outbox: '変更の送り出し',
  mails: 'メール',
  failing: (count: number): string => `、うち送信に失敗したもの${count}件`,
  deadLetters: '取り込めなかった記録',
  noDeadLetters: 'なし',
  deadLettersOf: (reason: string, count: number): string => `${reason} ${count}件`,
  reasons: {
    unparsable: '内容を読み取れない',
    unknown_kind: '新しいバージョンの種類',
    out_of_range: '日時や値が範囲外',
    refused_by_store: '保存できない値',
    unexpected: 'そのほか',
  },
  disksTitle: 'ディスクの空き',
  folders: {
    postgres: '申請・名簿',
    nats: 'メッセージ',
    clickhouse: 'PCログ・集計',
    exports: '出力ファイル',
    mail: 'メール',
    logs: 'ログ',
  },
  free: (free: string, total: string): string => `空き ${free} / 全体 ${total}`,
  runsTitle: '保守',
  lastBackup: '前回のバックアップ',
  backupOf: (at: string, size: string): string => `${at}（${size}）`,
  lastReconcile: '前回の照合',
  reconcileOf: (at: string, differences: number): string =>
    differences === 0 ? `${at}（差異なし）` : `${at}（差異 ${differences}件）`,

  lowDisk: {
    text: (free: string): string => `サーバーのディスクの空きが残り少なくなっています（残り ${free}）。`,
    effect: '空きができるまで、PCの記録は各PCに保管されます。',
    toStatus: 'システムの状態を見る',
  },

  findings: {
    parts: {
      records: {
        text: '申請・名簿のデータベースが応答していません。',
        remedy: '自動で再接続します。数分たっても戻らないときは、サーバーの管理者に連絡してください。',
      },
      analytics: {
        text: 'PCログ・集計のデータベースが応答していません。',
        remedy:
          '打刻と申請はできます。勤務一覧などの集計は表示できません。数分たっても戻らないときは、サーバーの管理者に連絡してください。',
      },
      broker: {
        text: 'メッセージ処理が応答していません。',
        remedy:
          '打刻と申請は受け付けており、集計への反映が遅れます。PCの記録は各PCに保管されています。数分たっても戻らないときは、サーバーの管理者に連絡してください。',
      },
    },
    diskLow: (folder: string) => ({
      text: `「${folder}」のディスクの空きが少なくなっています。`,
      remedy:
        '空きを増やすまで、PCの記録の受け付けを止めて各PCに保管します。不要なファイルを移すか、ディスクを増やしてください。空きができれば自動で再開します。',
    }),
    late: (name: string, minutes: number) => ({
      text: `${name}の処理が${minutes}分遅れています。`,
      remedy:
        '一度に多くの記録が届いたあとは、しばらく遅れることがあります。10分ほどおいて再表示し、遅れが増えているときはサーバーの管理者に連絡してください。',
    }),
    outbox: (minutes: number) => ({
      text: `打刻や申請の集計への反映が${minutes}分遅れています。`,
      remedy: '打刻と申請は保存されています。メッセージ処理が戻ると自動で反映します。',
    }),
    differences: (count: number) => ({
      text: `前回の照合で、集計と記録の差異が${count}件見つかりました。`,
      remedy: 'サーバーで npm run reconcile -- --repair を実行すると、記録から計算し直します。',
    }),
    restored: (from: string, to: string) => ({
      text: `バックアップから復元しました。${from}から${to}までの打刻・申請・承認・設定の変更は失われています。`,
      remedy:
        'PCの記録は、各PCから過去14日分が自動で送り直されます。その間に行ったPCやトークンの失効、ユーザの停止・削除は、もう一度行ってください。従業員には、ホームの「インフォメーション」で知らせています。',
    }),
    deadLetters: (count: number) => ({
      text: `取り込めなかった記録が${count}件あります。`,
      remedy:
        '記録は別に保管しており、失われていません。サーバーで npm run dead-letters -- list を実行すると理由を確認でき、replay で取り込み直せます。',
    }),
    mails: (count: number) => ({
      text: `送信に失敗しているメールが${count}件あります。`,
      remedy: '自動で送り直しています。続くときは、メールサーバーの設定と状態を確認してください。',
    }),
    noBackup: {
      text: 'バックアップがまだありません。',
      remedy: 'サーバーで npm run backup を毎日実行するように設定してください（docs/operations.md）。',
    },
    oldBackup: (hours: number) => ({
      text: `前回のバックアップから${hours}時間たっています。`,
      remedy: '定期実行が止まっていないか、保存先の空きがあるかを確認してください。',
    }),
  },

  devices: {
    title: '登録されているPC',
    table: 'PCの一覧',
    count: (count: number): string => `${count}台`,
    search: 'PC名、氏名、ユーザIDで探す',
    allStates: 'すべて',
    counted: (state: string, count: number): string => `${state}（${count}）`,
    states: {
      ok: '正常',
      sensorLost: '入力を記録できない',
      silent: '3日以上届いていない',
      never: '一度も届いていない',
      revoked: '失効',
    },
    deviceName: 'PC名',
    personName: '使用者',
    lastReceived: '最後に届いた日時',
    neverReceived: 'なし',
    version: 'バージョン',
    state: '状態',
    empty: '登録されているPCはありません。各自の「個人設定」からPCを登録できます。',
    noMatch: '条件に合うPCはありません。',
    hint: '休暇や出張でPCを使っていないときも「3日以上届いていない」になります。使っているのに届いていないときは、PCの電源とネットワーク、収集プログラムが動いているかを確認してください。',
  },
};
