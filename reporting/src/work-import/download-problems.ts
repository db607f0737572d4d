import type { Response } from 'express';
import type { WorkImportFileKind } from '#domain/contract/work-import.ts';
import type { Viewer } from '../access/viewer.ts';
import { toCell } from '../csv/cell-texts.ts';
import { encodeCsv } from '../csv/write-csv.ts';
import type { Refusal } from '../http/refusal.ts';
import { dryRun } from './dry-run.ts';
import type { AskedDraft } from './dry-run.ts';
import type { WorkImportDeps } from './import-deps.ts';

const PROBLEM_COLUMNS = ['区分', 'ファイル', '行', '項目', '値', '内容'] as const;
const FILE_WORDS: Readonly<Record<WorkImportFileKind, string>> = { work: '勤務', tasks: '業務' };

/** All problems of a draft, for the spreadsheet beside the files. */
export async function downloadProblems(
  deps: WorkImportDeps,
  viewer: Viewer,
  asked: AskedDraft,
  exchange: { readonly response: Response; readonly requestId: string },
): Promise<Refusal | undefined> {
  const run = await dryRun(deps, viewer, asked, exchange.requestId);
  if (!('settled' in run)) return run;
  const rows = run.settled.problems.map((problem) => [
    problem.severity === 'error' ? 'エラー' : '警告',
    FILE_WORDS[problem.kind],
    problem.line === null ? '' : String(problem.line),
    toCell(problem.column ?? ''),
    toCell(problem.cell ?? ''),
    toCell(problem.text),
  ]);
  const { response } = exchange;
  response.setHeader('Content-Type', 'text/csv; charset=Windows-31J');
  response.setHeader('Content-Disposition', 'attachment; filename="past_work_problems.csv"');
  response.end(encodeCsv([[...PROBLEM_COLUMNS], ...rows]));
  return undefined;
}
