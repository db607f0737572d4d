/**
 * Development only: every component of ui/src/components in each of its states, on one page that follows the sources. `npm run dev:components [-- port]`
 * With `check` instead of a port: opens the page in light and dark at 1280 and 390 px, and ends with 1 where axe finds anything.
 */
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { createServer } from 'vite';
import { axeFaults, overflow } from '../checks.ts';

const root = import.meta.dirname;
const isCheck = process.argv[2] === 'check';
const server = await createServer({
  configFile: join(root, '../../vite.config.ts'),
  root,
  cacheDir: join(root, '../../../.cache/vite-components'),
  logLevel: 'warn',
  server: {
    host: '127.0.0.1',
    port: isCheck ? 0 : Number(process.argv[2] ?? 8098),
    fs: { allow: [join(root, '../../..')] },
  },
});
await server.listen();
const url = server.resolvedUrls?.local[0] ?? '';
process.stdout.write(`${url}\n`);
if (isCheck) {
  process.exitCode = (await check()) === 0 ? 0 : 1;
  await server.close();
}

async function check(): Promise<number> {
  const browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu'],
  });
  let count = 0;
  for (const colorScheme of ['light', 'dark'] as const)
    for (const width of [1280, 390]) {
      const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme, locale: 'ja-JP' });
      const page = await context.newPage();
      const faults: string[] = [];
      page.on('pageerror', (error) => faults.push(`error: ${error.message}`));
      await page.goto(url);
      const stories = page.locator('[data-story]').first();
      // A story that throws leaves the page empty: its error is already among the faults.
      await stories.waitFor({ timeout: 60_000 }).catch(() => faults.push('no story was shown'));
      faults.push(...(await axeFaults(page)), ...(await overflow(page)));
      const out = process.argv[3];
      if (out !== undefined)
        await page.screenshot({ path: `${out}/components-${width}-${colorScheme}.png`, fullPage: true });
      for (const fault of faults) process.stdout.write(`${width} ${colorScheme} ${fault}\n`);
      count += faults.length;
      await context.close();
    }
  await browser.close();
  process.stdout.write(`${count} faults\n`);
  return count;
}
