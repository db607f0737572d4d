import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, afterEach, before, test } from 'node:test';
import { sql } from 'kysely';
import { API_ENDPOINTS } from '#domain/contract/api.ts';
import type { Endpoint } from '#domain/contract/endpoint.ts';
import { SECURITY_PROFILES, readPasswordRules } from '#domain/contract/security.ts';
import type { PasswordPolicy } from '#domain/contract/security.ts';
import { changePassword, readMe, requestPasswordReset, signIn } from '#domain/contract/session.ts';
import type { Me } from '#domain/contract/session.ts';
import { readToday } from '#domain/contract/operations.ts';
import { waitFor } from '#platform/testkit/index.ts';
import { hashPassword } from '#sql/password-hash.ts';
import { setOneTimePasswords } from '../credentials/one-time-password.ts';
import { PASSWORD } from '../testkit/house.ts';
import { startTestPortal } from '../testkit/portal.ts';
import type { TestPortal } from '../testkit/portal.ts';
import { restorePassword } from '../testkit/restore-password.ts';
import type { Answer, Client } from '../testkit/client.ts';

let portal: TestPortal;
before(async () => {
  portal = await startTestPortal();
});
after(() => portal.stop());
afterEach(async () => {
  await portal.records.deleteFrom('tenant_security').execute();
  await restorePassword(portal, 'employee');
});

const NEXT = 'Quite-new-9';
const tryWith = async (password: string, browser = portal.client()): Promise<[Answer, Client]> => [
  await browser.call(signIn, { body: { tenant: 'demo', loginId: 'employee', password } }),
  browser,
];
const change = (browser: Client, currentPassword: string, newPassword = NEXT, more: object = {}): Promise<Answer> =>
  browser.call(changePassword, { body: { currentPassword, newPassword, ...more } });
const meOf = async (browser: Client): Promise<Me> => (await browser.call(readMe)).json;
const ofEmployee = () => portal.records.updateTable('people').where('person_id', '=', portal.house.people.employee);
const setPolicy = async (changes: Partial<PasswordPolicy>): Promise<void> => {
  const { guide } = SECURITY_PROFILES;
  const settings = JSON.stringify({ ...guide, password: { ...guide.password, ...changes } });
  await portal.records.deleteFrom('tenant_security').execute();
  await portal.records.insertInto('tenant_security').values({ tenant_id: portal.house.tenantId, settings }).execute();
};
async function reissue(): Promise<string> {
  const { tenantId, people } = portal.house;
  const { passwords } = await portal.records
    .transaction()
    .execute((trx) => setOneTimePasswords(trx, portal.deps.secrets.passwordPepper, tenantId, [people.employee]));
  return passwords.get(people.employee) ?? '';
}

test('a reissue ends the sessions and the old password; the one-time password opens once', async () => {
  const before = await portal.signedIn('employee');
  const oneTime = await reissue();
  assert.equal((await before.call(readMe)).status, 401);
  assert.equal((await tryWith(PASSWORD))[0].status, 401);
  assert.equal((await tryWith(oneTime))[0].status, 200);
  assert.equal((await tryWith(oneTime))[0].code, 'sign_in_failed');
});

test('a one-time password is over after seven days', async () => {
  const oneTime = await reissue();
  await sql`UPDATE people SET one_time_until = one_time_until - interval '7 days' + interval '20 seconds'
    WHERE one_time_hash IS NOT NULL`.execute(portal.records);
  const browser = (await tryWith(oneTime))[1];
  assert.equal((await meOf(browser)).mustChangePassword, true);
  await sql`UPDATE people SET one_time_used_at = NULL, one_time_until = now() WHERE one_time_hash IS NOT NULL`.execute(
    portal.records,
  );
  assert.equal((await tryWith(oneTime))[0].status, 401);
});

test('whoever must change the password may do nothing else, on every endpoint', async () => {
  const browser = (await tryWith(await reissue()))[1];
  const me = await meOf(browser);
  assert.deepEqual([me.mustChangePassword, me.passwordNotice], [true, { reason: 'one_time', expiresAt: null }]);
  const closed = (API_ENDPOINTS as readonly Endpoint[]).filter(
    (endpoint) => endpoint.access === 'signedIn' && endpoint.duringForcedChange !== true,
  );
  for (const endpoint of closed) {
    const headers =
      endpoint.method === 'GET' || endpoint.rawBody === undefined ? {} : { 'content-type': 'application/octet-stream' };
    const params = Object.fromEntries([...endpoint.path.matchAll(/:(\w+)/g)].map(([, name]) => [name, randomUUID()]));
    const body = endpoint.method === 'GET' ? undefined : {};
    const answer = await browser.call(endpoint, { params, body, headers });
    assert.equal(answer.code, 'password_change_required', `${endpoint.name}: ${answer.text}`);
    assert.equal(answer.status, 403);
  }
  const open = (API_ENDPOINTS as readonly Endpoint[]).filter((endpoint) => endpoint.duringForcedChange === true);
  assert.deepEqual(open.map((endpoint) => endpoint.name).sort(), [
    'changePassword',
    'readMe',
    'readPasswordRules',
    'saveDisplay',
    'signOut',
  ]);
});

test('the forced change needs no minimum age, gives a new token, and opens the rest', async () => {
  const oneTime = await reissue();
  await ofEmployee()
    .set({ password_set_at: sql<Date>`now()` })
    .execute();
  const browser = (await tryWith(oneTime))[1];
  assert.match((await change(browser, oneTime, oneTime)).text, /used_before/);
  assert.match((await change(browser, oneTime, PASSWORD)).text, /used_before/, 'the password before the reissue');
  const token = browser.cookie;
  assert.equal((await change(browser, oneTime)).status, 200);
  assert.notEqual(browser.cookie, token);
  const thief = portal.client();
  thief.cookie = token;
  assert.equal((await thief.call(readMe)).status, 401);
  assert.equal((await browser.call(readToday)).status, 200);
  assert.deepEqual(await meOf(browser).then((me) => [me.mustChangePassword, me.passwordNotice]), [false, null]);
  assert.equal((await tryWith(oneTime))[0].status, 401);
  assert.equal((await tryWith(NEXT))[0].status, 200);
});

test('an expired password opens the way to a new one, also for a session that is open already', async () => {
  const browser = await portal.signedIn('employee');
  await ofEmployee()
    .set({ password_set_at: sql<Date>`now() - interval '90 days'` })
    .execute();
  assert.equal((await browser.call(readToday)).code, 'password_change_required');
  assert.equal((await meOf((await tryWith(PASSWORD))[1])).passwordNotice?.reason, 'expired');
  await setPolicy({ validDays: null });
  assert.equal((await browser.call(readToday)).status, 200);
});

test('no second change for a day, unless the password may have leaked', async () => {
  const browser = await portal.signedIn('employee');
  assert.equal((await change(browser, PASSWORD)).status, 200);
  const again = await change(browser, NEXT, 'Quite-other-8');
  assert.deepEqual([again.code, again.status], ['password_refused', 400]);
  assert.match(again.text, /changed_too_recently/);
  const rules: { mayChangeFrom: number } = (await browser.call(readPasswordRules)).json;
  assert.ok(Math.abs(rules.mayChangeFrom - Date.now() - 86_400_000) < 60_000);
  assert.equal((await change(browser, NEXT, 'Quite-other-8', { mayHaveLeaked: true })).status, 200);
});

test('24 generations do not come back, the 25th does, and the comparison costs less than a second', async () => {
  const owner = { tenant_id: portal.house.tenantId, person_id: portal.house.people.employee };
  const oldest = 24;
  for (let age = 1; age <= oldest; age += 1) {
    const password_hash = await hashPassword(`Former-word-${age}`, portal.deps.secrets.passwordPepper);
    const replaced_at = new Date(Date.now() - age * 86_400_000);
    await portal.records
      .insertInto('former_passwords')
      .values({ ...owner, password_hash, replaced_at })
      .execute();
  }
  const browser = await portal.signedIn('employee');
  assert.match((await change(browser, PASSWORD, PASSWORD)).text, /used_before/);
  // CPU time: what else a busy machine does is not counted.
  const began = process.cpuUsage();
  assert.match((await change(browser, PASSWORD, 'Former-word-23')).text, /used_before/);
  const { user, system } = process.cpuUsage(began);
  assert.ok(user + system < 1_000_000, `${user + system} µs`);
  assert.equal((await change(browser, PASSWORD, 'Former-word-24')).status, 200);
  const { count } = await portal.records
    .selectFrom('former_passwords')
    .select(sql<number>`count(*)`.as('count'))
    .where('person_id', '=', owner.person_id)
    .executeTakeFirstOrThrow();
  assert.equal(count, 24);
});

test('with no generations only the present password is refused', async () => {
  await setPolicy({ generations: 0, minAgeDays: null });
  const browser = await portal.signedIn('employee');
  assert.match((await change(browser, PASSWORD, PASSWORD)).text, /used_before/);
  await change(browser, PASSWORD);
  assert.equal((await change(browser, NEXT, PASSWORD)).status, 200);
});

for (const [name, changes] of [
  ['最小文字数', { minLength: 20 }],
  ['文字種別, a kind required', { kinds: { ...SECURITY_PROFILES.guide.password.kinds, symbol: 'forbidden' } }],
  ['文字種組み合わせ数', { minKinds: 4, kinds: { ...SECURITY_PROFILES.guide.password.kinds, upper: 'required' } }],
] as const) {
  test(`a tightened policy (${name}) only asks for a change, from the next sign-in on`, async () => {
    await ofEmployee()
      .set({ password_hash: await hashPassword('sesame-open-1', portal.deps.secrets.passwordPepper) })
      .execute();
    assert.equal((await meOf((await tryWith('sesame-open-1'))[1])).passwordNotice, null);
    await setPolicy(changes);
    const browser = (await tryWith('sesame-open-1'))[1];
    const me = await meOf(browser);
    assert.deepEqual([me.mustChangePassword, me.passwordNotice?.reason], [false, 'policy']);
    assert.equal((await browser.call(readToday)).status, 200);
  });
}

test('a reset mails a one-time password, leaves the old one, opens a locked account, and tells nobody anything', async () => {
  await ofEmployee().set({ mail: 'employee@example.jp' }).execute();
  const ask = (loginId: string): Promise<Answer> =>
    portal.client().call(requestPasswordReset, { body: { tenant: 'demo', loginId } });
  const answers = [await ask('nobody'), await ask('colleague'), await ask('employee')];
  assert.deepEqual(
    answers.map((answer) => [answer.status, answer.text]),
    Array(3).fill([200, '{"requested":true}']),
  );
  const mails = await portal.records
    .selectFrom('mail_outbox')
    .selectAll()
    .where('kind', '=', 'passwordReset')
    .execute();
  assert.deepEqual(
    mails.map((mail) => mail.person_id),
    [portal.house.people.employee],
  );
  assert.equal((await tryWith(PASSWORD))[0].status, 200);

  const owner = { tenant_id: portal.house.tenantId, person_id: portal.house.people.employee, browser_id: null };
  await portal.records
    .insertInto('login_failures')
    .values(Array.from({ length: 100 }, () => owner))
    .execute();
  assert.equal((await tryWith(PASSWORD))[0].status, 401);
  const [answer, browser] = await tryWith(await mailedPassword());
  assert.equal(answer.status, 200);
  assert.equal((await meOf(browser)).mustChangePassword, true);
});

/** The password in the one mail that has gone out. */
const mailedPassword = (): Promise<string> =>
  waitFor(async () => {
    const name = (await readdir(portal.mailDir)).find((each) => each.endsWith('.eml'));
    if (name === undefined) return undefined;
    const [, body = ''] = (await readFile(join(portal.mailDir, name), 'latin1')).split('\r\n\r\n');
    return /^パスワード : (.+)\r$/m.exec(Buffer.from(body, 'base64').toString('utf8'))?.[1];
  });

test('a person gets at most three resets a day', async () => {
  await ofEmployee().set({ mail: 'employee@example.jp' }).execute();
  for (let each = 0; each < 5; each += 1)
    await portal.client().call(requestPasswordReset, { body: { tenant: 'demo', loginId: 'employee' } });
  const rows = await portal.records.selectFrom('password_resets').selectAll().execute();
  assert.equal(rows.length, 3);
});

test('who has no login gets none by a reset', async () => {
  await ofEmployee().set({ mail: 'employee@example.jp', password_hash: null }).execute();
  await portal.client().call(requestPasswordReset, { body: { tenant: 'demo', loginId: 'employee' } });
  const row = await portal.records
    .selectFrom('people')
    .select('one_time_hash')
    .where('person_id', '=', portal.house.people.employee)
    .executeTakeFirstOrThrow();
  assert.equal(row.one_time_hash, null);
});
