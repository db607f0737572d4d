import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readDay } from '#domain/contract/months.ts';
import { readToday } from '#domain/contract/operations.ts';
import type { DayState } from '#domain/contract/computed-day.ts';
import type { WorkOperation } from '#domain/contract/work-rules.ts';
import { openSignedIn, PHONE } from '../kit/browser.ts';
import { PEOPLE, type Shared } from '../kit/company.ts';

/** Two presses that follow the state in which the sample company has left this person, and the state after them. */
const NEXT: Readonly<Record<DayState, readonly [WorkOperation, WorkOperation, DayState]>> = {
  notStarted: ['start', 'break', 'onBreak'],
  ended: ['start', 'break', 'onBreak'],
  autoEnded: ['start', 'break', 'onBreak'],
  working: ['break', 'resume', 'working'],
  onBreak: ['resume', 'break', 'onBreak'],
};

/**
 * One evaluation that waits by itself: a question asked again and again would be an eval, which the page's policy forbids. The worker first keeps every
 * file of the shell, beside all else that the two cores do. What it gives says how far the worker is, when the page is not given to it in time.
 */
const HOW_KEPT = `new Promise((resolve) => {
  const isControlled = () => navigator.serviceWorker.controller !== null;
  const stateOf = ({ installing, waiting, active }) => [installing, waiting, active].map((worker) => worker?.state ?? '-').join(' ');
  const tell = () =>
    isControlled() ? resolve('kept') : navigator.serviceWorker.getRegistrations().then((all) => resolve('not kept: ' + all.map(stateOf).join(', ')));
  navigator.serviceWorker.addEventListener('controllerchange', tell, { once: true });
  setTimeout(tell, 60_000);
  if (isControlled()) tell();
})`;

export function offlinePresses(shared: Shared): void {
  test('a press without a connection is kept over a reload, shown as waiting, and recorded once when it is back', async () => {
    const { company } = shared;
    const client = await company.client(PEOPLE.onTheWay);
    const before = await client.call(readToday);
    const [first, second, state] = NEXT[before.dayState];
    const { browser, product, signIns } = company;
    const window = await openSignedIn(browser, product.portalUrl, signIns, PEOPLE.onTheWay, PHONE, 'allow');
    const { page, context } = window;
    await page.getByTestId(`operation-${first}`).waitFor();
    assert.equal(await page.evaluate(HOW_KEPT), 'kept');

    await context.setOffline(true);
    await page.getByTestId(`operation-${first}`).click();
    await page.getByTestId('waiting-press').waitFor();
    await page.reload();
    await page.getByTestId('offline').waitFor();
    assert.equal(await page.getByTestId('waiting-press').count(), 1, 'the press outlives the reload');
    await page.getByTestId(`operation-${second}`).click();
    await page.getByTestId('waiting-press').nth(1).waitFor();
    assert.equal((await client.call(readToday)).workVersion, before.workVersion);

    await context.setOffline(false);
    // The page also looks by itself, every ten seconds.
    await page
      .getByTestId('try-now')
      .click({ timeout: 2_000 })
      .catch(() => undefined);
    await page.locator(`[data-testid="today-state"][data-state="${state}"]`).waitFor();
    await page.getByTestId('waiting-presses').waitFor({ state: 'detached' });
    await page.reload();
    await page.locator(`[data-testid="today-state"][data-state="${state}"]`).waitFor();
    const { workDate, workVersion } = await client.call(readToday);
    assert.equal(workVersion, before.workVersion + 2, 'each press is there once');
    const { operations } = await client.call(readDay, { params: { personId: 'me', workDate } });
    assert.deepEqual(
      operations.slice(-2).map(({ kind }) => kind),
      [first, second],
    );
    const faults = window.faults.filter((fault) => !fault.includes('ERR_INTERNET_DISCONNECTED'));
    assert.deepEqual(faults, []);
    await window.close();
  });
}
