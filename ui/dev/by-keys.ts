import type { Page } from 'playwright-core';
import type { Screen } from './screens-own.ts';

/**
 * The work of an administrator on the roster, and of an approver, with the keyboard alone: these screens are reached by keys and nothing else, and
 * end where the work is done. A step that cannot be reached stops the screen, which the tour reports.
 */
export const BY_KEYS: readonly Screen[] = [
  { name: 'keys-roster-files', path: '/roster', as: 'admin', act: (page) => uploadRoster(page) },
  { name: 'keys-roster-users', path: '/roster/users', as: 'admin', act: (page) => changeUser(page) },
  { name: 'keys-roster-groups', path: '/roster/groups', as: 'admin', act: (page) => changeGroup(page) },
  { name: 'keys-approvals', path: '/approvals', as: 'hanako', act: (page) => decide(page) },
];

const STEPS = 120;
/** Presses Tab until the element that has the focus is the wanted one. */
async function tabTo(page: Page, selector: string): Promise<void> {
  await page.locator(selector).first().waitFor({ state: 'attached' });
  for (let step = 0; step < STEPS; step += 1) {
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted) === true, selector)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`${selector} is not reached with Tab`);
}
async function pressOn(page: Page, selector: string): Promise<void> {
  await tabTo(page, selector);
  await page.keyboard.press('Enter');
}

async function uploadRoster(page: Page): Promise<void> {
  const asked = page.waitForEvent('filechooser');
  await tabTo(page, '[data-kind="user"] input[type=file] + button');
  await page.keyboard.press('Enter');
  await (await asked).setFiles({ name: 'user_20261122.csv', mimeType: 'text/csv', buffer: Buffer.from('x') });
  await page.locator('[data-kind="user"] .size').waitFor();
  await pressOn(page, '[data-testid="check"]');
  await page.getByTestId('dry-run').waitFor();
  await pressOn(page, '[data-testid="apply"]');
  await page.getByTestId('applied').waitFor();
}

async function changeUser(page: Page): Promise<void> {
  await tabTo(page, 'input[type=search]');
  await page.keyboard.type('U0000');
  await page.waitForTimeout(600);
  await tabTo(page, '[data-walk]');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.getByTestId('user-panel').waitFor();
  await page.getByTestId('user-panel').locator('form').waitFor();
  await tabTo(page, '[data-testid="user-panel"] select');
  await page.keyboard.press('ArrowDown');
  await pressOn(page, '[data-testid="user-panel"] button[type=submit]');
  await page.getByTestId('saved').waitFor();
}

async function changeGroup(page: Page): Promise<void> {
  await tabTo(page, '[role=treeitem]');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.getByTestId('group-detail').waitFor();
  await pressOn(page, '[data-testid="group-detail"] button');
  await page.getByTestId('group-form').waitFor();
  await pressOn(page, '[data-testid="group-form"] button[type=submit]');
  await page.getByTestId('saved').waitFor();
}

/** One is approved by `a`, one is returned by `r` with a comment, the rest together; Escape leaves every dialog. */
async function decide(page: Page): Promise<void> {
  await tabTo(page, '[data-testid="approval"] [data-walk]');
  // The second one is a difference: it is settled, not returned.
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('r');
  await tabTo(page, 'dialog textarea');
  await page.keyboard.type('終了の時刻を確かめてください。');
  await pressOn(page, '[data-testid="confirm-return"]');
  await page.locator('dialog').waitFor({ state: 'detached' });
  await pressOn(page, '[data-testid="approve-ordinary"]');
  await page.locator('dialog').waitFor();
  await page.keyboard.press('Escape');
  await page.locator('dialog').waitFor({ state: 'detached' });
}
