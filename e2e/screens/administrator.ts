import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import type { ComputedDay } from '#domain/contract/computed-day.ts';
import { KINMU_COLUMNS } from '#domain/contract/export-files.ts';
import { listExportJobs } from '#domain/contract/export-jobs.ts';
import { readMonth } from '#domain/contract/months.ts';
import { readToday } from '#domain/contract/operations.ts';
import { formatClockPadded, formatMinutesPadded } from '#domain/time/format.ts';
import { PEOPLE, visiblePeople, type Company, type Shared } from '../kit/company.ts';
import { previousMonth } from './employee.ts';

const STYLES = { regular: '通常', offsite: '外出', remote: '在宅' } as const;

export function administratorScreens(shared: Shared): void {
  describe('an administrator', () => {
    test('downloads kinmu_yyyymm.csv: Windows-31J, CRLF, 11 columns, and the figures of the screens', async (t) => {
      const { company } = shared;
      const { workDate } = await (await company.client(PEOPLE.employee)).call(readToday);
      const month = previousMonth(workDate);
      const window = await company.window(PEOPLE.administrator);
      const { page } = window;
      await page.getByRole('link', { name: '管理', exact: true }).click();
      await page.getByRole('link', { name: 'データ管理' }).click();
      await page.getByLabel('対象の月').selectOption(month);
      await page.getByTestId('create-kinmu').click();
      const [download] = await Promise.all([
        page.waitForEvent('download', { timeout: 120_000 }),
        page.getByTestId('download-kinmu').click({ timeout: 120_000 }),
      ]);
      assert.equal(download.suggestedFilename(), `kinmu_${month}.csv`);
      const bytes = readFileSync(await download.path());
      assert.deepEqual(window.faults, []);
      await window.close();

      const text = new TextDecoder('shift_jis', { fatal: true }).decode(bytes);
      assert.ok(text.endsWith('\r\n'));
      assert.ok(!/[^\r]\n|\r[^\n]/.test(text), 'CRLF and nothing else');
      const rows = text
        .slice(0, -2)
        .split('\r\n')
        .map((line) => line.split(','));
      assert.deepEqual(rows[0], [...KINMU_COLUMNS]);
      assert.ok(rows.every((row) => row.length === 11));
      const expected = await rowsOfApi(company, month);
      t.diagnostic(`${rows.length - 1} rows, ${bytes.length} bytes`);
      assert.ok(expected.length > 400, `${expected.length} rows`);
      assert.deepEqual(inOrder(rows.slice(1)), inOrder(expected));
      const dates = rows.slice(1).map((row) => row[1] ?? '');
      assert.deepEqual(dates, dates.toSorted(), 'by work date');
    });

    test('who is no administrator neither sees 管理 nor gets the file', async () => {
      const { company } = shared;
      const client = await company.client(PEOPLE.employee);
      const response = await client.fetch(listExportJobs);
      assert.equal(response.status, 404);
      const window = await company.window(PEOPLE.employee);
      assert.equal(await window.page.getByRole('link', { name: '管理', exact: true }).count(), 0);
      await window.close();
    });
  });
}

/** The rows that the file must hold, from the days that the screens read: SPEC 8 and the guide's table 5-3, written a second time. */
async function rowsOfApi(company: Company, month: string): Promise<string[][]> {
  const client = await company.client('U001');
  const rows: string[][] = [];
  for (const [employeeNumber, personId] of await visiblePeople(client)) {
    const { days } = await client.call(readMonth, { params: { personId, month } });
    for (const { day } of days) {
      const cells = day === null ? undefined : cellsOf(day);
      if (cells !== undefined) rows.push([employeeNumber, ...cells]);
    }
  }
  return rows;
}

function cellsOf(day: ComputedDay): string[] | undefined {
  const isDeclared = day.hasDeclaration && day.isConfirmed;
  if (!isDeclared && day.firstActiveClock === null) return undefined;
  const clock = (value: number | null): string => (value === null ? '' : formatClockPadded(value));
  return [
    day.workDate.replaceAll('-', '/'),
    isDeclared ? clock(day.clockInClock) : '',
    isDeclared ? clock(day.clockOutClock) : '',
    isDeclared ? formatMinutesPadded(day.breakMinutes) : '',
    isDeclared ? clock(day.deemedEndClock) : '',
    isDeclared ? STYLES[day.workStyle] : '',
    clock(day.firstActiveClock),
    clock(day.lastActiveClock),
    day.firstActiveClock === null ? '' : formatMinutesPadded(day.pcSpanMinutes),
    day.firstActiveClock === null ? '' : formatMinutesPadded(day.pcActiveMinutes),
  ];
}

const inOrder = (rows: readonly string[][]): string[] => rows.map((row) => row.join(',')).sort();
