/**
 * Development only: the pictures of the README, from the made-up company, at the moment at which its day stands. `npm run dev:pictures`, after
 * `npm run build:ui`. Each stays below 150 kB, so that a clone stays small.
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Page } from 'playwright-core';
import { startServer } from './tour.ts';

const OUT = join(import.meta.dirname, '../../docs/pictures');
const MAX_BYTES = 150_000;
const NOW = Date.UTC(2026, 10, 20, 5, 21);
const DESK = { width: 1280, height: 860 };
const PHONE = { width: 390, height: 844 };

interface Picture {
  readonly name: string;
  readonly path: string;
  readonly viewport: typeof DESK;
  readonly scheme?: 'dark';
}
const PICTURES: readonly Picture[] = [
  { name: 'home', path: '/', viewport: DESK },
  { name: 'work-list', path: '/months', viewport: DESK },
  { name: 'day', path: '/people/me/days/2026-11-05?figure=overtime', viewport: DESK },
  { name: 'approvals', path: '/approvals', viewport: DESK },
  { name: 'dashboard', path: '/dashboard', viewport: DESK },
  { name: 'home-phone', path: '/', viewport: PHONE },
  { name: 'work-list-phone', path: '/months', viewport: PHONE, scheme: 'dark' },
];

/** The PC of the made-up person sent its last minute a moment before the made-up now. */
const receiveJustNow = (page: Page) =>
  page.route(/\/months\/\d{6}$/, async (route) => {
    const response = await route.fetch();
    const month = (await response.json()) as object;
    await route.fulfill({ response, json: { ...month, lastReceivedAt: NOW - 40_000 } });
  });

/** The longest names are for the tour, not for a first impression. */
const leaveLongNamesOut = (page: Page) =>
  page.route(/\/people\/me\/tasks/, async (route) => {
    const response = await route.fetch();
    const { tasks } = (await response.json()) as { tasks: { title: string }[] };
    await route.fulfill({ response, json: { tasks: tasks.filter((task) => task.title.length < 20) } });
  });

/** A phone's is sharp as PNG; a desk's is JPEG, as good as fits. Which, is fixed: the READMEs name the files. */
async function keep(page: Page, { name, viewport }: Picture): Promise<string> {
  if (viewport === PHONE) return write(`${name}.png`, await page.screenshot({ type: 'png' }));
  for (let quality = 92; quality >= 50; quality -= 6) {
    const jpeg = await page.screenshot({ type: 'jpeg', quality });
    if (jpeg.length <= MAX_BYTES) return write(`${name}.jpg`, jpeg);
  }
  throw new Error(`${name} does not fit into ${MAX_BYTES} bytes`);
}
function write(file: string, bytes: Buffer): string {
  writeFileSync(join(OUT, file), bytes);
  return `${file} ${bytes.length} bytes`;
}

rmSync(OUT, { recursive: true, force: true });
mkdirSync(OUT, { recursive: true });
const server = await startServer();
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] });
for (const picture of PICTURES) {
  const { path, viewport, scheme = 'light' } = picture;
  const context = await browser.newContext({
    baseURL: server.url,
    viewport,
    colorScheme: scheme,
    locale: 'ja-JP',
    timezoneId: 'Asia/Tokyo',
  });
  const page = await context.newPage();
  await page.clock.setFixedTime(NOW);
  await receiveJustNow(page);
  await leaveLongNamesOut(page);
  await page.request.post('/api/session', { data: { tenant: 'demo', loginId: 'hanako', password: 'x' } });
  await page.goto(path);
  await page.locator('h1').first().waitFor();
  await page.waitForFunction(() => !/読み込んでいます…|Loading…/.test(document.body.innerText));
  await page.waitForTimeout(500);
  process.stdout.write(`${await keep(page, picture)}\n`);
  await context.close();
}
await browser.close();
server.stop();
