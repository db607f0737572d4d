import { listWorkImports, readWorkImportDraft, type WorkImportProblem } from '#domain/contract/work-import.ts';
import { NOW } from './fixture-company.ts';
import { ID } from './fixture-answers.ts';

/** Made-up imports of past work. Development only. */
let hasErrors = false;
let isUndone = false;
export const noteImportFile = (name: string): void => void (hasErrors = name.includes('wrong'));

const problem = (line: number | null, column: string | null, cell: string | null, text: string): WorkImportProblem => ({
  severity: 'error',
  kind: 'work',
  line,
  column,
  cell,
  text,
});
const PROBLEMS: WorkImportProblem[] = [
  problem(4, 'ユーザID', 'U9999', '登録されていないユーザIDです。'),
  problem(7, '終了', '3:00', '開始より前です。翌日の時刻は24時間を足して（3:00は27:00）書いてください。'),
  problem(12, '業務日', '2026/11/19', 'この日には本人の打刻があります。打刻のある日は取り込めません。'),
  { ...problem(20, null, null, '開始と終了が空欄のため、この行は取り込みません。'), severity: 'warning' },
  { ...problem(3, '件名', '', '必須項目です。値を指定してください。'), kind: 'tasks' },
];
const day = (line: number, name: string, loginId: string, workDate: string, entries: string[]) => ({
  kind: 'work' as const,
  ...{ line, name, loginId, workDate, entries, action: line % 3 === 0 ? ('replaced' as const) : ('added' as const) },
});

const dryRun = () => ({
  draftId: ID(1),
  expiresAt: NOW + 86_400_000,
  files: [
    { kind: 'work', fileName: '勤務_2026.csv', bytes: 812_000, rows: 18_204 },
    { kind: 'tasks', fileName: '業務_2026.csv', bytes: 91_000, rows: 1_020 },
  ],
  problems: hasErrors ? { errors: 4, warnings: 1, first: PROBLEMS } : { errors: 0, warnings: 0, first: [] },
  counts: { work: { added: 17_950, replaced: 120, unchanged: 30 }, tasks: { added: 940, replaced: 0, unchanged: 0 } },
  people: 96,
  firstDate: '2026-04-01',
  lastDate: '2026-11-18',
  daysBeforeRoster: 17_400,
  sample: [
    day(2, '佐藤 健太', 'U00002', '2026-04-01', ['9:00-18:00 休憩 15:00-15:15']),
    day(3, '佐藤 健太', 'U00002', '2026-04-02', ['9:00-12:00', '13:00-19:30']),
    day(5, '鈴木 さくら', 'U00003', '2026-04-04', ['22:00-29:00 休出']),
  ],
  fingerprint: 'x',
  canApply: !hasErrors,
});
const done = (number: number, addedDays: number, undone: object | null) => ({
  ...{ importId: ID(number), at: NOW - 86_400_000 * number, byName: '渡辺 さくら', workRows: 3_120, taskRows: 0 },
  ...{ addedDays, replacedDays: 12, people: 96, firstDate: '2026-04-01', lastDate: '2026-04-30', undone },
});

export function workImportAnswer(method: string, path: string): [number, unknown] | undefined {
  if (!path.startsWith('/api/work-imports')) return undefined;
  if (method === 'GET' && path === '/api/work-imports') {
    const undone = { at: NOW - 80_000_000, byName: '渡辺 さくら', removedDays: 3_100, keptDays: 4 };
    return [
      200,
      listWorkImports.answer?.parse({ imports: [done(1, 3_108, isUndone ? undone : null), done(9, 40, undone)] }),
    ];
  }
  if (method === 'GET') return [200, readWorkImportDraft.answer?.parse(dryRun())];
  if (path === '/api/work-imports/drafts') return [200, { draftId: ID(1), expiresAt: NOW + 86_400_000 }];
  if (path.endsWith('/undo')) {
    isUndone = true;
    return [200, { removedDays: 3_100, keptDays: 4 }];
  }
  if (path.endsWith('/applications')) {
    const { work, tasks } = dryRun().counts;
    return [200, { importId: ID(9), work, tasks }];
  }
  return [200, { kind: 'work', fileName: 'x.csv', bytes: 1 }];
}
