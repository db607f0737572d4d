import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { sql } from 'kysely';
import { SECURITY_PROFILES } from '#domain/contract/security.ts';
import type { LockPolicy } from '#domain/contract/security.ts';
import { readMe, readSignInConditions, signIn } from '#domain/contract/session.ts';
import { setOneTimePasswords } from '../credentials/one-time-password.ts';
import { PASSWORD } from '../testkit/house.ts';
import { startTestPortal } from '../testkit/portal.ts';
import type { TestPortal } from '../testkit/portal.ts';
import { restorePassword } from '../testkit/restore-password.ts';
import type { Answer, Client } from '../testkit/client.ts';

// One address may fail a hundred times in a quarter of an hour: this file stays below.
let portal: TestPortal;
before(async () => {
  portal = await startTestPortal();
});
after(() => portal.stop());
beforeEach(async () => {
  await portal.records.deleteFrom('login_failures').execute();
  await portal.records.deleteFrom('known_browsers').execute();
  await portal.records.deleteFrom('tenant_security').execute();
});

const good = { tenant: 'demo', loginId: 'employee', password: PASSWORD };
const wrong = { ...good, password: 'wrong' };
const tryFrom = (browser: Client, body: object = good): Promise<Answer> => browser.call(signIn, { body });
async function fail(browser: Client, count: number): Promise<void> {
  for (let each = 0; each < count; each += 1) assert.equal((await tryFrom(browser, wrong)).status, 401);
}
const setLock = async (lock: Partial<LockPolicy>): Promise<void> => {
  const settings = { ...SECURITY_PROFILES.guide, lock: { ...SECURITY_PROFILES.guide.lock, ...lock } };
  const row = { tenant_id: portal.house.tenantId, settings: JSON.stringify(settings) };
  await portal.records.insertInto('tenant_security').values(row).execute();
};
/** Whoever had a session before knows the browser; only the device cookie is kept. */
async function knownBrowserOf(name: 'employee' | 'colleague'): Promise<Client> {
  const browser = await portal.signedIn(name);
  browser.cookie = undefined;
  return browser;
}
const pepper = (): Uint8Array => portal.deps.secrets.passwordPepper;

test('a stranger locks the account for strangers; the browser that signed in before still gets in', async () => {
  const victim = await knownBrowserOf('employee');
  await fail(portal.client(), 5);
  assert.equal((await tryFrom(portal.client())).status, 401, 'strangers are locked out, with the right password too');
  assert.equal((await tryFrom(victim)).status, 200);
  assert.equal(
    (await tryFrom(portal.client())).status,
    401,
    'the success of the known browser opens nothing for strangers',
  );
});

test('a known browser has its own five attempts, and its lock holds for nobody else', async () => {
  const known = await knownBrowserOf('employee');
  await fail(known, 5);
  assert.equal((await tryFrom(known)).status, 401);
  assert.equal((await tryFrom(portal.client())).status, 200);
});

test('a forged device cookie and that of another person are strangers', async () => {
  const forged = portal.client();
  forged.browserCookie = `kinmu-browser=${'A'.repeat(43)}`;
  const colleague = await knownBrowserOf('colleague');
  await fail(forged, 2);
  await fail(colleague, 3);
  assert.equal((await tryFrom(portal.client())).status, 401);
  assert.equal((await tryFrom(colleague, { ...good, loginId: 'colleague' })).status, 200);
});

test('a PC that two people share knows both; a planted cookie is replaced', async () => {
  const shared = await knownBrowserOf('employee');
  const token = shared.browserCookie;
  await tryFrom(shared, { ...good, loginId: 'colleague' });
  assert.equal(shared.browserCookie, token);
  await fail(portal.client(), 5);
  assert.equal((await tryFrom(shared)).status, 200);
  const planted = portal.client();
  planted.browserCookie = `kinmu-browser=${'B'.repeat(43)}`;
  await tryFrom(planted, { ...good, loginId: 'colleague' });
  assert.notEqual(planted.browserCookie, `kinmu-browser=${'B'.repeat(43)}`);
});

test('a lock 無期限 lasts until the reissue', async () => {
  await setLock({ failures: 2, lockMinutes: null });
  await fail(portal.client(), 2);
  await sql`UPDATE login_failures SET failed_at = failed_at - interval '400 days'`.execute(portal.records);
  assert.equal((await tryFrom(portal.client())).status, 401);
  const { tenantId, people } = portal.house;
  const { passwords } = await portal.records
    .transaction()
    .execute((trx) => setOneTimePasswords(trx, pepper(), tenantId, [people.employee]));
  const password = passwords.get(people.employee);
  assert.equal((await tryFrom(portal.client(), { ...good, password })).status, 200);
  await restorePassword(portal, 'employee');
});

test('with the lock off the hundred and first attempt is refused', async () => {
  await setLock({ isOn: false });
  const owner = { tenant_id: portal.house.tenantId, person_id: portal.house.people.employee, browser_id: null };
  const failures = Array.from({ length: 99 }, () => owner);
  await portal.records.insertInto('login_failures').values(failures).execute();
  await fail(portal.client(), 1);
  assert.equal((await tryFrom(portal.client())).status, 401);
  await portal.records.deleteFrom('login_failures').execute();
  await portal.records.insertInto('login_failures').values(failures).execute();
  assert.equal((await tryFrom(portal.client())).status, 200, 'the hundredth was still open');
});

test('a person is known by at most twenty browsers', async () => {
  for (let each = 0; each < 22; each += 1) await portal.signedIn('senior');
  const rows = await portal.records.selectFrom('known_browsers').select('browser_id').execute();
  assert.equal(rows.length, 20);
});

test('a password over plain HTTP is refused, and the page hears it before it shows a form', async () => {
  const headers = { 'x-forwarded-proto': 'http', 'x-forwarded-for': '192.0.2.1' };
  const answer = await portal.client().call(signIn, { body: good, headers });
  assert.equal(answer.status, 403);
  assert.equal(answer.code, 'plain_http_refused');
  assert.deepEqual((await portal.client().call(readSignInConditions, { headers })).json, {
    refusal: 'plain_http_refused',
  });
  assert.deepEqual((await portal.client().call(readSignInConditions)).json, { refusal: null });
});

test('unknown, wrong, locked, without login, suspended, one-time password used or over: one answer', async () => {
  const { tenantId, people } = portal.house;
  const { passwords } = await portal.records
    .transaction()
    .execute((trx) => setOneTimePasswords(trx, pepper(), tenantId, [people.approver, people.parentApprover]));
  const [used, over] = [passwords.get(people.approver), passwords.get(people.parentApprover)];
  await tryFrom(portal.client(), { ...good, loginId: 'approver', password: used });
  await sql`UPDATE people SET one_time_until = now() - interval '1 second' WHERE person_id = ${people.parentApprover}`.execute(
    portal.records,
  );
  const ofPerson = (name: 'senior' | 'siblingApprover') =>
    portal.records.updateTable('people').where('person_id', '=', people[name]);
  await ofPerson('senior').set({ password_hash: null }).execute();
  await ofPerson('siblingApprover').set({ status: 'suspended' }).execute();
  await fail(portal.client(), 5);
  const shapes = new Set<string>();
  for (const body of [
    { ...good, tenant: 'nowhere' },
    { ...good, loginId: 'nobody' },
    { ...wrong, loginId: 'colleague' },
    good,
    { ...good, loginId: 'senior' },
    { ...good, loginId: 'siblingApprover' },
    { ...good, loginId: 'approver', password: used },
    { ...good, loginId: 'parentApprover', password: over },
  ]) {
    const answer = await tryFrom(portal.client(), body);
    const headers = [...answer.headers.keys()].filter((name) => name !== 'date').sort();
    shapes.add(
      JSON.stringify([answer.status, headers, answer.text.replace(/"requestId":"[^"]+"/, ''), answer.text.length]),
    );
  }
  assert.equal(shapes.size, 1, [...shapes].join('\n'));
  await ofPerson('siblingApprover').set({ status: 'active' }).execute();
  for (const name of ['senior', 'approver', 'parentApprover'] as const) await restorePassword(portal, name);
});

test('who is suspended while signed in is out on the next request', async () => {
  const browser = await portal.signedIn('colleague');
  const ofColleague = portal.records.updateTable('people').where('person_id', '=', portal.house.people.colleague);
  await ofColleague.set({ status: 'suspended' }).execute();
  assert.equal((await browser.call(readMe)).status, 401);
  await ofColleague.set({ status: 'active' }).execute();
});
