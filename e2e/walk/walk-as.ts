import type { Page } from 'playwright-core';
import type { Window } from '../kit/browser.ts';
import { STOPS, type Places, type Role, type Stop } from './stops.ts';

const NOT_FOUND = 'ページが見つかりません';

/** Opens each page of the portal as a role. A page that is not this role's says so, without asking the server for anything. Answers what went wrong. */
export async function walkAs(
  window: Window,
  role: Role,
  places: Places,
  stops = Object.entries(STOPS),
): Promise<string[]> {
  const wrong: string[] = [];
  for (const [name, stop] of stops) {
    // The own month of the built-in account is no page of its own: the portal refuses the data, and a test of rights holds that.
    if (role === 'admin' && ['month', 'monthReport', 'day'].includes(name)) continue;
    const seen = window.faults.length;
    const problem = await openStop(window.page, stop, stop.for.includes(role), places).catch((error: unknown) =>
      error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error),
    );
    if (problem !== undefined) wrong.push(`${role} at ${name}: ${problem}`);
    const isRefusal = stop.refusal !== undefined && !stop.for.includes(role);
    const faults = isRefusal ? [] : window.faults.slice(seen);
    wrong.push(...faults.map((fault) => `${role} at ${name}: ${fault}`));
  }
  return wrong;
}

async function openStop(page: Page, stop: Stop, isOwn: boolean, places: Places): Promise<string | undefined> {
  await page.goto(stop.path(places));
  // Home of those who have none is their first page.
  if (stop === STOPS.home && !isOwn) return undefined;
  if (!isOwn && stop.refusal !== undefined) {
    await page.locator(stop.refusal).waitFor();
    return undefined;
  }
  const heading = page.locator('h1').first();
  await heading.waitFor();
  const isRefused = (await heading.innerText()) === NOT_FOUND;
  if (isRefused !== (!isOwn || stop === STOPS.notFound)) return isRefused ? 'is refused' : 'is open';
  if (isRefused) return undefined;
  // A sheet of A4 is not shown on a phone.
  const isWide = (page.viewportSize()?.width ?? 0) > 820;
  await page
    .locator((isWide ? stop.isDrawn : undefined) ?? 'main h1')
    .first()
    .waitFor();
  if ((await page.getByTestId('load-error').count()) > 0) return 'did not load';
  const overflow = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
  return Number(overflow) > 0 ? `overflows by ${String(overflow)} px` : undefined;
}
