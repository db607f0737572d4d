import type { RosterAction, RosterChangeView, RosterFileKind } from '#domain/contract/roster.ts';
import { NOW } from './fixture-company.ts';

/** Made-up dry runs. Development only. */
const change = (
  line: number,
  id: string,
  name: string,
  action: RosterChangeView['action'],
  fields: [string, string, string][],
): RosterChangeView => ({
  kind: 'user',
  line,
  id,
  name,
  action,
  fields: fields.map(([column, before, after]) => ({ column, before, after })),
});
export const CHANGES: RosterChangeView[] = [
  {
    ...change(4, 'G00412', '海外営業G', 'added', [
      ['グループ名', '', '海外営業G'],
      ['承認者', '', 'U00001;U00003'],
      ['上位グループ ID', '', 'G00000'],
    ]),
    kind: 'group',
  },
  change(5, 'U10001', '日電 七郎', 'added', [
    ['ユーザ名', '', '日電 七郎'],
    ['所属グループ ID', '', 'G00412'],
    ['メールアドレス', '', 'nichiden7@example.com'],
    ['勤務パターン ID', '', 'P00001'],
  ]),
  change(6, 'U10002', '髙橋 八重', 'added', [
    ['ユーザ名', '', '髙橋 八重'],
    ['所属グループ ID', '', 'G00412'],
    ['メールアドレス', '', 'yae@example.com'],
  ]),
  change(12, 'U00002', '佐藤 健太', 'changed', [
    ['メールアドレス', 'nichiden2@example.com', 'kenta.sato@example.com'],
    ['終了申請承認必須区分', '0', '2'],
  ]),
  change(14, 'U00006', '伊藤 次郎', 'moved', [
    ['所属グループ ID', 'G00028', 'G00412'],
    ['勤務パターン ID', 'P00001', ''],
  ]),
  change(20, 'U00009', '中村 誠', 'suspended', []),
  change(31, 'U00015', '加藤 由美', 'removed', []),
  change(33, 'U00016', '吉田 翔', 'deleted', []),
];
const ERROR_TEXTS: [number, string, string, string][] = [
  [3, '社員番号', '', '社員番号が入力されていません。'],
  [
    7,
    '所属グループ ID',
    'G99999',
    '所属グループ ID「G99999」のグループはありません。グループ情報ファイルに登録するか、正しいIDに直してください。',
  ],
  [9, 'メールアドレス', 'taro＠example', 'メールアドレスの形が正しくありません。'],
];

const problem = (severity: 'error' | 'warning', kind: RosterFileKind, line: number | null, text: string) => ({
  severity,
  kind,
  line,
  column: null as string | null,
  cell: null as string | null,
  code: 'x',
  text,
});
const ERRORS = [
  ...ERROR_TEXTS.map(([line, column, cell, text]) => ({ ...problem('error', 'user', line, text), column, cell })),
  problem('error', 'group', null, 'ファイルが暗号化されています。暗号化を解除してから指定してください。'),
];
const WARNING = {
  ...problem('warning', 'user', 12, '社員番号「10002」は U00077 と重複しています。'),
  column: '社員番号',
  cell: '10002',
};
const byOther = { at: NOW - 3_600_000, byName: '渡辺 さくら', kind: 'user' as const };
const DEEDS = [
  { ...byOther, id: 'U00002', name: '佐藤 健太', action: 'changed' as const },
  { ...byOther, id: 'U00040', name: '小林 直樹', action: 'moved' as const },
];
const countsOf = (changes: readonly RosterChangeView[]): Record<RosterAction, number> => {
  const counts = { added: 0, changed: 0, moved: 0, suspended: 0, restored: 0, reissued: 0, removed: 0, deleted: 0 };
  for (const { action } of changes) counts[action] += 1;
  return counts;
};

/** The name of the uploaded file decides what the dry run is like. */
export function dryRun(draftId: string, fileName: string) {
  const isWrong = fileName.includes('wrong');
  const isOutdated = fileName.includes('old');
  const isQuiet = fileName.includes('same');
  const changes = isWrong || isQuiet ? [] : CHANGES;
  const problems = isWrong ? ERRORS : isQuiet ? [] : [WARNING];
  const errors = isWrong ? problems.length : 0;
  return {
    draftId,
    expiresAt: NOW + 86_400_000,
    files: [],
    rosterVersion: 12,
    problems: { errors, warnings: problems.length - errors, first: problems },
    changes: { total: changes.length, counts: countsOf(changes), first: changes },
    outdatedBy: isOutdated ? DEEDS : [],
    passwordMails: changes.length > 0 ? 2 : 0,
    licences: { used: 9_700, limit: 10_000, usedAfter: 9_700 + (changes.length > 0 ? 1 : 0) },
    canApply: !isWrong && !isOutdated,
  };
}
