/**
 * Development only: opens every screen of the built portal with a made-up API, takes pictures, and reports what axe, the console and
 * the content security policy find. Ends with 1 where anything was found. It starts its own fixture servers.
 *
 *   node ui/dev/shoot.ts [OUT_DIR] [filter] [light,dark]     pictures at 1280 and 390 px (no folder, no pictures)
 *   npm run dev:tour                                         390, 768 and 1280 px, light and dark, each route also loading, failing and with long names
 */
import type { Page } from 'playwright-core';
import { BY_KEYS } from './by-keys.ts';
import { APPROVAL_SCREENS } from './screens-approval.ts';
import { DATA_PRESENCE, TENANT_SITES } from './screens-data.ts';
import { DASHBOARD_SCREENS } from './screens-dashboard.ts';
import { EMPTY_SCREENS } from './screens-empty.ts';
import { OWN_SCREENS, type Screen } from './screens-own.ts';
import { optionsOf, tour } from './tour.ts';

const SCREENS: readonly Screen[] = [
  { name: 'login', path: '/login', as: undefined },
  {
    name: 'login-failed',
    path: '/login',
    as: undefined,
    act: async (page) => {
      await page.getByLabel('企業ID').fill('demo');
      await page.getByLabel('ユーザID').fill('hanako');
      await page.getByLabel('パスワード', { exact: true }).fill('wrong');
      await page.getByRole('button', { name: 'ログイン' }).click();
      await page.getByTestId('login-failure').waitFor();
    },
  },
  ...OWN_SCREENS,
  { name: 'work-list', path: '/months', as: 'hanako' },
  { name: 'work-list-total', path: '/months', as: 'hanako', act: (page) => page.getByTestId('total-overtime').click() },
  { name: 'work-list-next', path: '/people/me/months/202612', as: 'hanako' },
  { name: 'work-list-removed', path: '/people/me/months/202110', as: 'hanako' },
  { name: 'person', path: '/people/00000000-0000-4000-8000-000000000009/months/202611', as: 'hanako' },
  { name: 'report', path: '/people/me/months/202610/report', as: 'hanako' },
  { name: 'report-error', path: '/people/me/months/202610/report', as: 'broken' },
  { name: 'report-group', path: '/groups/mine/months/202611/report?below=1', as: 'hanako' },
  { name: 'group-status', path: '/groups', as: 'hanako' },
  {
    name: 'group-status-group',
    path: '/groups',
    as: 'hanako',
    act: async (page) => {
      const tree = page.getByRole('treeitem', { name: '営業一課' });
      if (await tree.isVisible()) await tree.click();
      else await page.getByRole('combobox').selectOption({ index: 2 });
      await page.locator('[data-choice="working"]').click();
    },
  },
  {
    name: 'group-status-cut',
    path: '/groups',
    as: 'cut',
    act: (page) => page.locator('[data-line="reconnecting"]').waitFor(),
  },
  { name: 'group-status-error', path: '/groups', as: 'broken' },
  { name: 'group-status-empty', path: '/groups', as: 'calm' },
  { name: 'data', path: '/data', as: 'admin' },
  DATA_PRESENCE,
  {
    name: 'data-running',
    path: '/data',
    as: 'admin',
    act: async (page) => {
      await page.getByTestId('create-kinmu').click();
      await page.getByTestId('running-job').waitFor();
    },
  },
  {
    name: 'data-groups',
    path: '/data',
    as: 'failing',
    act: async (page) => {
      await page.getByTestId('range-kind').getByRole('radio', { name: '期間' }).check();
      await page.getByTestId('scope-kind').getByRole('radio', { name: 'グループ' }).check();
      await page.getByTestId('groups').locator('input').nth(1).check();
    },
  },
  {
    name: 'data-cancel',
    path: '/data',
    as: 'busy',
    act: async (page) => {
      await page.getByTestId('scope-kind').getByRole('radio', { name: '利用者' }).check();
      await page.getByTestId('cancel-job').click();
    },
  },
  { name: 'data-busy', path: '/data', as: 'busy' },
  { name: 'data-empty', path: '/data', as: 'empty' },
  { name: 'data-error', path: '/data', as: 'broken' },
  {
    name: 'settings',
    path: '/settings',
    as: 'hanako',
    act: async (page) => {
      await page.getByTestId('make-code').click();
      await page.getByTestId('enrolment-card').waitFor();
    },
  },
  {
    name: 'settings-revoke',
    path: '/settings',
    as: 'hanako',
    act: (page) => page.getByRole('button', { name: 'PC-HANAKO-01を利用停止にする' }).click(),
  },
  ...APPROVAL_SCREENS,
  ...DASHBOARD_SCREENS,
  ...BY_KEYS,
  ...EMPTY_SCREENS,
  { name: 'accessibility', path: '/accessibility', as: 'hanako' },
  { name: 'login-accessibility', path: '/accessibility', as: undefined },
  { name: 'monitoring-policy', path: '/monitoring-policy', as: 'hanako' },
  { name: 'integrations', path: '/integrations', as: 'admin' },
  { name: 'not-found', path: '/nowhere', as: 'hanako' },
  {
    name: 'login-reset',
    path: '/login',
    as: undefined,
    act: async (page) => {
      await page.getByLabel('企業ID').fill('demo');
      await page.getByRole('button', { name: 'パスワードを忘れた場合' }).click();
      await page.getByRole('heading', { name: 'パスワードの再発行' }).waitFor();
    },
  },
  {
    name: 'login-plain-http',
    path: '/login',
    as: undefined,
    act: async (page) => {
      await page.setExtraHTTPHeaders({ 'x-dev-plain-http': '1' });
      await page.reload();
      await page.getByTestId('plain-http').waitFor();
    },
  },
  {
    name: 'password-forced',
    path: '/',
    as: 'forced',
    act: async (page) => {
      await page.getByLabel('新しいパスワード', { exact: true }).fill('kumo-no');
    },
  },
  { name: 'password-notice', path: '/', as: 'expiring' },
  { name: 'roster-first', path: '/', as: 'empty' },
  { name: 'roster', path: '/', as: 'admin' },
  { name: 'roster-choose', path: '/roster', as: 'admin', act: (page) => choose(page, 'user_20261122.csv') },
  { name: 'roster-unknown', path: '/roster', as: 'admin', act: (page) => dropUnknown(page) },
  { name: 'roster-differences', path: '/roster', as: 'admin', act: (page) => check(page, 'user_20261122.csv') },
  { name: 'roster-errors', path: '/roster', as: 'admin', act: (page) => check(page, 'user_wrong.csv') },
  { name: 'roster-outdated', path: '/roster', as: 'admin', act: (page) => check(page, 'user_old.csv') },
  { name: 'roster-same', path: '/roster', as: 'admin', act: (page) => check(page, 'user_same.csv') },
  {
    name: 'roster-applied',
    path: '/roster',
    as: 'admin',
    act: async (page) => {
      await check(page, 'user_20261122.csv');
      await page.getByTestId('apply').click();
      await page.getByTestId('applied').waitFor();
    },
  },
  { name: 'roster-undo', path: '/roster', as: 'admin', act: (page) => page.getByTestId('undo').click() },
  { name: 'roster-groups', path: '/roster/groups', as: 'admin' },
  {
    name: 'roster-groups-edit',
    path: '/roster/groups',
    as: 'admin',
    act: async (page) => {
      await page.getByRole('treeitem', { name: '営業第1部' }).click();
      await page.getByRole('button', { name: '編集', exact: true }).click();
      await page.getByTestId('approvers').getByRole('searchbox').fill('日電');
      await page.getByTestId('approvers').locator('.found button').first().waitFor();
    },
  },
  { name: 'roster-groups-empty', path: '/roster/groups', as: 'empty' },
  { name: 'roster-users', path: '/roster/users', as: 'admin' },
  {
    name: 'roster-users-edit',
    path: '/roster/users',
    as: 'admin',
    act: async (page) => {
      await page.locator('[data-row="2"] [data-walk]').click();
      await page.getByLabel('終了申請の承認').selectOption('automatic');
    },
  },
  {
    name: 'roster-users-add',
    path: '/roster/users',
    as: 'admin',
    act: async (page) => {
      await page.getByTestId('add-user').click();
      await page.getByRole('button', { name: '保存' }).click();
    },
  },
  {
    name: 'roster-users-suspend',
    path: '/roster/users',
    as: 'admin',
    act: async (page) => {
      await page.locator('[data-row="0"] [data-walk]').click();
      await page.locator('[data-deed="suspensions"]').click();
    },
  },
  {
    name: 'roster-users-none',
    path: '/roster/users',
    as: 'admin',
    act: async (page) => {
      await page.getByRole('searchbox').fill('いない人');
      await page.getByText('該当するユーザはいません').waitFor();
    },
  },
  {
    name: 'roster-users-end',
    path: '/roster/users',
    as: 'admin',
    act: async (page) => {
      await page.locator('[data-row="0"] [data-walk]').focus();
      await page.keyboard.press('End');
      await page.locator('[data-row="9999"] [data-walk]').waitFor();
    },
  },
  { name: 'security', path: '/security', as: 'admin' },
  {
    name: 'security-wrong',
    path: '/security',
    as: 'admin',
    act: async (page) => {
      await page.locator('[data-profile="nist"]').click();
      await page.getByLabel('最小文字数').fill('3');
      await page.getByTestId('update').click();
    },
  },
  { name: 'tenant', path: '/tenant', as: 'admin' },
  {
    name: 'tenant-retention',
    path: '/tenant',
    as: 'admin',
    act: async (page) => {
      const retention = page.getByTestId('retention');
      await retention.getByLabel('勤務の記録').fill('3');
      await retention.scrollIntoViewIfNeeded();
    },
  },
  {
    name: 'tenant-auto-recording',
    path: '/tenant',
    as: 'admin',
    act: async (page) => {
      await page.getByTestId('auto-recording').getByRole('combobox').selectOption('off');
      await page.getByTestId('auto-recording-change').waitFor();
    },
  },
  { name: 'work-import', path: '/work-imports', as: 'admin' },
  { name: 'work-import-result', path: '/work-imports', as: 'admin', act: (page) => checkImport(page, 'work.csv') },
  {
    name: 'work-import-errors',
    path: '/work-imports',
    as: 'admin',
    act: (page) => checkImport(page, 'work_wrong.csv'),
  },
  {
    name: 'work-import-done',
    path: '/work-imports',
    as: 'admin',
    act: async (page) => {
      await checkImport(page, 'work.csv');
      await page.getByTestId('apply').click();
      await page.getByTestId('import-applied').waitFor();
      await page.getByTestId('undo').first().click();
    },
  },
  ...TENANT_SITES,
  { name: 'legal-settings', path: '/tenant/limits', as: 'admin' },
  {
    name: 'legal-settings-wrong',
    path: '/tenant/limits',
    as: 'admin',
    act: async (page) => {
      await page.getByLabel('月の法定外残業').fill('45時間');
      await page.getByLabel('会社の休日').fill('2026-12-29 年末休業\n年始');
      await page.getByTestId('update').click();
      await page.getByTestId('form-wrong').waitFor();
    },
  },
  { name: 'system-status', path: '/system-status', as: 'admin' },
  { name: 'system-status-well', path: '/system-status?state=sensorLost', as: 'manager' },
  { name: 'low-disk', path: '/roster', as: 'lowdisk' },
  { name: 'system-status-empty', path: '/system-status', as: 'empty' },
  { name: 'system-status-error', path: '/system-status', as: 'failing' },
  { name: 'audit', path: '/audit', as: 'admin' },
  { name: 'manager', path: '/', as: 'manager' },
  {
    name: 'roster-en',
    path: '/',
    as: 'admin',
    act: async (page) => {
      await page.goto('/settings');
      await page.getByRole('radio', { name: 'English' }).click();
      await page.goto('/roster');
      await check(page, 'user_20261122.csv');
    },
  },
  {
    name: 'work-list-en',
    path: '/',
    as: 'hanako',
    act: async (page) => {
      await page.goto('/settings');
      await page.getByRole('radio', { name: 'English' }).click();
      await page.getByRole('link', { name: 'Work list', exact: true }).click();
      await page.getByTestId('day-row').first().waitFor();
    },
  },
];

async function checkImport(page: Page, name: string): Promise<void> {
  await page
    .locator('[data-kind="work"] input[type=file]')
    .setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from('x') });
  await page.getByTestId('check').click();
  await page.getByTestId('import-result').waitFor();
  const sample = page.locator('details summary');
  if (await sample.isVisible()) await sample.click();
}
async function choose(page: Page, name: string): Promise<void> {
  await page
    .locator('[data-kind="user"] input[type=file]')
    .setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from('x'.repeat(40_000)) });
  await page.locator('[data-kind="user"] .size').waitFor();
}
async function check(page: Page, name: string): Promise<void> {
  await choose(page, name);
  await page.getByTestId('check').click();
  await page.getByTestId('dry-run').waitFor();
}
async function dropUnknown(page: Page): Promise<void> {
  const data = await page.evaluateHandle(() => {
    const transfer = new DataTransfer();
    transfer.items.add(new File(['x'], '名簿.csv'));
    transfer.items.add(new File(['x'], 'group_20261122.csv'));
    return transfer;
  });
  await page.getByTestId('file-drop').dispatchEvent('drop', { dataTransfer: data });
  await page.getByTestId('file-complaint').waitFor();
}

process.exitCode = (await tour(SCREENS, optionsOf(process.argv.slice(2)))) === 0 ? 0 : 1;
