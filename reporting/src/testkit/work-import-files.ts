import assert from 'node:assert/strict';
import type { z } from 'zod';
import * as contract from '#domain/contract/work-import.ts';
import type { WorkImportFileKind } from '#domain/contract/work-import.ts';
import { encodeWindows31j } from '../csv/windows-31j.ts';
import type { Answer, Client } from './client.ts';

export type ImportDryRun = z.output<NonNullable<typeof contract.readWorkImportDraft.answer>>;
type ImportFiles = Partial<Record<WorkImportFileKind, Uint8Array>>;

const HEADERS: Readonly<Record<WorkImportFileKind, string>> = {
  work: 'ユーザID,社員番号,業務日,開始,終了,休憩,休出,勤務形態,業務時間,半休',
  tasks: 'ユーザID,社員番号,業務日,開始,終了,終日,種類,勤務形態,件名,詳細,業務報告,進捗',
};

/** A file as another system would save it: header, rows, Windows-31J, CRLF. */
export const importFile = (kind: WorkImportFileKind, ...lines: readonly string[]): Buffer =>
  encodeWindows31j([HEADERS[kind], ...lines, ''].join('\r\n'));

export async function importDraft(browser: Client, files: ImportFiles): Promise<string> {
  const { draftId } = (await browser.call(contract.createWorkImportDraft)).json as { draftId: string };
  for (const [kind, body] of Object.entries(files)) {
    const headers = {
      'content-type': 'application/octet-stream',
      'x-kinmu-file-name': encodeURIComponent(`${kind}_過去.csv`),
    };
    const answer = await browser.call(contract.putWorkImportFile, { params: { draftId, kind }, headers, body });
    assert.equal(answer.status, 200, answer.text);
  }
  return draftId;
}

export async function importDryRun(browser: Client, draftId: string, replaces = false): Promise<ImportDryRun> {
  const path = `${contract.readWorkImportDraft.path}?replace=${replaces ? 1 : 0}`;
  const answer = await browser.call({ ...contract.readWorkImportDraft, path }, { params: { draftId } });
  assert.equal(answer.status, 200, answer.text);
  return answer.json;
}

export const applyImport = (browser: Client, draftId: string, fingerprint: string, replaces = false): Promise<Answer> =>
  browser.call(contract.applyWorkImportDraft, { params: { draftId }, body: { fingerprint, replaces } });

/** Files all the way: draft, dry run, application. Gives the answer of the application. */
export async function importAll(browser: Client, files: ImportFiles, replaces = false): Promise<Answer> {
  const draftId = await importDraft(browser, files);
  const { fingerprint } = await importDryRun(browser, draftId, replaces);
  return applyImport(browser, draftId, fingerprint, replaces);
}
