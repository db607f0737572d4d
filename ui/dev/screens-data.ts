import type { Page } from 'playwright-core';
import type { Screen } from './screens-own.ts';

/** プレゼンスの取り込み: looked at, imported, then a file with mistakes. */
export const DATA_PRESENCE: Screen = {
  name: 'data-presence',
  path: '/data',
  as: 'admin',
  act: async (page) => {
    const choose = () =>
      page
        .getByLabel('プレゼンスのCSVファイル')
        .setInputFiles({ name: 'presence_202611.csv', mimeType: 'text/csv', buffer: Buffer.from('x') });
    await choose();
    await page.getByTestId('presence-looked').waitFor();
    await page.getByTestId('apply-presence').click();
    await page.getByTestId('presence-applied').waitFor();
    await choose();
    await page.getByTestId('presence-refused').scrollIntoViewIfNeeded();
  },
};

const chooseMapping = (page: Page, content = 'x') =>
  page
    .locator('input[type=file]')
    .setInputFiles({ name: 'url_mapping.csv', mimeType: 'text/csv', buffer: Buffer.from(content) });

/** URL・HP名称マッピング: while what is stored is looked through, what was registered, and a file with mistakes. */
export const TENANT_SITES: readonly Screen[] = [
  {
    name: 'tenant-sites',
    path: '/tenant',
    as: 'admin',
    act: async (page) => {
      await chooseMapping(page);
      await page.getByTestId('site-name-change-table').waitFor();
      await page.getByTestId('register-sites').scrollIntoViewIfNeeded();
    },
  },
  {
    name: 'tenant-sites-refused',
    path: '/tenant',
    as: 'admin',
    act: async (page) => {
      await chooseMapping(page, 'wrong');
      await page.getByTestId('sites-refused').scrollIntoViewIfNeeded();
    },
  },
  {
    name: 'tenant-sites-registered',
    path: '/tenant',
    as: 'admin',
    act: async (page) => {
      await chooseMapping(page);
      await page.getByTestId('site-name-sum').waitFor();
      await page.getByRole('progressbar').waitFor({ state: 'detached' });
      await page.getByTestId('register-sites').click();
      await page.getByTestId('sites-applied').scrollIntoViewIfNeeded();
    },
  },
];
