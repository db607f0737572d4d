/**
 * Every problem in one sentence for the person who made the file: what is wrong there, and what to do. The place (file, line, column,
 * cell) stands beside it and is not repeated. `{x}` takes the problem's parameter x.
 */
const SENTENCES = {
  fileEmpty: 'ファイルに見出し行がありません。ダウンロードしたファイルを編集してアップロードしてください。',
  headerMissing:
    '見出し行がありません。1行目にはダウンロードしたファイルの見出し行（更新区分,…）をそのまま残してください。',
  headerExchanged:
    '見出しの列の順序が違います。「{name}」は{expected}列目の項目です。列を入れ替えずにアップロードしてください。',
  columnCount:
    'カラム数が異常です。{expected}列のところ{actual}列あります。余分なカンマや抜けたカンマがないか確認してください（最後の列が空でも、その前のカンマは必要です）。',
  otherSeparator:
    'カラム数が異常です。区切りがカンマ（,）ではなく{separator}になっています。「CSV（コンマ区切り）」の形式で保存し直してください。',
  otherKind: 'カラム数が異常です。{name}の見出しです。{name}の欄に指定してください。',
  codeInvalid: '更新区分には0〜{max}の半角数字1文字を指定してください。',
  idTwice: '同じIDに対する処理が{other}行目にもあります。処理する行を1つにし、ほかの行の更新区分を0にしてください。',
  required: '必須項目です。値を指定してください。',
  tooLong: '{max}文字以内で指定してください（UTF-16単位で{actual}文字あります）。',
  badCharacter: '「{character}」は使用できない文字です。使用できる文字に直してください。',
  badSeparator: 'IDの区切りに「{character}」は使用できません。半角のセミコロン（;）で区切ってください。',
  lineBreak: '改行は使用できません。1行にしてください。',
  badChoice: '{choices}のいずれかを半角数字で指定してください。',
  badMail: 'メールアドレスの形式ではありません。name@example.com の形式で指定してください。',
  badMinutes: '{min}〜{max}の分数を半角数字で指定してください。',
  morningTooLong: '午前業務時間（{morning}分）が業務時間（{scheduled}分）を超えています。業務時間以下にしてください。',
  badBreak:
    '休憩時間帯「{window}」は HH:mm-HH:mm の形式ではありません。半角で指定し、複数のときはセミコロン（;）で区切ってください。',
  breakOutside: '休憩時間帯「{window}」が業務日の終わり（自動終了時刻 {autoEnd}）を越えるか、長さがありません。',
  breaksOverlap: '休憩時間帯「{window}」と「{other}」が重なっています。重ならないように指定してください。',
  badAutoEnd: '自動終了時刻は 0:00〜12:00（24:00〜36:00 も可）の H:mm 形式で指定してください。',
  exists: '「{id}」は既に登録されています。変更する場合は更新区分に2（更新）を指定してください。',
  existsRemoved:
    '「{id}」は削除済みとして残っています。元に戻す場合は更新区分に4（再登録）を、新規に登録する場合は先に完全削除（{erase}）を行ってください。',
  existsRemovedPattern: '「{id}」は削除済みとして残っています。更新区分に4（再登録）を指定してください。',
  notRegistered: '「{id}」は登録されていません。IDを確認するか、新規の場合は更新区分に1（登録）を指定してください。',
  isRemoved: '「{id}」は削除されています。先に更新区分4（再登録）で元に戻してください。',
  notRemoved: '「{id}」は削除もログイン不可もされていません。変更する場合は更新区分に2（更新）を指定してください。',
  reissueSuspended:
    '「{id}」はログイン不可のため、パスワードを再発行できません。更新区分4（再登録）でログインできるように戻してください。',
  alreadyDone: '「{id}」は既にその状態です。この行では何も変わりません。',
  sameButCase: 'ユーザ ID「{id}」は「{other}」と大文字・小文字だけが違います。別のIDにしてください。',
  reservedId: 'ユーザ ID「{id}」はユーザ管理専用の ID のため登録できません。別の ID にしてください。',
  ownAccount: '自分自身を削除またはログイン不可にすることはできません。ほかの管理者に依頼してください。',
  lastAdministrator: 'ログインできる管理者がいなくなります。先に、ほかのユーザに管理者権限（1）を付けてください。',
  groupFull: 'グループ「{group}」が{count}名になります。1つのグループに登録できるのは{max}名までです。',
  licencesExceeded:
    'ライセンス数 {max} に対して利用者が{count}名になります。ライセンスを追加するか、登録する人数を減らしてください。',
  groupUnknown:
    'グループ「{id}」は登録されていません。グループ情報ファイルで登録するか、グループ ID を直してください。',
  groupRemoved: 'グループ「{id}」は削除されています。使用中のグループ ID を指定するか、グループを再登録してください。',
  patternUnknown:
    '勤務パターン「{id}」は登録されていません。勤務パターン情報ファイルで登録するか、勤務パターン ID を直してください。',
  patternRemoved: '勤務パターン「{id}」は削除されています。使用中の勤務パターン ID を指定してください。',
  approverUnknown: 'ユーザ「{id}」は登録されていません。ユーザ情報ファイルで登録するか、ユーザ ID を直してください。',
  approverRemoved: 'ユーザ「{id}」は削除されています。承認者から外すか、ユーザを再登録してください。',
  noApprover:
    'グループ「{group}」にログインできる承認者がいません。ログインできるユーザを1人以上、承認者に指定してください。',
  parentUnknown:
    '上位グループ「{id}」は登録されていません。グループ情報ファイルで登録するか、グループ ID を直してください。',
  parentRemoved: '上位グループ「{id}」は削除されています。使用中のグループ ID を指定してください。',
  groupCycle: '上位グループが循環しています（{path}）。どれかの上位グループを直してください。',
  groupHasPeople:
    'グループ「{group}」にはユーザ「{id}」など{count}名が所属しています。先に（または同時に）別のグループへ移してください。',
  groupHasChildren:
    'グループ「{group}」はグループ「{id}」の上位グループです。先に（または同時に）上位グループを変更してください。',
  patternInUse:
    '勤務パターン「{pattern}」はユーザ「{id}」など{count}名が使用しています。先に（または同時に）別の勤務パターンへ変更してください。',
  isApprover:
    '「{id}」はグループ「{group}」の承認者または上位承認者です。グループ情報ファイルで承認者から外してください。',
  isOnlyApprover:
    '「{id}」はグループ「{group}」のただ1人のログインできる承認者です。グループ情報ファイルで別の承認者を指定してください。',
  sameEmployeeNumber: '社員番号が「{other}」と同じです。同じ人でなければ確認してください。',
  sameMail: 'メールアドレスが「{other}」と同じです。',
  sameName: 'ユーザ名が「{other}」と同じです。区別できる名前にすることをお勧めします。',
  noDashboard: 'ご契約のプランには見える化ダッシュボードがないため、閲覧権限は保存されますが効果がありません。',
  guardRemoved: "先頭の「'」は数式の無効化のために付いたものとして取り除きました（「{text}」になります）。",
} as const satisfies Readonly<Record<string, string>>;

export type RosterProblemCode = keyof typeof SENTENCES;

/** The sentence with its parameters filled in. */
export const problemText = (problem: {
  readonly code: RosterProblemCode;
  readonly params: Readonly<Record<string, string | number>>;
}): string =>
  SENTENCES[problem.code].replace(/\{(\w+)\}/g, (place, name: string) => String(problem.params[name] ?? place));
