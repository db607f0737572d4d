/**
 * `npm run dev:walk`: starts the sample company in a folder of its own and opens every page as every role, at 1280 and at 390 px. Prints what went wrong;
 * the exit code is 1 if anything did.
 */
import { actOnRosterUser, listRosterUsers, readRosterState } from '#domain/contract/roster.ts';
import { DESK, openWindow, PHONE } from '../kit/browser.ts';
import { startCompany, type Company } from '../kit/company.ts';
import { LOGIN_OF, placesOf } from './sample-roles.ts';
import { ROLES } from './stops.ts';
import { walkAs } from './walk-as.ts';

/** Somebody whom nothing else here needs. */
const SUSPENDED = 'U040';

/** 利用停止: the sign-in page says no, in the same words as for a wrong password. */
async function trySuspended(company: Company): Promise<string[]> {
  const admin = await company.client(LOGIN_OF.admin);
  const { users } = await admin.call(listRosterUsers, { query: { search: SUSPENDED } });
  const user = users.find((each) => each.loginId === SUSPENDED);
  if (user === undefined) return [`${SUSPENDED} is not in the roster`];
  const state = await admin.call(readRosterState);
  await admin.call(actOnRosterUser, {
    params: { personId: user.personId, deed: 'suspensions' },
    body: { rosterVersion: state.version },
  });
  const window = await openWindow(company.browser, company.product.portalUrl);
  const { page } = window;
  await page.goto('/');
  await page.getByLabel('企業ID').fill(company.signIns.tenant);
  await page.getByLabel('ユーザID').fill(SUSPENDED);
  await page.getByLabel('パスワード', { exact: true }).fill(company.signIns.password);
  await page.getByRole('button', { name: 'ログイン' }).click();
  await page.getByTestId('login-failure').waitFor();
  await window.close();
  return [];
}

const company = await startCompany();
const wrong: string[] = [];
try {
  const places = await placesOf(company);
  for (const role of ROLES) {
    for (const viewport of [DESK, PHONE]) {
      const window = await company.window(LOGIN_OF[role], viewport);
      const found = await walkAs(window, role, places);
      console.log(`${role} at ${viewport.width} px: ${found.length === 0 ? 'no fault' : `${found.length} faults`}`);
      wrong.push(...found.map((each) => `${viewport.width} px: ${each}`));
      await window.close();
    }
  }
  wrong.push(...(await trySuspended(company)));
} finally {
  await company.stop();
}
for (const each of wrong) console.error(each);
process.exitCode = wrong.length === 0 ? 0 : 1;
