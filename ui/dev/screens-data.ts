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
