import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { sql } from 'kysely';
import { readMe, saveDisplay, signIn, signOut, changePassword } from '#domain/contract/session.ts';
import type { Me } from '#domain/contract/session.ts';
import { PASSWORD, XSS_NAME } from '../testkit/house.ts';
import { startTestPortal } from '../testkit/portal.ts';
import type { TestPortal } from '../testkit/portal.ts';

let portal: TestPortal;
before(async () => {
  portal = await startTestPortal();
});
after(() => portal.stop());
beforeEach(() => portal.records.deleteFrom('login_failures').execute());

const attempt = (body: object) => portal.client().call(signIn, { body });
const good = { tenant: 'demo', loginId: 'employee', password: PASSWORD };

test('signing in gives a session cookie that no script can read, and who is signed in', async () => {
  const answer = await attempt(good);
  assert.equal(answer.status, 200);
  const me: Me = answer.json;
  assert.equal(me.name, XSS_NAME);
  assert.equal(me.hasOwnMonth, true);
  assert.equal(me.isApprover, false);
  assert.equal(me.mayDownload, false);
  const [session, device] = answer.headers.getSetCookie();
  assert.match(session ?? '', /^kinmu=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax$/);
  assert.match(device ?? '', /^kinmu-browser=[\w-]{43}; Max-Age=34560000; Path=\/; HttpOnly; SameSite=Lax$/);
  assert.equal(answer.headers.get('cache-control'), 'no-store');
});

test('language and theme belong to the person: kept over sign-ins, and nobody else’s', async () => {
  const displayOf = (me: Me): Me['display'] => me.display;
  const browser = await portal.signedIn('employee');
  assert.deepEqual(displayOf((await browser.call(readMe)).json), { language: null, theme: 'auto' });
  const display = { language: 'en', theme: 'dark' };
  assert.equal((await browser.call(saveDisplay, { body: display })).status, 200);
  assert.deepEqual(displayOf((await attempt(good)).json), display);
  const colleague = await portal.signedIn('colleague');
  assert.deepEqual(displayOf((await colleague.call(readMe)).json), { language: null, theme: 'auto' });
  assert.equal((await browser.call(saveDisplay, { body: { ...display, language: 'fr' } })).status, 400);
});

test('the built-in admin has no own month and may download', async () => {
  const browser = await portal.signedIn('admin');
  const me: Me = (await browser.call(readMe)).json;
  assert.deepEqual([me.isTenantAdmin, me.hasOwnMonth, me.mayDownload, me.loginId], [true, false, true, 'admin']);
});

test('an id is found whatever its case; a person of another tenant is not', async () => {
  assert.equal((await attempt({ ...good, loginId: 'EMPLOYEE' })).status, 200);
  assert.equal((await attempt({ ...good, tenant: 'nobody' })).status, 401);
  assert.equal((await attempt({ ...good, loginId: 'admin', password: portal.otherHouse.adminPassword })).status, 401);
});

test('unknown tenant, unknown id, wrong password and locked account get the same answer', async () => {
  const locked = { ...good, loginId: 'colleague' };
  for (let failure = 0; failure < 5; failure += 1) await attempt({ ...locked, password: 'wrong' });
  const answers = await Promise.all(
    [{ ...good, tenant: 'nobody' }, { ...good, loginId: 'nobody' }, { ...good, password: 'wrong' }, locked].map(
      attempt,
    ),
  );
  const shapes = answers.map((answer) => {
    const headers = [...answer.headers.keys()].filter((name) => name !== 'date').sort();
    const body = answer.text.replace(/"requestId":"[^"]+"/, '"requestId":""');
    return JSON.stringify([answer.status, headers, body, answer.text.length]);
  });
  assert.equal(new Set(shapes).size, 1, shapes.join('\n'));
  assert.equal(answers[0]?.code, 'sign_in_failed');
});

test('five failures lock, also when they come at once; the lock ends after 15 minutes', async () => {
  const wrong = { ...good, password: 'wrong' };
  await Promise.all(Array.from({ length: 12 }, () => attempt(wrong)));
  const { rows } = await sql<{ failures: number }>`SELECT count(*) AS failures FROM login_failures`.execute(
    portal.records,
  );
  assert.equal(rows[0]?.failures, 5);
  assert.equal((await attempt(good)).status, 401);
  await sql`UPDATE login_failures SET failed_at = failed_at - interval '15 minutes'`.execute(portal.records);
  assert.equal((await attempt(good)).status, 200);
  assert.deepEqual(await portal.records.selectFrom('login_failures').selectAll().execute(), []);
});

test('four failures and a success begin the count anew', async () => {
  const wrong = { ...good, password: 'wrong' };
  for (let round = 0; round < 2; round += 1) {
    for (let failure = 0; failure < 4; failure += 1) await attempt(wrong);
    assert.equal((await attempt(good)).status, 200);
  }
});

test('each sign-in has a new token and ends the session that the browser still held', async () => {
  const browser = await portal.signedIn('employee');
  const first = browser.cookie;
  await browser.call(signIn, { body: good });
  assert.notEqual(browser.cookie, first);
  const old = portal.client();
  old.cookie = first;
  assert.equal((await old.call(readMe)).status, 401);
});

test('a session ends on the request after signing out', async () => {
  const browser = await portal.signedIn('employee');
  const { cookie } = browser;
  const answer = await browser.call(signOut);
  assert.equal(answer.status, 200);
  assert.match(answer.headers.get('clear-site-data') ?? '', /"storage"/);
  assert.notEqual(browser.browserCookie, undefined, 'the device cookie stays');
  assert.equal(browser.cookie, undefined);
  browser.cookie = cookie;
  assert.equal((await browser.call(readMe)).code, 'not_signed_in');
});

test('a session ends after 30 idle minutes and after 12 hours, by the clock of the database', async () => {
  for (const [column, age, status] of [
    ['last_seen_at', '29 minutes', 200],
    ['last_seen_at', '30 minutes', 401],
    ['created_at', '12 hours', 401],
  ] as const) {
    const browser = await portal.signedIn('employee');
    await sql`UPDATE sessions SET ${sql.ref(column)} = now() - ${age}::interval`.execute(portal.records);
    assert.equal((await browser.call(readMe)).status, status, `${column} ${age}`);
  }
});

test('a request keeps the session awake', async () => {
  const browser = await portal.signedIn('employee');
  await sql`UPDATE sessions SET last_seen_at = now() - interval '20 minutes'`.execute(portal.records);
  await browser.call(readMe);
  await sql`UPDATE sessions SET last_seen_at = last_seen_at - interval '20 minutes'`.execute(portal.records);
  assert.equal((await browser.call(readMe)).status, 200);
});

test('what a page asks by itself while nobody is there keeps no session awake', async () => {
  const browser = await portal.signedIn('employee');
  const age = () => sql`UPDATE sessions SET last_seen_at = now() - interval '20 minutes'`.execute(portal.records);
  await age();
  assert.equal((await browser.call(readMe, { headers: { 'x-kinmu-unattended': '1' } })).status, 200);
  const seen = await sql<{ idle: boolean }>`
    SELECT bool_and(last_seen_at < now() - interval '19 minutes') AS idle FROM sessions`.execute(portal.records);
  assert.equal(seen.rows[0]?.idle, true);
  await browser.call(readMe);
  const touched = await sql<{ idle: boolean }>`
    SELECT bool_and(last_seen_at < now() - interval '19 minutes') AS idle FROM sessions`.execute(portal.records);
  assert.equal(touched.rows[0]?.idle, false);
});

test('a right that is taken away is gone on the next request', async () => {
  const browser = await portal.signedIn('approver');
  assert.equal(((await browser.call(readMe)).json as Me).isApprover, true);
  const rows = await portal.records
    .deleteFrom('group_approvers')
    .where('person_id', '=', portal.house.people.approver)
    .returningAll()
    .execute();
  assert.equal(((await browser.call(readMe)).json as Me).isApprover, false);
  await portal.records.insertInto('group_approvers').values(rows).execute();
});

test('changing the password ends the other sessions and leaves this one', async () => {
  const [here, elsewhere] = [await portal.signedIn('colleague'), await portal.signedIn('colleague')];
  const next = 'Another-word-2';
  const wrong = await here.call(changePassword, { body: { currentPassword: 'nope', newPassword: next } });
  assert.equal(wrong.status, 400);
  assert.match(wrong.text, /body\.currentPassword/);
  for (const weak of ['onlyletters', 'colleague-1', PASSWORD]) {
    const answer = await here.call(changePassword, { body: { currentPassword: PASSWORD, newPassword: weak } });
    assert.match(answer.text, /body\.newPassword/, weak);
  }
  assert.equal(
    (await here.call(changePassword, { body: { currentPassword: PASSWORD, newPassword: next } })).status,
    200,
  );
  assert.equal((await here.call(readMe)).status, 200);
  assert.equal((await elsewhere.call(readMe)).status, 401);
  assert.equal((await attempt({ ...good, loginId: 'colleague' })).status, 401);
  assert.equal((await attempt({ ...good, loginId: 'colleague', password: next })).status, 200);
});

test('the table holds neither token nor password; an old hash is renewed at the next sign-in', async () => {
  const browser = await portal.signedIn('senior');
  const token = Buffer.from(browser.cookie?.split('=')[1] ?? '', 'base64url');
  const sessions = await portal.records.selectFrom('sessions').select('token_hash').execute();
  assert.ok(sessions.every((row) => row.token_hash.length === 32 && !row.token_hash.equals(token)));
  const ofSenior = (): Promise<{ password_hash: string | null }> =>
    portal.records
      .selectFrom('people')
      .select('password_hash')
      .where('person_id', '=', portal.house.people.senior)
      .executeTakeFirstOrThrow();
  assert.match((await ofSenior()).password_hash ?? '', /^\$argon2id\$v=19\$m=47104,t=1,p=1\$/);
  const { hash } = await import('@node-rs/argon2');
  const old = await hash(PASSWORD, {
    memoryCost: 19_456,
    timeCost: 2,
    parallelism: 1,
    secret: portal.deps.secrets.passwordPepper,
  });
  await portal.records
    .updateTable('people')
    .set({ password_hash: old })
    .where('person_id', '=', portal.house.people.senior)
    .execute();
  await portal.signedIn('senior');
  assert.match((await ofSenior()).password_hash ?? '', /^\$argon2id\$v=19\$m=47104,t=1,p=1\$/);
});

test('every outcome of a sign-in is in the audit, which cannot be changed', async () => {
  await attempt({ ...good, password: 'wrong' });
  await attempt({ ...good, loginId: 'nobody' });
  const rows = await portal.records
    .selectFrom('audit_entries')
    .select(['action', 'detail'])
    .orderBy('audit_id', 'desc')
    .limit(2)
    .execute();
  assert.deepEqual(
    rows.map((row) => row.detail),
    [{ reason: 'unknown' }, { reason: 'password' }],
  );
  for (let failures = 0; failures < 6; failures += 1)
    await attempt({ ...good, loginId: 'colleague', password: 'wrong' });
  await portal.records.deleteFrom('login_failures').execute();
  const last = await portal.records
    .selectFrom('audit_entries')
    .select('detail')
    .orderBy('audit_id', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow();
  assert.deepEqual(last.detail, { reason: 'locked' });
  await assert.rejects(portal.records.deleteFrom('audit_entries').execute(), /only ever added/);
  await assert.rejects(portal.records.updateTable('audit_entries').set({ action: 'x' }).execute(), /only ever added/);
});
