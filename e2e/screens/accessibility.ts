import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { AxeBuilder } from '@axe-core/playwright';
import { readToday } from '#domain/contract/operations.ts';
import { DESK, openWindow, PHONE, type Page, type Window } from '../kit/browser.ts';
import { PEOPLE, type Shared } from '../kit/company.ts';
import { previousMonth } from './employee.ts';
import { focusedDate, focusedName, focusedText } from './read-page.ts';

interface Screen {
  readonly name: string;
  readonly path: string;
  readonly loginId: string;
  /** What is there when the screen is drawn. */
  readonly isDrawn: string;
}

/** Size of targets (2.5.8) is only looked at where the tag of WCAG 2.2 asks for it. */
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

export function accessibility(shared: Shared): void {
  describe('every screen', () => {
    for (const viewport of [DESK, PHONE]) {
      test(`has no violation of axe, no console error and none of the content security policy at ${viewport.width} px`, async () => {
        const { company } = shared;
        const { workDate } = await (await company.client(PEOPLE.employee)).call(readToday);
        const login = await openWindow(company.browser, company.product.portalUrl, viewport);
        await login.page.goto('/');
        await login.page.getByRole('button', { name: 'ログイン' }).waitFor();
        await assertClean('ログイン', login);
        await login.close();

        const windows = new Map<string, Window>();
        for (const screen of screensOf(workDate)) {
          const window = windows.get(screen.loginId) ?? (await company.window(screen.loginId, viewport));
          windows.set(screen.loginId, window);
          await window.page.goto(screen.path);
          await window.page.locator(screen.isDrawn).first().waitFor();
          await assertClean(screen.name, window);
        }
        for (const window of windows.values()) await window.close();
      });
    }

    test('is used with the keyboard alone: sign in, walk the days with the arrows, open one', async () => {
      const { product, browser, signIns } = shared.company;
      const window = await openWindow(browser, product.portalUrl);
      const { page } = window;
      await page.goto('/');
      await page.getByRole('button', { name: 'ログイン' }).waitFor();
      await tabUntil(page, async () => (await focusedName(page)) === 'organization', 'the first field');
      await page.keyboard.type(signIns.tenant);
      await page.keyboard.press('Tab');
      await page.keyboard.type(PEOPLE.employee);
      await page.keyboard.press('Tab');
      await page.keyboard.type(signIns.password);
      await page.keyboard.press('Enter');
      await page.getByTestId('today-figures').waitFor();
      await tabUntil(page, async () => (await focusedText(page)) === '勤務一覧', '勤務一覧 of the menu');
      await page.keyboard.press('Enter');
      await page.getByTestId('day-row').first().waitFor();
      await tabUntil(page, async () => (await focusedDate(page)) !== '', 'a day of the list');
      await page.keyboard.press('Home');
      const first = await focusedDate(page);
      assert.match(first, /-01$/);
      for (let step = 0; step < 3; step += 1) await page.keyboard.press('ArrowDown');
      assert.equal(await focusedDate(page), first.replace(/-01$/, '-04'));
      await page.keyboard.press('ArrowUp');
      const chosen = await focusedDate(page);
      assert.equal(chosen, first.replace(/-01$/, '-03'));
      await page.keyboard.press('Enter');
      await page.waitForURL(`**/people/me/days/${chosen}`);
      await page.getByRole('heading', { level: 1, name: /^勤務実績/ }).waitFor();
      assert.deepEqual(window.faults, []);
      await window.close();
    });

    test('sends nothing by the Enter that ends a conversion of the input method, and sends by the next one', async () => {
      const window = await openWindow(shared.company.browser, shared.company.product.portalUrl);
      const { page } = window;
      await page.goto('/');
      await page.getByLabel('企業ID').focus();
      const keyboard = await page.context().newCDPSession(page);
      await keyboard.send('Input.imeSetComposition', { text: 'でも', selectionStart: 2, selectionEnd: 2 });
      const enter = { key: 'Enter', code: 'Enter', windowsVirtualKeyCode: 13 };
      await keyboard.send('Input.dispatchKeyEvent', { type: 'keyDown', text: '\r', ...enter });
      await keyboard.send('Input.dispatchKeyEvent', { type: 'keyUp', ...enter });
      // A form that was sent says at once which fields are missing.
      assert.equal(await page.getByText('ユーザIDを入力してください').count(), 0);
      await keyboard.send('Input.insertText', { text: 'でも' });
      await page.keyboard.press('Enter');
      await page.getByText('ユーザIDを入力してください').waitFor();
      await window.close();
    });

    test('speaks English after the switch, also after a reload and on another computer, which is dark, too; and Japanese again', async () => {
      const window = await shared.company.window(PEOPLE.employee);
      const { page } = window;
      await page.getByRole('link', { name: '個人設定' }).click();
      await page.getByRole('radio', { name: 'English' }).click();
      await page.locator('html[lang=en]').waitFor({ state: 'attached' });
      await page.goto('/');
      await page.getByTestId('today-figures').waitFor();
      assert.equal(await page.evaluate('document.documentElement.lang'), 'en');
      // Names of people, groups, tenants and tasks stay as they are; every text of the product is in the catalogue.
      assert.doesNotMatch(
        await page
          .locator('main h2, main h3, main button:not([data-testid="task-row"]), main dt')
          .allInnerTexts()
          .then(String),
        /[ぁ-んァ-ヶ]/,
      );
      await page.goto('/settings');
      const isKept = page.waitForResponse('**/api/session/display');
      await page.getByRole('radio', { name: 'Dark' }).click();
      await page.locator('html[data-theme=dark]').waitFor();
      await isKept;
      const elsewhere = await shared.company.window(PEOPLE.employee);
      await elsewhere.page.locator('html[lang=en][data-theme=dark]').waitFor();
      await elsewhere.close();
      await page.getByRole('radio', { name: 'Automatic (as the system)' }).click();
      await page.locator('html[data-theme=light]').waitFor();
      await page.getByRole('radio', { name: '日本語' }).click();
      await page.getByRole('heading', { level: 1, name: '個人設定' }).waitFor();
      assert.deepEqual(window.faults, []);
      await window.close();
    });
  });
}

function screensOf(workDate: string): Screen[] {
  const month = previousMonth(workDate);
  const day = `${month.slice(0, 4)}-${month.slice(4)}-15`;
  const { employee, approverOfDepartment, administrator } = PEOPLE;
  return [
    { name: 'ホーム', path: '/', loginId: employee, isDrawn: '[data-testid="today-figures"]' },
    { name: '業務登録', path: '/tasks', loginId: employee, isDrawn: '[data-testid="calendar"] form' },
    {
      name: '業務登録 週',
      path: `/tasks/${workDate}?view=week`,
      loginId: employee,
      isDrawn: '[data-testid="task-week"]',
    },
    { name: '勤務一覧', path: `/people/me/months/${month}`, loginId: employee, isDrawn: '[data-testid="day-row"]' },
    {
      name: '勤務実績',
      path: `/people/me/days/${day}`,
      loginId: employee,
      isDrawn: 'h1:has-text("勤務実績") >> xpath=../..',
    },
    {
      name: '勤務実績 今日',
      path: `/people/me/days/${workDate}?figure=pcActive`,
      loginId: employee,
      isDrawn: '[data-testid="runs"]',
    },
    { name: '申請', path: '/requests', loginId: employee, isDrawn: '[data-testid="request-filter"]' },
    { name: '残業申請', path: '/requests/overtime', loginId: employee, isDrawn: '[data-testid="overtime-form"]' },
    { name: '勤務修正', path: `/corrections/${day}`, loginId: employee, isDrawn: '[data-testid="correction-form"]' },
    {
      name: '承認一覧',
      path: '/approvals',
      loginId: approverOfDepartment,
      isDrawn: '[data-testid="approval-state"]',
    },
    { name: '個人設定', path: '/settings', loginId: employee, isDrawn: '[data-testid="make-code"]' },
    { name: 'ウェブアクセシビリティ方針', path: '/accessibility', loginId: employee, isDrawn: 'h1' },
    { name: '見つからない', path: '/nowhere', loginId: employee, isDrawn: 'h1' },
    { name: 'グループ', path: '/groups', loginId: approverOfDepartment, isDrawn: '[data-testid="person-row"]' },
    { name: 'データ管理', path: '/data', loginId: administrator, isDrawn: 'h1' },
  ];
}

async function assertClean(name: string, window: Window): Promise<void> {
  const { violations } = await new AxeBuilder({ page: window.page }).withTags(TAGS).analyze();
  const found = violations.flatMap((each) =>
    each.nodes.map((node) => `${each.id}: ${node.target.join(' ')} ${node.failureSummary ?? ''}`),
  );
  assert.deepEqual(found, [], name);
  assert.deepEqual(window.faults, [], name);
}

async function tabUntil(page: Page, isThere: () => Promise<boolean>, what: string): Promise<void> {
  for (let step = 0; step < 60; step += 1) {
    if (await isThere()) return;
    await page.keyboard.press('Tab');
  }
  assert.fail(`${what} is not reached with Tab; the focus is on ${await focusedText(page)}`);
}
