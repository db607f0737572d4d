import assert from 'node:assert/strict';
import type { z } from 'zod';
import * as roster from '#domain/contract/roster.ts';
import type { RosterFileKind } from '#domain/contract/roster.ts';
import { rosterHeader } from '#domain/roster/write-roster-rows.ts';
import { encodeCsv } from '../csv/write-csv.ts';
import type { Answer, Client } from './client.ts';

export type DryRunAnswer = z.output<NonNullable<typeof roster.readRosterDraft.answer>>;
export type Files = Partial<Record<RosterFileKind, Uint8Array>>;

/** A file as people would save it: header, rows, Windows-31J. */
export const fileOf = (kind: RosterFileKind, rows: readonly (readonly string[])[]): Buffer =>
  encodeCsv([rosterHeader(kind), ...rows]);

/** A row of the user file with the guide's ordinary values. */
export const userRow = (
  code: string,
  loginId: string,
  name: string,
  group: string,
  more: Readonly<Record<number, string>> = {},
): string[] => {
  const cells = [
    code,
    loginId,
    `N-${loginId}`,
    name,
    'かな',
    group,
    '0',
    '0',
    '0',
    `${loginId}@example.com`,
    '0',
    '0',
    '0',
    '0',
    '0',
    '0',
    '0',
    '0',
    '0',
    'P1',
    '',
  ];
  for (const [column, value] of Object.entries(more)) cells[Number(column) - 1] = value;
  return cells;
};
export const groupRow = (code: string, id: string, name: string, approvers: string, parent = ''): string[] => [
  code,
  id,
  name,
  approvers,
  '',
  parent,
  '0',
];

export async function draftWith(browser: Client, files: Files): Promise<string> {
  const created: { draftId: string } = (await browser.call(roster.createRosterDraft)).json;
  for (const [kind, content] of Object.entries(files)) {
    const answer = await browser.call(roster.putRosterFile, {
      params: { draftId: created.draftId, kind },
      body: content,
      headers: {
        'content-type': 'application/octet-stream',
        'x-kinmu-file-name': encodeURIComponent(`${kind}_試験.csv`),
      },
    });
    assert.equal(answer.status, 200, answer.text);
  }
  return created.draftId;
}

export async function dryRunOf(browser: Client, draftId: string): Promise<DryRunAnswer> {
  const answer = await browser.call(roster.readRosterDraft, { params: { draftId } });
  assert.equal(answer.status, 200, answer.text);
  return answer.json;
}

export const applyOf = (
  browser: Client,
  draftId: string,
  rosterVersion: number,
  more: { readonly effectiveFrom?: string } = {},
): Promise<Answer> => browser.call(roster.applyRosterDraft, { params: { draftId }, body: { rosterVersion, ...more } });

/** Draft, dry run, application. */
export async function upload(
  browser: Client,
  files: Files,
  more: { readonly effectiveFrom?: string } = {},
): Promise<Answer> {
  const draftId = await draftWith(browser, files);
  const { rosterVersion, problems } = await dryRunOf(browser, draftId);
  assert.deepEqual(
    problems.first.filter((problem) => problem.severity === 'error'),
    [],
  );
  return applyOf(browser, draftId, rosterVersion, more);
}

export async function versionOf(browser: Client): Promise<number> {
  const state: { version: number } = (await browser.call(roster.readRosterState)).json;
  return state.version;
}

export async function downloadOf(browser: Client, kind: RosterFileKind): Promise<Buffer> {
  const answer = await browser.call(roster.downloadRosterFile, { params: { kind } });
  assert.equal(answer.status, 200, answer.text);
  return answer.bytes;
}
