import {
  createExportJob,
  EXPORT_KINDS,
  listExportDownloads,
  listExportJobs,
  type ExportJob,
} from '#domain/contract/export-jobs.ts';
import { importPresence } from '#domain/contract/presence-import.ts';
import { ID } from './fixture-answers.ts';
import { NOW } from './fixture-company.ts';

/** データ管理 made up: a job goes on with every look. `busy`: somebody else's runs. `failing`: all failed. Development only. */
const state: { running: ExportJob | null; finished: ExportJob[]; isEmpty: boolean } = {
  ...{ running: null, finished: [], isEmpty: false },
};
const SIZES = { kinmu: 61_204_122, gyomu: 4_120_331, aggregation: 812_004, pc: 1_203_551_220 } as const;

const jobOf = (index: number, more: Partial<ExportJob> = {}): ExportJob => ({
  ...{ jobId: ID(7000 + index), kind: EXPORT_KINDS[index % 4] ?? 'kinmu', range: { month: '202610' } },
  ...{ scope: { kind: 'everyone' as const }, encoding: 'windows-31j', guardsFormulas: true, state: 'done' },
  ...{ doneUnits: 31, totalUnits: 31, estimatedEndAt: null, startedByName: '佐藤 花子', isOwn: true },
  ...{ createdAt: NOW - 86_400_000 - index * 3_600_000, endedAt: NOW - 86_390_000 - index * 3_600_000 },
  ...{ failure: null, file: null },
  ...more,
});
const fileOf = (job: ExportJob): ExportJob['file'] => ({
  fileName: `${job.kind}_202610.${job.kind === 'kinmu' ? 'csv' : 'zip'}`,
  ...{ bytes: SIZES[job.kind], rows: 9_876_543, replaced: job.kind === 'gyomu' ? 12 : 0 },
});

export function resetExports(as: string): void {
  state.isEmpty = as === 'empty';
  state.running =
    as === 'busy'
      ? jobOf(11, {
          kind: 'pc',
          state: 'running',
          isOwn: false,
          startedByName: '高橋 健一郎',
          doneUnits: 412,
          totalUnits: 1000,
        })
      : null;
  const failures = ['disk_full', 'store_unavailable', 'given_up', 'internal'] as const;
  state.finished = [0, 1, 2].map((index) => {
    const job = jobOf(index);
    return { ...job, file: fileOf(job) };
  });
  if (as === 'failing')
    state.finished.push(...failures.map((failure, index) => jobOf(index + 20, { state: 'failed', failure })));
  if (state.isEmpty) state.finished = [];
}

function goOn(): void {
  const job = state.running;
  if (job === null || !job.isOwn) return;
  const doneUnits = Math.min(job.totalUnits, job.doneUnits + 9);
  if (doneUnits < job.totalUnits) {
    state.running = { ...job, state: 'running', doneUnits, estimatedEndAt: Date.now() + 40_000 };
    return;
  }
  state.running = null;
  state.finished = [
    { ...job, state: 'done', doneUnits, estimatedEndAt: null, endedAt: Date.now(), file: fileOf(job) },
    ...state.finished.filter((each) => each.kind !== job.kind),
  ];
}

const DEEDS = ['downloaded', 'finished', 'started', 'cancelled', 'failed'] as const;
const entries = () =>
  Array.from({ length: state.isEmpty ? 0 : 30 }, (_, index) => ({
    at: NOW - index * 3_600_000,
    personName: index === 7 ? '' : index % 3 === 0 ? '高橋 健一郎' : '佐藤 花子',
    deed: DEEDS[index % 5] ?? 'started',
    fileName: index % 2 === 0 ? 'kinmu_202610.csv' : 'aggregation_20261001_20261015.zip',
  }));

let lookedAt = 0;
/** Files in turn: good, imported, with mistakes. */
function presenceAnswer(): unknown {
  const step = lookedAt % 3;
  lookedAt += 1;
  const none = { errors: 0, total: 0, first: [] };
  const counts = { added: 1_284, replaced: 3, unchanged: 120 };
  const span = { from: Date.parse('2026-11-01T05:10:00+09:00'), to: Date.parse('2026-11-28T22:41:30+09:00') };
  if (step < 2)
    return importPresence.answer?.parse({ isApplied: step === 1, people: 38, counts, span, problems: none });
  const first = [
    ['ユーザID', 'hanako2', '登録されていないユーザIDです。'],
    ['日時', '11月1日', '日時ではありません。2026/04/01 09:00:00 の形（24時間表記）で指定してください。'],
  ].map(([column, cell, text], index) => ({ severity: 'error', line: index + 2, column, cell, text }));
  return importPresence.answer?.parse({
    isApplied: false,
    people: 37,
    counts,
    span,
    problems: { errors: 2, total: 2, first },
  });
}

export function exportAnswer(
  method: string,
  path: string,
  body: Record<string, unknown>,
): [number, unknown] | undefined {
  if (path === '/api/presence-imports') return [200, presenceAnswer()];
  if (path === '/api/export-downloads') return [200, listExportDownloads.answer?.parse({ entries: entries() })];
  if (path === '/api/export-jobs' && method === 'POST') {
    const wanted = createExportJob.body?.parse(body);
    state.running = jobOf(30, { ...wanted, state: 'waiting', doneUnits: 0, endedAt: null, createdAt: Date.now() });
    return [200, { job: state.running }];
  }
  if (path.endsWith('/cancellation')) {
    const job = state.running ?? jobOf(1);
    state.running = null;
    return [200, { job: { ...job, state: 'cancelled' } }];
  }
  if (path !== '/api/export-jobs') return undefined;
  goOn();
  const withheldFiles = ['application_aggregation.csv', '<userID>_app.csv'];
  return [200, listExportJobs.answer?.parse({ running: state.running, finished: state.finished, withheldFiles })];
}
