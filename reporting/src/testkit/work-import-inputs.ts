import { randomUUID } from 'node:crypto';
import { createWorkImportDraft, putWorkImportFile, readWorkImportDraft } from '#domain/contract/work-import.ts';
import type { MatrixEntry, MatrixSubject } from '../http/authorization-matrix.ts';
import type { CallInput, Client } from './client.ts';
import type { TestPortal } from './portal.ts';

const FILE = {
  body: Buffer.from('ユーザID,業務日,開始,終了\r\nemployee,2026/03/02,9:00,18:00\r\n'),
  headers: { 'content-type': 'application/octet-stream' },
};

/** What the routes of 過去の勤務の取り込み are asked with in the authorization matrix: those who may, about a draft and an import of their own. */
export function workImportInputs(portalOf: () => TestPortal, clientOf: (subject: MatrixSubject) => Promise<Client>) {
  type MakeInput = (entry: MatrixEntry, subject: MatrixSubject) => Promise<CallInput>;

  async function newDraft(entry: MatrixEntry, subject: MatrixSubject): Promise<string> {
    if (entry.row[subject] !== 'allow') return randomUUID();
    const browser = await clientOf(subject);
    const { draftId } = (await browser.call(createWorkImportDraft)).json as { draftId: string };
    await browser.call(putWorkImportFile, { params: { draftId, kind: 'work' }, ...FILE });
    return draftId;
  }
  const aboutDraft: MakeInput = async (entry, subject) => ({ params: { draftId: await newDraft(entry, subject) } });
  const aboutImport: MakeInput = async (_, subject) => {
    const portal = portalOf();
    const house = subject === 'otherTenant' ? portal.otherHouse : portal.house;
    const importId = randomUUID();
    const counts = { imported_by: house.people.administrator, work_rows: 0, task_rows: 0 };
    await portal.records
      .insertInto('work_imports')
      .values({ tenant_id: house.tenantId, import_id: importId, ...counts })
      .execute();
    return { params: { importId } };
  };

  return {
    downloadWorkImportTemplate: async () => ({ params: { kind: 'work' } }),
    putWorkImportFile: async (entry, subject) => ({
      params: { draftId: await newDraft(entry, subject), kind: 'work' },
      ...FILE,
    }),
    readWorkImportDraft: aboutDraft,
    downloadWorkImportProblems: aboutDraft,
    applyWorkImportDraft: async (entry, subject) => {
      const params = { draftId: await newDraft(entry, subject) };
      const run = (await (await clientOf(subject)).call(readWorkImportDraft, { params })).json as {
        fingerprint?: string;
      };
      return { params, body: { fingerprint: run.fingerprint ?? '', replaces: false } };
    },
    listWorkImports: aboutImport,
    undoWorkImport: aboutImport,
  } satisfies Readonly<Record<string, MakeInput>>;
}
