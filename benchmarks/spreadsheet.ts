/**
 * The roster's files through a real spreadsheet (LibreOffice without its window): downloaded, opened, saved as a workbook and as CSV again, every
 * row marked 更新 (2), uploaded. No figures but a yes or no; it stands here because it takes minutes and needs `libreoffice-calc`.
 */
import assert from 'node:assert/strict';
import { ROSTER_FILE_KINDS } from '#domain/contract/roster.ts';
import { startTestPortal } from '#reporting/testkit/portal.ts';
import { downloadOf, draftWith, dryRunOf, fileOf, groupRow, upload, userRow } from '#reporting/testkit/roster-files.ts';
import { createSpreadsheet, spreadsheetMissing } from './kit/spreadsheet.ts';
import type { Opened } from './kit/spreadsheet.ts';

const IDS = ['a1', '0012', '1e5', '-x', '+81', "'=a", 'TRUE', 'mar1'];
const NUMBERS = ['007', '2026-01-02', '1/2', '1e5', '12:30', '+81', '50%', '0001234567890123'];
const NAMES = ['髙﨑 花子', '=1+2', '〜－∥￢①㈱', '@SUM(A1)', 'コンマ, 「"引用"」', '－太郎', '彅 德', 'ﾊﾟ が'];

const missing = await spreadsheetMissing();
if (missing === undefined) await checkRoundTrip();
else console.log(`skipped: ${missing}`);

async function checkRoundTrip(): Promise<void> {
  const spreadsheet = createSpreadsheet();
  const portal = await startTestPortal();
  const admin = await portal.signedIn('administrator');
  const filled = await upload(admin, {
    group: fileOf('group', [groupRow('1', '001', '＋課', 'a1'), groupRow('2', 'HQ', '本社', 'administrator')]),
    user: fileOf(
      'user',
      NAMES.map((name, index) => userRow('1', IDS[index] ?? '', name, '001', { 3: NUMBERS[index] ?? '' })),
    ),
    work_pattern: fileOf('work_pattern', [['1', '0100', '早番 "A"', '12:00-12:45;15:00-15:15', '465', '', '', '']]),
  });
  assert.equal(filled.status, 200, filled.text);
  const downloads = await Promise.all(
    ROSTER_FILE_KINDS.map(async (kind) => [kind, await downloadOf(admin, kind)] as const),
  );

  for (const [, file] of downloads) assert.ok(!(await spreadsheet.asXml(file)).includes('table:formula'));
  console.log('no cell of the downloads is a formula');

  const back = async (opened: Opened) => {
    const files: Partial<Record<(typeof ROSTER_FILE_KINDS)[number], Buffer>> = {};
    for (const [kind, file] of downloads) {
      const saved = await spreadsheet.roundTrip(file, opened);
      // Rows of a download say 処理なし; marked 更新, every cell is compared.
      files[kind] = Buffer.from(saved.toString('latin1').replaceAll(/^0,/gm, '2,'), 'latin1');
    }
    return dryRunOf(admin, await draftWith(admin, files));
  };
  const asTexts = await back('as texts');
  assert.deepEqual([asTexts.problems.errors, asTexts.changes.total], [0, 0], JSON.stringify(asTexts.problems.first));
  console.log('opened as texts: nothing changes');

  const byLooks = await back('by looks');
  assert.ok(byLooks.problems.errors > 0);
  const [first] = byLooks.problems.first;
  console.log(`opened by a double click: refused with ${byLooks.problems.errors} problems, the first: ${first?.text}`);
  await portal.stop();
}
