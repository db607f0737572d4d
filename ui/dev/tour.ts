import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { chromium, type Browser, type Page } from 'playwright-core';
import { axeFaults, hiddenFocus, overflow, submitsWhileComposing } from './checks.ts';
import type { Screen } from './screens-own.ts';

/** What the API does while the screen is looked at. */
export const STATES = ['normal', 'long', 'loading', 'error', 'focus', 'compose'] as const;
type State = (typeof STATES)[number];
type Scheme = 'light' | 'dark';

export interface TourOptions {
  /** Where pictures go; undefined: none are taken. */
  readonly out: string | undefined;
  readonly filter: string;
  readonly schemes: readonly Scheme[];
  readonly widths: readonly number[];
  readonly states: readonly State[];
  readonly workers: number;
}
interface Stop {
  readonly screen: Screen;
  readonly scheme: Scheme;
  readonly width: number;
  readonly state: State;
}

export function optionsOf(args: string[]): TourOptions {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      full: { type: 'boolean', default: false },
      widths: { type: 'string' },
      states: { type: 'string' },
      workers: { type: 'string', default: '2' },
    },
  });
  const [out, filter = '', schemes = 'light,dark'] = positionals;
  const widths = values.widths ?? (values.full ? '390,768,1280' : '1280,390');
  return {
    out: out === '-' ? undefined : out,
    filter,
    schemes: schemes.split(',') as Scheme[],
    widths: widths.split(',').map(Number),
    states: values.states === undefined ? (values.full ? STATES : ['normal']) : (values.states.split(',') as State[]),
    workers: Number(values.workers),
  };
}

/** A screen that only has to be opened stands for its route; what is done on a screen is looked at in its own state alone. */
const isRoute = (screen: Screen): boolean =>
  screen.act === undefined && screen.as !== undefined && screen.answers === undefined;

/** Which screens are looked at in a state, and how often: keys depend neither on the colours nor, for what they send, on the width. */
function isStop({ screen, scheme, width, state }: Stop, { schemes, widths }: TourOptions): boolean {
  if (state === 'normal') return true;
  const isFirstScheme = scheme === schemes[0];
  if (state === 'compose') return isFirstScheme && width === widths.at(-1);
  return isRoute(screen) && (state !== 'focus' || isFirstScheme);
}

function stopsOf(screens: readonly Screen[], options: TourOptions): Stop[] {
  const wanted = screens.filter((each) => each.name.includes(options.filter));
  return options.schemes
    .flatMap((scheme) =>
      options.widths.flatMap((width) =>
        wanted.flatMap((screen) => options.states.map((state) => ({ screen, scheme, width, state }))),
      ),
    )
    .filter((stop) => isStop(stop, options));
}

export async function startServer(): Promise<{ url: string; stop: () => void }> {
  const server = spawn(process.execPath, [join(import.meta.dirname, 'serve.ts'), '0'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [url] = (await once(createInterface(server.stdout), 'line')) as [string];
  return { url, stop: () => server.kill() };
}

/** The session is answered in every state: without it there is no screen. */
async function holdApi(page: Page, state: State): Promise<void> {
  if (state !== 'loading' && state !== 'error') return;
  await page.route(/\/api\/(?!session$)/, async (route) => {
    if (state === 'error')
      await route.fulfill({
        status: 500,
        json: { error: { code: 'internal', message: 'internal', requestId: 'dev-7f3a' } },
      });
  });
}

/** 401 and 503 are answers that a screen expects; a made-up 500 or a stream that is cut is the state itself. */
const isExpected = (text: string, { state, screen }: Stop): boolean =>
  /\b(401|410|503)\b/.test(text) ||
  ((state === 'error' || screen.as === 'broken' || screen.as === 'failing') && /\b500\b/.test(text)) ||
  (screen.as === 'cut' && text.includes('ERR_INCOMPLETE_CHUNKED_ENCODING'));

async function openStop(page: Page, url: string, { screen, state }: Stop): Promise<void> {
  await page.request.delete(`${url}/api/session`);
  if (screen.as !== undefined)
    await page.request.post(`${url}/api/session`, { data: { tenant: 'demo', loginId: screen.as, password: 'x' } });
  await holdApi(page, state);
  for (const [path, json] of Object.entries(screen.answers ?? {}))
    await page.route(
      (address) => address.pathname === path,
      (route) => (route.request().method() === 'GET' ? route.fulfill({ json }) : route.fallback()),
    );
  await page.goto(screen.path);
  await page.locator('h1').first().waitFor();
  if (state === 'loading') await page.waitForTimeout(300);
  else {
    await page.waitForFunction(() => !/読み込んでいます…|Loading…/.test(document.body.innerText), undefined, {
      timeout: 20_000,
    });
    await page.waitForTimeout(150);
  }
  if (state === 'normal' || state === 'compose') await screen.act?.(page);
  await page.waitForTimeout(250);
}

async function look(browser: Browser, url: string, stop: Stop, out: string | undefined): Promise<string[]> {
  const { screen, scheme, width, state } = stop;
  const context = await browser.newContext({
    serviceWorkers: 'block',
    baseURL: url,
    viewport: { width, height: 844 },
    colorScheme: scheme,
    locale: 'ja-JP',
    timezoneId: 'Asia/Tokyo',
    extraHTTPHeaders: state === 'long' ? { 'x-dev-long-names': '1' } : {},
  });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  const faults: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' && !isExpected(message.text(), stop))
      faults.push(`console: ${message.text()} ${message.location().url}`);
  });
  page.on('pageerror', (error) => faults.push(`error: ${error.message}`));
  await page.addInitScript(() =>
    addEventListener('securitypolicyviolation', (event) =>
      reportError(`CSP ${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}`),
    ),
  );
  const label = `${screen.name}-${width}-${scheme}${state === 'normal' ? '' : `-${state}`}`;
  try {
    await openStop(page, url, stop);
    if (state === 'focus') faults.push(...(await hiddenFocus(page)));
    else if (state === 'compose') faults.push(...(await submitsWhileComposing(page)));
    else {
      // A control half under the sticky header is no fault of its size.
      await page.evaluate(() => window.scrollTo(0, 0));
      faults.push(...(await axeFaults(page)), ...(await overflow(page)));
    }
  } catch (error) {
    faults.push(`stopped: ${error instanceof Error ? error.message : String(error)}`);
  }
  if (out !== undefined && state !== 'focus' && state !== 'compose')
    await page.screenshot({ path: `${out}/${label}.png`, fullPage: true });
  await context.close();
  return faults.map((fault) => `${label} ${fault}`);
}

/** Visits every stop and prints what was found; the number of findings is the answer. */
export async function tour(screens: readonly Screen[], options: TourOptions): Promise<number> {
  if (options.out !== undefined) mkdirSync(options.out, { recursive: true });
  const stops = stopsOf(screens, options);
  const browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'],
  });
  let count = 0;
  // Each worker has a server of its own: the made-up API knows one person at a time.
  const work = async (): Promise<void> => {
    const server = await startServer();
    for (let stop = stops.shift(); stop !== undefined; stop = stops.shift()) {
      const faults = await look(browser, server.url, stop, options.out);
      count += faults.length;
      for (const fault of faults) process.stdout.write(`${fault}\n`);
    }
    server.stop();
  };
  const total = stops.length;
  await Promise.all(Array.from({ length: options.workers }, work));
  await browser.close();
  process.stdout.write(`${total} stops, ${count} faults\n`);
  return count;
}
