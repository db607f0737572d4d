import type { Response } from 'express';
import type { RosterFileKind } from '#domain/contract/roster.ts';
import { stampComment } from '#domain/roster/stamp.ts';
import { rosterComments, rosterHeader, writeRosterRows } from '#domain/roster/write-roster-rows.ts';
import type { Viewer } from '../access/viewer.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { fromCell, toCell } from '../csv/cell-texts.ts';
import { encodeCsv } from '../csv/write-csv.ts';
import type { Refusal } from '../http/refusal.ts';
import { dryRun } from './dry-run.ts';
import { readPresentRosterAtOnce } from './read-state.ts';
import { refuseOthers, todayOf } from './roster-deps.ts';
import type { RosterDeps } from './roster-deps.ts';

const PROBLEM_COLUMNS = ['区分', 'ファイル', '行', '項目', '値', '内容'] as const;
const FILE_WORDS: Readonly<Record<RosterFileKind, string>> = {
  group: 'グループ情報',
  user: 'ユーザ情報',
  work_pattern: '勤務パターン情報',
};

/** A roster file as it stands, or its template; the stamp tells a later upload what it was made from. */
export async function downloadFile(
  deps: RosterDeps,
  viewer: Viewer,
  asked: { readonly kind: RosterFileKind; readonly isTemplate: boolean },
  exchange: { readonly response: Response; readonly requestId: string },
): Promise<Refusal | undefined> {
  const { response, requestId } = exchange;
  const refused = await refuseOthers(deps, viewer, requestId);
  if (refused !== undefined) return refused;
  const { kind, isTemplate } = asked;
  const today = todayOf(deps, viewer);
  const head = [rosterHeader(kind), ...rosterComments(kind).map((comment) => [comment])];
  const records = isTemplate ? head : [...head, ...(await presentRows(deps, viewer, kind))];
  await writeAudit(deps.records, {
    ...{ tenantId: viewer.tenantId, actorId: viewer.personId, requestId },
    action: 'roster.downloaded',
    detail: { kind, rows: records.length - head.length },
  });
  sendCsv(response, `${kind}_${today.replaceAll('-', '')}.csv`, records);
  return undefined;
}

async function presentRows(deps: RosterDeps, viewer: Viewer, kind: RosterFileKind): Promise<string[][]> {
  const { version, state } = await readPresentRosterAtOnce(deps.records, viewer.tenantId, todayOf(deps, viewer));
  const stamp = stampComment({ rosterVersion: version, downloadedAt: new Date(deps.nowMs()).toISOString() });
  return [[stamp], ...writeRosterRows(kind, state, { toCell, fromCell })];
}

/** All problems of a draft, for the spreadsheet beside the files. */
export async function downloadProblems(
  deps: RosterDeps,
  viewer: Viewer,
  draftId: string,
  exchange: { readonly response: Response; readonly requestId: string },
): Promise<Refusal | undefined> {
  const run = await dryRun(deps, viewer, draftId, exchange.requestId);
  if (!('plan' in run)) return run;
  const rows = run.plan.problems.map((problem) => [
    problem.severity === 'error' ? 'エラー' : '警告',
    problem.kind === null ? '' : FILE_WORDS[problem.kind],
    problem.line === null ? '' : String(problem.line),
    toCell(problem.column ?? ''),
    toCell(problem.cell ?? ''),
    toCell(problem.text),
  ]);
  sendCsv(exchange.response, 'roster_problems.csv', [[...PROBLEM_COLUMNS], ...rows]);
  return undefined;
}

function sendCsv(response: Response, name: string, records: readonly (readonly string[])[]): void {
  response.status(200);
  response.setHeader('Content-Type', 'text/csv; charset=Windows-31J');
  response.setHeader('Content-Disposition', `attachment; filename="${name}"`);
  response.end(encodeCsv(records));
}
