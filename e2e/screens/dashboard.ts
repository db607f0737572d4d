import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { readMe } from '#domain/contract/session.ts';
import { PEOPLE, type Shared } from '../kit/company.ts';
import { monthTextOf } from './employee.ts';

/** Who has the right in the sample company. */
const VIEWER = 'U001';

export function dashboardScreens(shared: Shared): void {
  describe('見える化ダッシュボード', () => {
    test('has the figures of 勤務一覧, opens the days behind a mark, saves them, and a step back closes them', async () => {
      const { company } = shared;
      const { personId } = await (await company.client(VIEWER)).call(readMe);
      const month = monthTextOf(Date.now() - 31 * 86_400_000);
      const window = await company.window(VIEWER);
      const { page } = window;
      await page.goto(`/people/me/months/${month}`);
      const worked = await page.getByTestId('total-worked').locator('.value').innerText();
      assert.match(worked, /^[1-9]\d*:\d\d$/, 'there is something to compare');

      await page.getByRole('link', { name: 'ダッシュボード' }).click();
      await page.getByTestId('ranking').locator('tbody tr').first().waitFor();
      await page.goto(`/dashboard?personId=${personId}&from=${month}&to=${month}`);
      const row = page.locator('[data-figure="workedMinutes"]');
      assert.equal(await row.getByRole('cell').first().innerText(), worked);

      // The last month of the trend is the one that is shown.
      await page.getByTestId('trend').locator('.keys').focus();
      for (const key of ['End', 'Enter']) await page.keyboard.press(key);
      const dialog = page.getByTestId('behind');
      await dialog.getByTestId('behind-days').locator('tbody tr').first().waitFor();
      const [download] = await Promise.all([page.waitForEvent('download'), dialog.getByTestId('csv-behind').click()]);
      assert.match(download.suggestedFilename(), /\.csv$/);
      await page.goBack();
      await dialog.waitFor({ state: 'detached' });
      assert.deepEqual(window.faults, []);
      await window.close();
    });

    test('is not offered to anybody else, and its address says why', async () => {
      const window = await shared.company.window(PEOPLE.employee);
      await window.page.goto('/dashboard');
      await window.page.getByTestId('dashboard-refused').waitFor();
      assert.equal(await window.page.getByRole('link', { name: 'ダッシュボード' }).count(), 0);
      assert.deepEqual(window.faults, []);
      await window.close();
    });
  });
}
