/**
 * Development only: how long 31 day bars take from the answer of the month to the painted picture, how many nodes a bar has, and whether two
 * visits draw the same bytes. `npm run dev:bars`, after `npm run build:ui`.
 *
 * The clock starts when the page has the month's answer (its JSON is parsed) and stops in the second animation frame after the 31st bar is
 * there: by then the first frame with all bars has been painted.
 */
import { chromium, type Page } from 'playwright-core';
import { startServer } from './tour.ts';

const MONTH = '/people/me/months/202610';
const VISITS = 7;
const LIMIT_MS = 200;
const MAX_NODES = 400;

interface Visit {
  readonly paintMs: number;
  readonly nodes: number;
  readonly drawn: string;
}

/** Runs in the page, before everything else. */
function watchBars(): void {
  const parse = Response.prototype.json;
  let answeredAt = 0;
  Response.prototype.json = async function (this: Response) {
    const value: unknown = await parse.call(this);
    if (/\/months\/\d{6}$/.test(this.url)) answeredAt = performance.now();
    return value;
  };
  new MutationObserver((_, observer) => {
    if (answeredAt === 0 || document.querySelectorAll('[data-testid="day-bar"]').length < 31) return;
    observer.disconnect();
    requestAnimationFrame(() =>
      requestAnimationFrame(
        () => (document.documentElement.dataset['paintMs'] = String(performance.now() - answeredAt)),
      ),
    );
  }).observe(document, { childList: true, subtree: true });
}

async function visit(page: Page, url: string): Promise<Visit> {
  await page.goto(url + MONTH);
  await page.locator('html[data-paint-ms]').waitFor({ state: 'attached' });
  return page.evaluate(() => {
    const bars = [...document.querySelectorAll('[data-testid="day-bar"]')];
    return {
      paintMs: Number(document.documentElement.dataset['paintMs']),
      nodes: Math.max(...bars.map((bar) => bar.querySelectorAll('*').length)),
      drawn: bars.map((bar) => bar.outerHTML).join('\n'),
    };
  });
}

const server = await startServer();
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] });
const context = await browser.newContext({
  viewport: { width: 1280, height: 844 },
  locale: 'ja-JP',
  timezoneId: 'Asia/Tokyo',
});
const page = await context.newPage();
await page.addInitScript(watchBars);
await page.request.post(`${server.url}/api/session`, { data: { tenant: 'demo', loginId: 'hanako', password: 'x' } });
const visits: Visit[] = [];
for (let index = 0; index < VISITS; index += 1) visits.push(await visit(page, server.url));
await browser.close();
server.stop();

const times = visits.map((each) => each.paintMs).toSorted((a, b) => a - b);
const median = times[Math.floor(VISITS / 2)] ?? 0;
const nodes = Math.max(...visits.map((each) => each.nodes));
const isSame = visits.every((each) => each.drawn === visits[0]?.drawn);
process.stdout.write(
  `31 bars: median ${median.toFixed(0)} ms (${times.map((each) => each.toFixed(0)).join(', ')}), at most ${nodes} nodes a bar, ${isSame ? 'the same bytes each time' : 'NOT the same bytes'}\n`,
);
process.exitCode = median < LIMIT_MS && nodes <= MAX_NODES && isSame ? 0 : 1;
