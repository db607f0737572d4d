import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Shared } from '../kit/company.ts';
import { LOGIN_OF, placesOf } from '../walk/sample-roles.ts';
import { STOPS } from '../walk/stops.ts';
import { walkAs } from '../walk/walk-as.ts';

/** A short pass: each page as one role that sees it. `npm run dev:walk` opens all of them as all roles, on a desk and on a phone. */
export function walkScreens(shared: Shared): void {
  test('every page of the router opens without a console error or a violation of the content security policy', async () => {
    const { company } = shared;
    const places = await placesOf(company);
    for (const role of ['seniorApprover', 'admin'] as const) {
      const own = Object.entries(STOPS).filter(
        ([, stop]) => stop.for.includes(role) && (role === 'seniorApprover' || !stop.for.includes('seniorApprover')),
      );
      const window = await company.window(LOGIN_OF[role]);
      assert.deepEqual(await walkAs(window, role, places, own), []);
      await window.close();
    }
  });
}
