import type { Page } from 'playwright-core';
import type { Screen } from './screens-own.ts';

const isPhone = (page: Page): boolean => (page.viewportSize()?.width ?? 0) <= 640;
const settled = (page: Page): Promise<void> => page.locator('[data-testid="heat"] svg').first().waitFor();
/** Nothing but a sentence is shown on a phone. */
const unlessPhone = (act: (page: Page) => Promise<void>) => async (page: Page) => {
  if (isPhone(page)) return;
  await settled(page);
  await act(page);
};
const SALES = '00000000-0000-4000-8000-000000007000';
const PERSONNEL = '00000000-0000-4000-8000-000000007007';
const LONG_PERSON = '00000000-0000-4000-8000-000000200004';
const MANY_GROUP = '00000000-0000-4000-8000-000000008001';

/** 見える化ダッシュボード: of 40 and of 10,000 people, each state, and what is behind a mark. */
export const DASHBOARD_SCREENS: readonly Screen[] = [
  { name: 'dashboard', path: '/dashboard', as: 'hanako', act: unlessPhone(async () => undefined) },
  {
    name: 'dashboard-legal',
    path: `/dashboard?groupId=${SALES}&from=202610&to=202610&figure=statutoryOvertimeMinutes`,
    as: 'hanako',
    act: unlessPhone(async () => undefined),
  },
  {
    name: 'dashboard-range',
    path: '/dashboard?from=202601&to=202611&figure=unrequestedMinutes&basis=total',
    as: 'hanako',
    act: unlessPhone(async (page) => {
      await page.getByTestId('heat-lane').getByRole('radio', { name: 'PC操作' }).check();
    }),
  },
  {
    name: 'dashboard-few',
    path: `/dashboard?groupId=${PERSONNEL}&from=202610&to=202610`,
    as: 'hanako',
    act: unlessPhone(async () => undefined),
  },
  {
    name: 'dashboard-person',
    path: `/dashboard?groupId=${SALES}&personId=${LONG_PERSON}&from=202610&to=202610&figure=statutoryOvertimeMinutes`,
    as: 'hanako',
    act: unlessPhone(async () => undefined),
  },
  {
    name: 'dashboard-tables',
    path: `/dashboard?groupId=${SALES}&from=202610&to=202610`,
    as: 'hanako',
    act: unlessPhone(async (page) => {
      for (const button of await page.getByTestId('see-table').all()) await button.click();
    }),
  },
  {
    name: 'dashboard-keys',
    path: '/dashboard',
    as: 'hanako',
    act: unlessPhone(async (page) => {
      await page.getByTestId('trend').locator('.keys').focus();
      for (const key of ['End', 'ArrowLeft']) await page.keyboard.press(key);
    }),
  },
  {
    name: 'dashboard-behind-people',
    path: '/dashboard',
    as: 'hanako',
    act: unlessPhone(async (page) => {
      await page.getByTestId('trend').locator('.keys').focus();
      for (const key of ['End', 'ArrowLeft', 'Enter']) await page.keyboard.press(key);
      await page.getByTestId('behind-people').waitFor();
    }),
  },
  {
    name: 'dashboard-behind-days',
    path: '/dashboard',
    as: 'hanako',
    act: unlessPhone(async (page) => {
      await page.getByTestId('heat').locator('.keys').focus();
      for (const key of ['ArrowDown', ...Array<string>(5).fill('ArrowRight'), 'Enter']) await page.keyboard.press(key);
      await page.getByTestId('behind-days').waitFor();
    }),
  },
  {
    name: 'dashboard-left-out',
    path: '/dashboard',
    as: 'admin-viewer',
    act: unlessPhone(async (page) => {
      await page.getByTestId('leftOut').getByRole('button').click();
      await page.getByTestId('behind-days').waitFor();
    }),
  },
  { name: 'dashboard-many', path: '/dashboard', as: 'many', act: unlessPhone(async () => undefined) },
  {
    name: 'dashboard-many-group',
    path: `/dashboard?groupId=${MANY_GROUP}&from=202610&to=202610`,
    as: 'many',
    act: unlessPhone(async () => undefined),
  },
  { name: 'dashboard-before', path: '/dashboard?from=202510&to=202510', as: 'hanako' },
  { name: 'dashboard-error', path: '/dashboard', as: 'broken' },
  { name: 'dashboard-halfway', path: '/dashboard', as: 'halfway' },
  { name: 'dashboard-refused', path: '/dashboard', as: 'admin' },
];
