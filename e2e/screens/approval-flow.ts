import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { decideRequests, listApprovals, readDayHistory } from '#domain/contract/approvals.ts';
import { readMonth } from '#domain/contract/months.ts';
import { readToday } from '#domain/contract/operations.ts';
import { createCorrection, createOvertimeRequest, readRequest } from '#domain/contract/requests.ts';
import { addDays, monthOf } from '#domain/time/calendar.ts';
import type { WorkDate } from '#domain/time/types.ts';
import { waitFor } from '#platform/testkit/wait-for.ts';
import { PHONE, type Page } from '../kit/browser.ts';
import { APPROVAL_PEOPLE, type Company, type Shared } from '../kit/company.ts';
import type { PortalClient } from '#faults/kit/portal-client.ts';

const { approver, approverName, approverAbove, approverAboveName, ordinary, corrected, contested, onPhone } =
  APPROVAL_PEOPLE;
const COMMENT = '終了の時刻を PC の記録に合わせてください。';

/** What waits, and how a person's work comes to be agreed on: in the browser, by mouse, by keys alone, and with two approvers at once. */
export function approvalFlow(shared: Shared): void {
  describe('approval', () => {
    test('ordinary requests are approved together: two clicks, whatever their number', async (t) => {
      const { company } = shared;
      const requestIds: string[] = [];
      for (const loginId of ordinary) requestIds.push(await overtimeOfTomorrow(await company.client(loginId)));
      const lists = await company.client(approver);
      await waitFor(
        async () => {
          const { days } = await lists.call(listApprovals, { query: {} });
          const settled = days.filter((day) => !day.isSettling).flatMap((day) => day.requests);
          return requestIds.every((id) => settled.some((request) => request.requestId === id));
        },
        { what: 'figures of the three days' },
      );
      const window = await company.window(approver);
      const { page } = window;
      await page.goto('/approvals');
      // These three, and what else of the sample company waits and is ordinary.
      const count = await waitFor(
        async () => {
          const shown = Number(/\d+/.exec(await textOf(page, 'approve-ordinary'))?.[0] ?? 0);
          return shown >= requestIds.length ? shown : undefined;
        },
        { what: 'three ordinary days that can be approved' },
      );
      await page.getByTestId('approve-ordinary').click();
      assert.match(await textOf(page, 'stack-dialog'), /人数\s*\d+人/);
      await page.getByTestId('confirm-stack').click();
      await page.getByTestId('approval-done').waitFor();
      assert.equal(await textOf(page, 'approval-done'), `${count}件を承認しました。`);
      t.diagnostic('2 clicks for the ordinary days');
      const client = await company.client(approver);
      for (const requestId of requestIds) assert.equal(await stateOf(client, requestId), 'approved');
      assert.deepEqual(window.faults, []);
      await window.close();
    });

    test('an odd one is returned by keys, put right by its person with the comment in view, and approved by a key', async () => {
      const { company } = shared;
      const { requestId, workDate } = await correctionOfAPastDay(await company.client(corrected));
      const boss = await company.window(approver);
      await focusRow(boss.page, requestId, company);
      await boss.page.keyboard.press('r');
      await boss.page.getByTestId('return-dialog').waitFor();
      await boss.page.keyboard.type(COMMENT);
      await boss.page.getByTestId('confirm-return').click();
      await boss.page.getByTestId('approval-done').waitFor();

      const window = await company.window(corrected);
      const { page } = window;
      await page.goto('/requests');
      await page.locator('[data-testid="request"][data-state="returned"]').first().getByRole('button').click();
      assert.match(await textOf(page, 'return-comment'), new RegExp(COMMENT));
      await page.getByRole('link', { name: '編集して再申請' }).click();
      await page.getByTestId('span').first().waitFor();
      assert.match(
        await textOf(page, 'return-comment'),
        new RegExp(COMMENT),
        'the comment stays in view while editing',
      );
      await page.getByRole('textbox', { name: '終了', exact: true }).first().fill('1905');
      const after = page.locator('[data-testid="correction-figures"] [data-field="clockOutClock"] .after');
      await waitFor(async () => (await after.innerText()) === '19:05', { what: 'the preview of the corrected day' });
      await page.getByTestId('send-correction').click();
      await page.getByTestId('request-history').waitFor();
      assert.match(await textOf(page, 'request-history'), /申請.*差戻し.*再申請/s);

      await focusRow(boss.page, requestId, company);
      await boss.page.keyboard.press('a');
      await waitFor(async () => (await stateOf(await company.client(approver), requestId)) === 'approved', {
        what: 'the approval by a key',
      });
      const personId = 'me';
      const { approval } = await (
        await company.client(corrected)
      ).call(readDayHistory, { params: { personId, workDate } });
      assert.equal(approval?.holds, true, 'the day is approved as a whole');
      await page.goto(`/people/me/days/${workDate}`);
      await waitFor(async () => /承認済み/.test(await textOf(page, 'day-origin')), {
        what: 'the mark of the approval',
      });
      assert.match(await textOf(page, 'day-approval'), new RegExp(approverName));
      assert.deepEqual([window.faults, boss.faults], [[], []]);
      await Promise.all([window.close(), boss.close()]);
    });

    test('of two approvers at once the second is told who was quicker, in the row', async () => {
      const { company } = shared;
      const { requestId } = await correctionOfAPastDay(await company.client(contested));
      const window = await company.window(approver);
      const { page } = window;
      await focusRow(page, requestId, company);
      const decision = { requestId, version: 1, decision: 'return' as const, comment: '先に見ました' };
      await (await company.client(approverAbove)).call(decideRequests, { body: { decisions: [decision] } });
      await page.keyboard.press('a');
      await page.getByTestId('refused').waitFor();
      assert.match(await textOf(page, 'refused'), new RegExp(`${approverAboveName}さんが先に処理しました（差戻し）`));
      await page.getByTestId('refused').getByRole('button').click();
      await page.getByTestId('refused').waitFor({ state: 'detached' });
      assert.deepEqual(window.faults, []);
      await window.close();
    });

    test('on a phone a request is approved with one tap', async () => {
      const { company } = shared;
      const { requestId } = await correctionOfAPastDay(await company.client(onPhone));
      const window = await company.window(approver, PHONE);
      const row = await rowOf(window.page, requestId, company);
      await row.getByTestId('approve').click();
      await window.page.getByTestId('approval-done').waitFor();
      assert.equal(await stateOf(await company.client(approver), requestId), 'approved');
      assert.deepEqual(window.faults, []);
      await window.close();
    });
  });
}

const textOf = (page: Page, testid: string): Promise<string> => page.getByTestId(testid).first().innerText();
const stateOf = async (client: PortalClient, requestId: string): Promise<string> =>
  (await client.call(readRequest, { params: { requestId } })).request.state;

async function overtimeOfTomorrow(client: PortalClient): Promise<string> {
  const { workDate } = await client.call(readToday);
  const requestId = crypto.randomUUID();
  const body = { requestId, workDate: addDays(workDate, 1), expectedEndClock: 1230, reason: '明日の締切のため' };
  await client.call(createOvertimeRequest, { body });
  return requestId;
}

/** The latest day before today that has a record, in this month or the one before, corrected to 9:00–19:00. */
async function correctionOfAPastDay(client: PortalClient): Promise<{ requestId: string; workDate: WorkDate }> {
  const { workDate: today } = await client.call(readToday);
  const months = [addDays(today, -31), today].map((date) => monthOf(date).replace('-', ''));
  const answers = await Promise.all(
    [...new Set(months)].map((month) => client.call(readMonth, { params: { personId: 'me', month } })),
  );
  const past = answers.flatMap(({ days }) => days).filter((each) => each.day !== null && each.workDate < today);
  const workDate = past.at(-1)?.workDate ?? assert.fail('no past day with a record');
  const requestId = crypto.randomUUID();
  const span = { startClock: 540, endClock: 1140, workStyle: 'regular' as const, breaks: [] };
  const day = { spans: [span], isHolidayWork: false, halfDay: null, scheduledMinutes: null };
  await client.call(createCorrection, { body: { requestId, workDate, day, reason: '押し忘れのため' } });
  return { requestId, workDate };
}

/** The row of a request, as soon as its day is computed: before that nobody can approve what they have not seen. */
async function rowOf(page: Page, requestId: string, company: Company) {
  const { request } = await (await company.client(approver)).call(readRequest, { params: { requestId } });
  const row = page.locator(`[data-testid="approval"][data-key="${request.personId} ${request.workDate}"]`);
  await waitFor(
    async () => {
      await page.goto('/approvals');
      await page.getByTestId('approval').first().waitFor();
      return (await row.count()) === 1 && (await row.getByText('最新の状態を計算しています').count()) === 0;
    },
    { what: 'the row of the request' },
  );
  return row;
}
async function focusRow(page: Page, requestId: string, company: Company): Promise<void> {
  const row = await rowOf(page, requestId, company);
  await row.locator('[data-walk]').focus();
}
