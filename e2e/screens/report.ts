import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import type { GroupMonthAnswer } from '#domain/contract/group-month.ts';
import { readMonth } from '#domain/contract/months.ts';
import type { MonthAnswer } from '#domain/contract/months.ts';
import { formatMinutes } from '#domain/time/format.ts';
import { PEOPLE, type Shared } from '../kit/company.ts';

/** A month of thirty-one days that the sample company has behind it, whenever the test runs. */
function longPastMonth(): string {
  const now = new Date();
  const months = [1, 2, 3].map((back) => new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - back, 1)));
  const long = months.find(
    (each) => new Date(Date.UTC(each.getUTCFullYear(), each.getUTCMonth() + 1, 0)).getUTCDate() === 31,
  );
  assert.ok(long, 'two of three months in a row never have fewer than 31 days');
  return `${long.getUTCFullYear()}${String(long.getUTCMonth() + 1).padStart(2, '0')}`;
}

const pagesOf = async (page: Page): Promise<number> => {
  const file = await page.pdf({ preferCSSPageSize: true, printBackground: true });
  return file.toString('latin1').match(/\/Type\s*\/Page\b(?!s)/g)?.length ?? 0;
};

/** The longest that the roster takes, and every day with the most remarks, whole-day amounts and brackets. */
function stretch(answer: MonthAnswer): MonthAnswer {
  const person = {
    ...answer.person,
    ...{
      name: '長'.repeat(64),
      employeeNumber: 'W'.repeat(64),
      groupName: '営業統括'.repeat(16),
      patternName: '時差'.repeat(32),
    },
  };
  const sample = answer.days.find(({ day }) => day !== null)?.day;
  assert.ok(sample, 'the sample company has a past');
  const amounts = { workedMinutes: 1_439, breakMinutes: 1_439, overtimeMinutes: 1_439, unrequestedMinutes: 1_439 };
  const day = {
    ...{ ...sample, ...amounts, holidayWorkMinutes: 1_439, lateNightMinutes: 1_439, hasPcData: false },
    ...{ isConfirmed: false, isHolidayWork: true, hasDeclaration: true, workStyle: 'remote' as const },
    ...{ declarationSource: 'corrected' as const, clockInClock: 2_877, clockOutClock: 2_878 },
    ...{ firstActiveClock: 2_877, lastActiveClock: 2_878 },
  };
  const requests = [{ requestId: '', kind: 'end', mode: 'manual', state: 'submitted' }] as const;
  const days = answer.days.map((each) => ({
    ...each,
    day: { ...day, workDate: each.workDate },
    requests: [...requests],
  }));
  return { ...answer, person, days, totals: { ...answer.totals, leftOutDays: 31, provisionalDays: 31 } };
}

/** Texts that do not fit into their place on the sheet. */
const clippedOn = (page: Page): Promise<string[]> =>
  page
    .getByTestId('paper')
    .evaluate((paper) =>
      [...paper.querySelectorAll('dd, .notes, .remark span, td.word')]
        .filter((each) => each.scrollHeight > each.clientHeight + 1 || each.scrollWidth > each.clientWidth + 1)
        .map((each) => each.textContent),
    );

export function reportScreens(shared: Shared): void {
  describe('勤務レポート', () => {
    test('a month of 31 days is one page of A4 with the figures of 勤務一覧, also with the longest texts', async () => {
      const month = longPastMonth();
      const window = await shared.company.window(PEOPLE.employee);
      const { page } = window;
      await page.goto(`/people/me/months/${month}`);
      await page.getByTestId('open-report').click();
      await page.getByTestId('sheet-day').nth(30).waitFor();
      const answer = await (
        await shared.company.client(PEOPLE.employee)
      ).call(readMonth, { params: { personId: 'me', month } });
      assert.equal(
        await page.locator('[data-testid="sheet-totals"] [data-figure="worked"]').innerText(),
        formatMinutes(answer.totals.workedMinutes),
      );
      assert.equal(await pagesOf(page), 1);
      await page.route(`**/api/people/me/months/${month}`, async (route) => {
        const whole = (await (await route.fetch()).json()) as MonthAnswer;
        await route.fulfill({ json: stretch(whole) });
      });
      await page.reload();
      await page.getByText('長'.repeat(64)).waitFor();
      assert.equal(await pagesOf(page), 1);
      assert.deepEqual(await clippedOn(page), []);
      assert.deepEqual(window.faults, []);
      await window.close();
    });

    test('of a group: one table on A4 across, several pages for many people, each person opens from it', async () => {
      const window = await shared.company.window(PEOPLE.approverOfSection);
      const { page } = window;
      await page.goto('/groups');
      const read = page.waitForResponse(/\/api\/groups\/mine\/months\//);
      await page.getByTestId('open-report').click();
      const answer = (await (await read).json()) as GroupMonthAnswer;
      await page.getByTestId('group-sheet').waitFor();
      assert.equal(await page.getByTestId('group-sheet-row').count(), answer.people.length);
      assert.equal(await pagesOf(page), 1);
      await page.route('**/api/groups/mine/months/**', async (route) => {
        const people = Array.from({ length: 80 }, (_, index) => ({ ...answer.people[0], personId: `p${index}` }));
        await route.fulfill({ json: { ...answer, people } });
      });
      await page.reload();
      await page.getByTestId('group-sheet-row').nth(79).waitFor();
      const pages = await pagesOf(page);
      assert.ok(pages >= 3 && pages <= 4, `80 people take ${pages} pages`);
      await page.unrouteAll();
      await page.reload();
      await page.getByTestId('group-sheet-row').getByRole('link').first().click();
      await page.getByTestId('sheet-day').first().waitFor();
      assert.deepEqual(window.faults, []);
      await window.close();
    });
  });
}
