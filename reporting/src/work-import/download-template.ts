import type { Response } from 'express';
import type { WorkImportFileKind } from '#domain/contract/work-import.ts';
import { IMPORT_COLUMNS, TEMPLATE_COMMENTS } from '#domain/work-import/import-columns.ts';
import type { Viewer } from '../access/viewer.ts';
import { encodeWindows31j } from '../csv/windows-31j.ts';
import { toCsv } from '../csv/write-csv.ts';
import type { Refusal } from '../http/refusal.ts';
import { refuseOthers } from './import-deps.ts';
import type { WorkImportDeps } from './import-deps.ts';

/** The header and what the cells hold, as comments: they stand as they are and are skipped at upload. */
export async function downloadTemplate(
  deps: WorkImportDeps,
  viewer: Viewer,
  asked: { readonly kind: WorkImportFileKind; readonly encoding: 'sjis' | 'utf8' },
  exchange: { readonly response: Response; readonly requestId: string },
): Promise<Refusal | undefined> {
  const refused = await refuseOthers(deps, viewer, exchange.requestId);
  if (refused !== undefined) return refused;
  const { kind, encoding } = asked;
  const comments = TEMPLATE_COMMENTS[kind].map((comment) => `${comment}\r\n`).join('');
  const text = toCsv([IMPORT_COLUMNS[kind]]) + comments;
  const { response } = exchange;
  response.setHeader('Content-Type', `text/csv; charset=${encoding === 'utf8' ? 'utf-8' : 'Windows-31J'}`);
  response.setHeader('Content-Disposition', `attachment; filename="past_${kind}_template.csv"`);
  response.end(encoding === 'utf8' ? Buffer.from(`\uFEFF${text}`) : encodeWindows31j(text));
  return undefined;
}
