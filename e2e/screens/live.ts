import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { waitFor } from '#platform/testkit/wait-for.ts';
import { PEOPLE, type Company, type Shared } from '../kit/company.ts';
import { minutesOfText } from './read-page.ts';

/** A minute closes, is sent, stored and computed; the page asks every 10 s. */
const MINUTE_LIMIT_MS = 75_000;
/** The simulated person rests in 15 of 100 minutes: four in a row are rarer than once in 2,000 runs. */
const ACTIVE_LIMIT_MS = MINUTE_LIMIT_MS + 180_000;

export interface LiveRun {
  readonly stampMs: number;
  readonly activeMs: number;
  readonly faults: readonly string[];
}

/** Looks at the own month of a person with a running PC and never reloads it. */
export async function watchLive(company: Company): Promise<LiveRun> {
  const window = await company.window(PEOPLE.employee);
  const stamp = (): Promise<string> => window.page.getByTestId('last-received').innerText();
  const active = async (): Promise<number> =>
    minutesOfText((await window.page.getByTestId('today-pcActive').innerText()).trim());
  await window.page.getByTestId('last-received').waitFor({ timeout: MINUTE_LIMIT_MS });
  await window.page.evaluate('window.wasNeverReloaded = true');
  const [firstStamp, firstActive] = [await stamp(), await active()];
  const since = performance.now();
  const timeOf = async (isMoved: () => Promise<boolean>, deadlineMs: number, what: string): Promise<number> => {
    await waitFor(isMoved, { deadlineMs, intervalMs: 250, what });
    return performance.now() - since;
  };
  const [stampMs, activeMs] = await Promise.all([
    timeOf(async () => (await stamp()) !== firstStamp, MINUTE_LIMIT_MS, 'a newer 最終受信'),
    timeOf(async () => (await active()) > firstActive, ACTIVE_LIMIT_MS, 'more PC minutes'),
  ]);
  assert.equal(await window.page.evaluate('window.wasNeverReloaded'), true);
  const { faults } = window;
  await window.close();
  return { stampMs, activeMs, faults };
}

export function liveScreens(shared: Shared & { live: Promise<LiveRun> }): void {
  describe('a person whose PC is running', () => {
    test('sees 最終受信 and the PC minutes advance without a reload', async (t) => {
      const { stampMs, activeMs, faults } = await shared.live;
      t.diagnostic(`最終受信 after ${Math.round(stampMs / 1000)} s, PC minutes after ${Math.round(activeMs / 1000)} s`);
      assert.deepEqual(faults, []);
    });
  });
}
