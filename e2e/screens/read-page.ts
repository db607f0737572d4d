import type { Page } from '../kit/browser.ts';

/** What the screen shows, read as text; the tests hold it against the API. Expressions run in the page, hence the strings. */
export interface ShownRow {
  readonly date: string;
  /** Figures as shown, such as `7:45`; absent where the cell is empty. */
  readonly figures: Readonly<Record<string, string>>;
  readonly isUnconfirmed: boolean;
}
export interface ShownMonth {
  readonly rows: readonly ShownRow[];
  readonly totals: Readonly<Record<string, string>>;
}

export const ROW_FIGURES = ['worked', 'overtime', 'unrequested', 'break'] as const;

/** Rows and totals in one reading: the page refreshes itself. */
export const readShownMonth = (page: Page): Promise<ShownMonth> =>
  page.evaluate(`(() => {
    const text = (element) => (element === null ? undefined : element.textContent.trim());
    const names = ${JSON.stringify(ROW_FIGURES)};
    const rows = [...document.querySelectorAll('[data-testid="day-row"]')].map((row) => ({
      date: row.dataset.date,
      figures: Object.fromEntries(names.map((name) => [name, text(row.querySelector('.c-' + name + ' .value'))])),
      isUnconfirmed: row.querySelector('.c-worked.unconfirmed') !== null,
    }));
    const totals = Object.fromEntries(names.map((name) => [name, text(document.querySelector('[data-testid="total-' + name + '"] .value'))]));
    return { rows, totals };
  })()`);

/** `7:45` → 465. */
export function minutesOfText(text: string | undefined): number {
  const match = /^(-?)(\d+):(\d{2})$/.exec(text ?? '');
  if (match === null) throw new Error(`not an amount: ${String(text)}`);
  const [, sign, hours, minutes] = match;
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}

/** Milliseconds in the page from the press of `control` until there are so many of `selector`, drawn. */
export async function measureUntil(page: Page, control: string, selector: string, count: number): Promise<number> {
  const measured = page.evaluate<number>(`new Promise((resolve) => {
    let from = 0;
    document.querySelector(${JSON.stringify(control)}).addEventListener('click', () => { from = performance.now(); }, { capture: true });
    new MutationObserver((_records, observer) => {
      if (from === 0 || document.querySelectorAll(${JSON.stringify(selector)}).length < ${count}) return;
      observer.disconnect();
      requestAnimationFrame(() => resolve(performance.now() - from));
    }).observe(document.documentElement, { childList: true, subtree: true });
  })`);
  await page.locator(control).click();
  return measured;
}

export const focusedText = (page: Page): Promise<string> =>
  page.evaluate(`document.activeElement === null ? '' : document.activeElement.textContent.trim()`);
export const focusedDate = (page: Page): Promise<string> =>
  page.evaluate(`document.activeElement?.closest('[data-date]')?.dataset.date ?? ''`);
export const focusedName = (page: Page): Promise<string> =>
  page.evaluate(`document.activeElement?.getAttribute('name') ?? ''`);
