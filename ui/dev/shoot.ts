/** Development only: opens every screen, takes pictures, and reports axe violations and CSP refusals. `node ui/dev/shoot.ts OUT_DIR [filter]` */
import { mkdirSync } from 'node:fs';
import { AxeBuilder } from '@axe-core/playwright';
import { chromium, type Page } from 'playwright-core';

const out = process.argv[2] ?? '.';
const filter = process.argv[3] ?? '';
const BASE = 'http://127.0.0.1:8099';
mkdirSync(out, { recursive: true });

interface Screen {
  readonly name: string;
  readonly path: string;
  readonly as?: string | undefined;
  readonly act?: (page: Page) => Promise<void>;
}
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
  { name: 'work-list', path: '/', as: 'hanako' },
  { name: 'work-list-total', path: '/', as: 'hanako', act: (page) => page.getByTestId('total-overtime').click() },
  { name: 'work-list-next', path: '/people/me/months/202612', as: 'hanako' },
  { name: 'person', path: '/people/00000000-0000-4000-8000-000000000009/months/202611', as: 'hanako' },
  { name: 'day-overtime', path: '/people/me/days/2026-11-05?figure=overtime', as: 'hanako' },
  {
    name: 'day-night',
    path: '/people/me/days/2026-11-10',
    as: 'hanako',
    act: (page) => page.getByText('一日の流れを表で見る').click(),
  },
  { name: 'day-unrequested', path: '/people/me/days/2026-11-11?figure=unrequested', as: 'hanako' },
  { name: 'day-nodata', path: '/people/me/days/2026-11-12', as: 'hanako' },
  { name: 'day-empty', path: '/people/me/days/2026-11-03', as: 'hanako' },
  {
    name: 'day-today',
    path: '/people/me/days/2026-11-20',
    as: 'hanako',
    act: async (page) => {
      await page.getByRole('button', { name: '拡大' }).click();
    },
  },
  { name: 'groups', path: '/groups', as: 'hanako' },
  { name: 'data', path: '/', as: 'admin' },
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
  { name: 'not-found', path: '/nowhere', as: 'hanako' },
  {
    name: 'work-list-en',
    path: '/',
    as: 'hanako',
    act: async (page) => {
      await page.goto(`${BASE}/settings`);
      await page.getByRole('button', { name: 'English' }).click();
      await page.getByRole('link', { name: 'Work list' }).click();
      await page.getByTestId('day-row').first().waitFor();
    },
  },
];

const browser = await chromium.launch({
  executablePath: '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'],
});
let faults = 0;
for (const scheme of (process.argv[4]?.split(',') ?? ['light', 'dark']) as ('light' | 'dark')[]) {
  for (const width of [1280, 390]) {
    for (const screen of SCREENS.filter((each) => each.name.includes(filter))) {
      const context = await browser.newContext({
        viewport: { width, height: 844 },
        colorScheme: scheme,
        locale: 'ja-JP',
        timezoneId: 'Asia/Tokyo',
      });
      const page = await context.newPage();
      const label = `${screen.name}-${width}-${scheme}`;
      page.on('console', (message) => {
        if (message.type() === 'error' && !message.text().includes('401')) {
          faults += 1;
          process.stdout.write(`${label} console: ${message.text()}\n`);
        }
      });
      page.on('pageerror', (error) => {
        faults += 1;
        process.stdout.write(`${label} error: ${error.message}\n`);
      });
      await page.addInitScript(() =>
        addEventListener('securitypolicyviolation', (event) =>
          reportError(`CSP ${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}`),
        ),
      );
      await page.request.delete(`${BASE}/api/session`);
      if (screen.as !== undefined)
        await page.request.post(`${BASE}/api/session`, { data: { tenant: 'demo', loginId: screen.as, password: 'x' } });
      await page.goto(BASE + screen.path);
      await page.locator('h1').first().waitFor();
      await page.waitForLoadState('networkidle');
      await screen.act?.(page);
      await page.waitForTimeout(250);
      const { violations } = await new AxeBuilder({ page })
        .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
        .analyze();
      for (const violation of violations) {
        faults += 1;
        process.stdout.write(
          `${label} axe ${violation.id}: ${violation.help}\n   ${violation.nodes
            .slice(0, 3)
            .map((node) => node.html.slice(0, 160) + ' ' + (node.any[0]?.message ?? ''))
            .join('\n   ')}\n`,
        );
      }
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      if (overflow > 0) {
        faults += 1;
        process.stdout.write(`${label} overflows by ${overflow}px\n`);
      }
      await page.screenshot({ path: `${out}/${label}.png`, fullPage: true });
      await context.close();
    }
  }
}
await browser.close();
process.stdout.write(`${faults} faults\n`);
