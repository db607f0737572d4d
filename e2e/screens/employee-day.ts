import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { readToday } from '#domain/contract/operations.ts';
import { listRequests } from '#domain/contract/requests.ts';
import { listTasks } from '#domain/contract/tasks.ts';
import { waitFor } from '#platform/testkit/wait-for.ts';
import { DESK, PHONE, type Page } from '../kit/browser.ts';
import type { Shared } from '../kit/company.ts';
import { someoneWithoutOpenDay } from './employee.ts';

const OPERATION_LIMIT_MS = 5_000;

/** The day of a person who has never seen the product: nothing is looked up, every step is a button that is in sight. */
export function employeeDay(shared: Shared): void {
  describe('a working day', () => {
    for (const viewport of [DESK, PHONE]) {
      test(`at ${viewport.width} px: start, a task, overtime, a break, the report, the end`, async (t) => {
        const { company } = shared;
        const loginId = await someoneWithoutOpenDay(company);
        const window = await company.window(loginId, viewport);
        const { page } = window;
        const client = await company.client(loginId);
        const clicks = { count: 0 };
        const click = async (testid: string): Promise<void> => {
          clicks.count += 1;
          await page.getByTestId(testid).first().click();
        };

        await press(page, click, 'start', 'working');
        const title = `見積書の作成 ${viewport.width}`;
        await page.getByTestId('quick-task').fill(title);
        await page.keyboard.press('Enter');
        const row = page.getByTestId('task-row').filter({ hasText: title });
        await row.waitFor();

        await click('request-overtime');
        await page.getByTestId('overtime-reason').fill('月末の見積もりのため');
        await click('overtime-send');
        await page.getByTestId('overtime-dialog').waitFor({ state: 'hidden' });
        await page.getByTestId('overtime-state').waitFor();
        assert.match(await page.getByTestId('overtime-state').innerText(), /承認待ち/);

        await press(page, click, 'break', 'onBreak');
        await press(page, click, 'resume', 'working');

        clicks.count += 1;
        await row.click();
        await page.getByTestId('task-report').fill('第一案まで');
        await click('report-save');
        await waitFor(async () => (await row.innerText()).includes('報告済み'), { what: 'the report in the list' });
        await press(page, click, 'end', 'ended');
        t.diagnostic(`${clicks.count} clicks`);

        const { workDate, requests } = await client.call(readToday);
        const query = { from: workDate, to: workDate };
        const { tasks } = await client.call(listTasks, { params: { personId: 'me' }, query });
        assert.equal(tasks.find((each) => each.title === title)?.report, '第一案まで');
        // An overtime request makes the day's end one that an approver decides (G:729-732).
        assert.deepEqual(
          requests.slice(-2).map((each) => [each.content.kind, each.mode, each.state]),
          [
            ['overtime', 'manual', 'submitted'],
            ['end', 'manual', 'submitted'],
          ],
        );
        const { requests: listed } = await client.call(listRequests);
        assert.ok(listed.some((each) => each.content.kind === 'overtime' && each.workDate === workDate));
        assert.deepEqual(window.faults, []);
        await window.close();
      });
    }
  });
}

async function press(
  page: Page,
  click: (testid: string) => Promise<void>,
  operation: string,
  state: string,
): Promise<void> {
  await click(`operation-${operation}`);
  await waitFor(async () => (await page.getByTestId('today-state').getAttribute('data-state')) === state, {
    deadlineMs: OPERATION_LIMIT_MS,
    what: `${operation} on the screen`,
  });
}
