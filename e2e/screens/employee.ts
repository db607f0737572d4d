import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { describe, test } from 'node:test';
import { readDay, readMonth } from '#domain/contract/months.ts';
import { readToday, recordOperation } from '#domain/contract/operations.ts';
import { datesOfMonth } from '#domain/time/calendar.ts';
import { formatMinutes } from '#domain/time/format.ts';
import { loginIdOf, SAMPLE_PEOPLE } from '#sample/company/people.ts';
import { waitFor } from '#platform/testkit/wait-for.ts';
import { openWindow } from '../kit/browser.ts';
import { PEOPLE, type Company, type Shared } from '../kit/company.ts';
import { measureUntil, minutesOfText, readShownMonth, ROW_FIGURES } from './read-page.ts';

/** The goal is 1 s on a quiet machine; tests run beside each other. */
const SIGN_IN_LIMIT_MS = 3_000;
/** So that a month of bars stays a page that scrolls at once. */
const MAX_NODES_OF_A_BAR = 400;
const OPERATION_LIMIT_MS = 5_000;
/** A second when nothing else runs; integration tests run beside these. */
const COMPUTED_LIMIT_MS = 20_000;

export function employeeScreens(shared: Shared): void {
  describe('an employee', () => {
    test('is at home a moment after pressing ログイン, and a moment later in the month', async (t) => {
      const { product, browser, signIns, client } = shared.company;
      const { workDate } = await (await client(PEOPLE.employee)).call(readToday);
      const window = await openWindow(browser, product.portalUrl);
      const { page } = window;
      await page.goto('/');
      await page.getByLabel('企業ID').fill(signIns.tenant);
      await page.getByLabel('ユーザID').fill(PEOPLE.employee);
      await page.getByLabel('パスワード', { exact: true }).fill(signIns.password);
      const homeMs = await measureUntil(
        page,
        'button[type=submit]',
        '[data-testid="operation-break"],[data-testid="operation-start"],[data-testid="operation-resume"]',
        1,
      );
      const rows = datesOfMonth(workDate.slice(0, 7)).length;
      const monthMs = await measureUntil(page, 'nav a[href="/months"]', '[data-testid="day-row"]', rows);
      t.diagnostic(`sign-in to home: ${Math.round(homeMs)} ms, home to month view: ${Math.round(monthMs)} ms`);
      assert.ok(homeMs + monthMs < SIGN_IN_LIMIT_MS, `${homeMs} + ${monthMs} ms`);
      assert.deepEqual(window.faults, []);
      await window.close();
    });

    test('sees a row for every date of a month, and totals that are the sums of the rows shown', async () => {
      const { company } = shared;
      const { currentWorkDate } = await ownMonth(company, PEOPLE.employee, monthTextOf(Date.now()));
      const window = await company.window(PEOPLE.employee);
      for (const month of [monthTextOf(Date.now()), previousMonth(currentWorkDate)]) {
        await window.page.goto(`/people/me/months/${month}`);
        await window.page.getByTestId('day-row').first().waitFor();
        const { rows, totals } = await readShownMonth(window.page);
        const bars = window.page.getByTestId('day-bar');
        const nodes = await bars.evaluateAll((all) => all.map((bar) => bar.querySelectorAll('*').length));
        assert.ok(Math.max(...nodes) <= MAX_NODES_OF_A_BAR, String(nodes));
        assert.deepEqual(
          rows.map((row) => row.date),
          datesOfMonth(`${month.slice(0, 4)}-${month.slice(4)}`),
        );
        for (const figure of ROW_FIGURES) {
          const counted = rows.filter((row) => row.figures[figure] !== undefined && !row.isUnconfirmed);
          const sum = counted.reduce((all, row) => all + minutesOfText(row.figures[figure]), 0);
          assert.equal(totals[figure], formatMinutes(sum), `${figure} of ${month}`);
        }
      }
      assert.deepEqual(window.faults, []);
      await window.close();
    });

    test('whose day ended by itself sees it left out of the totals, and how many days are', async () => {
      const { company } = shared;
      const { currentWorkDate } = await ownMonth(company, PEOPLE.employee, monthTextOf(Date.now()));
      // Some days ago: in this month or in the one before.
      for (const month of [monthTextOf(Date.now()), previousMonth(currentWorkDate)]) {
        const answer = await ownMonth(company, PEOPLE.employee, month);
        if (answer.totals.leftOutDays === 0) continue;
        const window = await company.window(PEOPLE.employee);
        await window.page.goto(`/people/me/months/${month}`);
        await window.page.getByTestId('day-row').first().waitFor();
        const { rows, totals } = await readShownMonth(window.page);
        const unconfirmed = rows.filter((row) => row.isUnconfirmed);
        assert.equal(unconfirmed.length, answer.totals.leftOutDays);
        const shown = rows.filter((row) => row.figures.worked !== undefined && !row.isUnconfirmed);
        assert.equal(
          minutesOfText(totals.worked),
          shown.reduce((all, row) => all + minutesOfText(row.figures.worked), 0),
        );
        assert.match(await window.page.getByTestId('left-out').innerText(), new RegExp(`${unconfirmed.length}日`));
        await window.close();
        return;
      }
      assert.fail('the sample has no auto-ended day of the employee');
    });

    test('opens a day: every figure is the sum of the minutes listed behind it', async () => {
      const { company } = shared;
      const { currentWorkDate } = await ownMonth(company, PEOPLE.employee, monthTextOf(Date.now()));
      const month = previousMonth(currentWorkDate);
      const { days } = await ownMonth(company, PEOPLE.employee, month);
      const chosen = days.find(
        ({ day }) => day?.isConfirmed && day.workedMinutes > 0 && day.unrequestedMinutes > 0 && day.overtimeMinutes > 0,
      );
      const { workDate } =
        chosen ?? days.find(({ day }) => (day?.workedMinutes ?? 0) > 0) ?? assert.fail('no worked day');
      const window = await company.window(PEOPLE.employee);
      const { page } = window;
      await page.goto(`/people/me/months/${month}`);
      const row = page.locator(`[data-testid="day-row"][data-date="${workDate}"]`);
      const shownWorked = (await row.locator('.c-worked .value').innerText()).trim();
      await row.getByRole('rowheader').getByRole('link').click();
      await page.waitForURL(`**/people/me/days/${workDate}`);
      const figures = page.locator('[data-testid^="figure-"]');
      await figures.first().waitFor();
      const names = await page.evaluate<string[]>(
        `[...document.querySelectorAll('[data-testid^="figure-"]')].map((one) => one.dataset.testid.slice('figure-'.length))`,
      );
      assert.ok(names.length >= 8);
      for (const name of names.filter((each) => each !== 'scheduled')) {
        const figure = page.getByTestId(`figure-${name}`);
        await figure.click();
        const amount = (await figure.locator('.num').innerText()).trim();
        if (name === 'worked') assert.equal(amount, shownWorked);
        if (amount === '0:00') assert.equal(await page.getByTestId('runs-total').count(), 0, name);
        else assert.equal((await page.getByTestId('runs-total').innerText()).trim(), amount, name);
      }
      assert.deepEqual(window.faults, []);
      await window.close();
    });

    test('presses 開始, 休憩, 再開 and 終了: each changes the state within 5 s, and the figures follow', async (t) => {
      const { company } = shared;
      const loginId = await someoneWithoutOpenDay(company);
      const window = await company.window(loginId);
      const { page } = window;
      const state = page.getByTestId('today-state');
      const times: string[] = [];
      for (const [operation, expected] of [
        ['start', 'working'],
        ['break', 'onBreak'],
        ['resume', 'working'],
        ['end', 'ended'],
      ] as const) {
        const pressedAt = performance.now();
        await page.getByTestId(`operation-${operation}`).click();
        await waitFor(async () => (await state.getAttribute('data-state')) === expected, {
          deadlineMs: OPERATION_LIMIT_MS,
          what: `${operation} on the screen`,
        });
        // The figures follow from the processor; until then the screen says that they are being computed.
        await waitFor(
          async () => (await page.getByTestId('today-figures').getAttribute('data-computing')) === 'false',
          {
            deadlineMs: COMPUTED_LIMIT_MS,
            what: `the day computed after ${operation}`,
          },
        );
        times.push(`${operation} ${Math.round(performance.now() - pressedAt)} ms`);
      }
      t.diagnostic(times.join(', '));
      const client = await company.client(loginId);
      const { workDate, workVersion } = await client.call(readToday);
      const day = await client.call(readDay, { params: { personId: 'me', workDate } });
      assert.deepEqual(
        day.operations.slice(-4).map((each) => each.kind),
        ['start', 'break', 'resume', 'end'],
      );
      assert.equal(day.day?.dayState, 'ended');
      assert.equal(day.day?.workVersion, workVersion);
      assert.deepEqual(window.faults, []);
      await window.close();
    });
  });
}

const ownMonth = async (company: Company, loginId: string, month: string) =>
  (await company.client(loginId)).call(readMonth, { params: { personId: 'me', month } });

/** `yyyymm` of an instant in the sample's zone. */
export const monthTextOf = (at: number): string =>
  new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Tokyo', year: 'numeric', month: '2-digit' })
    .format(at)
    .replace('-', '');

/** The month before that of a work date: it has ended, and the sample's 60 days reach into it. */
export function previousMonth(workDate: string): string {
  const [year = 0, month = 0] = workDate.split('-').map(Number);
  return month === 1 ? `${year - 1}12` : `${year}${String(month - 1).padStart(2, '0')}`;
}

const taken = new Set<number>();
/**
 * Night shift left out: the day that runs for them may be yesterday's. Each call takes another person: a day is used up by its test. In the hours in which
 * the whole sample is at work, somebody goes home first: a day may be begun again.
 */
export async function someoneWithoutOpenDay(company: Company): Promise<string> {
  const atWork: (typeof SAMPLE_PEOPLE)[number][] = [];
  for (const person of SAMPLE_PEOPLE.filter(
    (each) => each.number > 15 && !each.isLive && each.habit !== 'nightShift',
  )) {
    const loginId = loginIdOf(person);
    if (loginId === PEOPLE.typist || taken.has(person.number)) continue;
    const { allowed } = await (await company.client(loginId)).call(readToday);
    if (allowed.includes('end')) atWork.push(person);
    if (!allowed.includes('start')) continue;
    taken.add(person.number);
    return loginId;
  }
  return sendHome(company, atWork);
}

async function sendHome(company: Company, atWork: typeof SAMPLE_PEOPLE): Promise<string> {
  const [person] = atWork;
  if (person === undefined) return assert.fail('nobody of the sample can begin or end a day');
  taken.add(person.number);
  const loginId = loginIdOf(person);
  const client = await company.client(loginId);
  await client.call(recordOperation, { body: { operationId: randomUUID(), kind: 'end' } });
  await waitFor(async () => (await client.call(readToday)).allowed.includes('start'), { what: `${loginId} at home` });
  return loginId;
}
