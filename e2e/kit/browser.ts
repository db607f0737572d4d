import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import type { SignIns } from '#faults/kit/product.ts';

export type { Browser, Page } from 'playwright-core';

export const DESK = { width: 1280, height: 800 } as const;
export const PHONE = { width: 390, height: 844 } as const;

/** Nothing of the browser asks the network by itself, nor needs a graphics card or the user's own profile. */
const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
];

export const launchBrowser = (): Promise<Browser> =>
  chromium.launch({ executablePath: '/usr/bin/chromium', args: ARGUMENTS });

/** A person's browser window, with everything that went wrong in it. */
export interface Window {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Console errors, uncaught exceptions and violations of the content security policy. */
  readonly faults: string[];
  close(): Promise<void>;
}

export async function openWindow(
  browser: Browser,
  baseUrl: string,
  viewport: { width: number; height: number } = DESK,
  /** The worker that keeps the screens would stand between the page and a test's own answers. */
  serviceWorkers: 'allow' | 'block' = 'block',
): Promise<Window> {
  const where = { baseURL: baseUrl, locale: 'ja-JP', timezoneId: 'Asia/Tokyo' };
  const context = await browser.newContext({ ...where, viewport, serviceWorkers });
  context.setDefaultTimeout(15_000);
  const faults: string[] = [];
  await context.exposeBinding('kinmuNoteViolation', (_source, text: string) => void faults.push(text));
  await context.addInitScript(
    `addEventListener('securitypolicyviolation', (event) => kinmuNoteViolation('policy: ' + event.violatedDirective + ' ' + event.blockedURI));`,
  );
  const page = await context.newPage();
  page.on('console', (message) => {
    if (message.type() === 'error' && !isAskingWhoIsSignedIn(message.text(), message.location().url))
      faults.push(`console: ${message.text()} (${message.location().url})`);
  });
  page.on('pageerror', (error) => faults.push(`uncaught: ${error.message}`));
  return { page, context, faults, close: () => context.close() };
}

/** Before a sign-in the page asks whether there is a session; the browser itself notes the 401. */
const isAskingWhoIsSignedIn = (text: string, url: string): boolean =>
  /\b401\b/.test(text) && url.endsWith('/api/session');

/** Fills the sign-in form and waits for the first page behind it. */
export async function signInOnPage(page: Page, signIns: SignIns, loginId: string): Promise<void> {
  await page.goto('/');
  await page.getByLabel('企業ID').fill(signIns.tenant);
  await page.getByLabel('ユーザID').fill(loginId);
  await page.getByLabel('パスワード', { exact: true }).fill(signIns.password);
  await page.getByRole('button', { name: 'ログイン' }).click();
  await page.getByRole('navigation', { name: 'メインメニュー' }).waitFor();
}

/** A window in which the person is signed in. */
export async function openSignedIn(
  browser: Browser,
  baseUrl: string,
  signIns: SignIns,
  loginId: string,
  viewport: { width: number; height: number } = DESK,
  serviceWorkers: 'allow' | 'block' = 'block',
): Promise<Window> {
  const window = await openWindow(browser, baseUrl, viewport, serviceWorkers);
  await signInOnPage(window.page, signIns, loginId);
  return window;
}
