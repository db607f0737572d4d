import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
  SECURITY_PROFILES,
  endSessionsOfPerson,
  readSecuritySettings,
  switchBuiltInAdmin,
  writeSecuritySettings,
} from '#domain/contract/security.ts';
import {
  changePassword,
  endOtherSessions,
  endSession,
  listSessions,
  readMe,
  signIn,
} from '#domain/contract/session.ts';
import type { OwnSession } from '#domain/contract/session.ts';
import { checkPassword } from '#domain/security/check-password.ts';
import { TOP_PASSWORDS } from '../credentials/top-passwords.ts';
import { PASSWORD } from '../testkit/house.ts';
import { startTestPortal } from '../testkit/portal.ts';
import type { TestPortal } from '../testkit/portal.ts';
import { unlockAdministrator } from './unlock/unlock-administrator.ts';

let portal: TestPortal;
before(async () => {
  portal = await startTestPortal();
});
after(() => portal.stop());

const { guide, nist } = SECURITY_PROFILES;
const lastAudit = (action: string) =>
  portal.records
    .selectFrom('audit_entries')
    .select(['actor_id', 'subject_id', 'detail'])
    .where('action', '=', action)
    .orderBy('audit_id', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow();

const versionNow = async (): Promise<number> => {
  const browser = await portal.signedIn('administrator');
  const { version }: { version: number } = (await browser.call(readSecuritySettings)).json;
  return version;
};

test('a tenant begins with the guide’s profile; an administrator changes it in one request, and the audit has both', async () => {
  const browser = await portal.signedIn('administrator');
  const isBuiltInAdminOff = false;
  assert.deepEqual((await browser.call(readSecuritySettings)).json, { settings: guide, version: 0, isBuiltInAdminOff });
  const written = await browser.call(writeSecuritySettings, { body: { settings: nist, version: 0 } });
  assert.deepEqual(written.json, { settings: nist, version: 1, isBuiltInAdminOff });
  assert.deepEqual((await browser.call(readSecuritySettings)).json, written.json);
  const row = await lastAudit('security-settings.changed');
  const detail = row.detail as { before: string; after: string };
  assert.deepEqual([JSON.parse(detail.before), JSON.parse(detail.after)], [guide, nist]);
  assert.equal(row.actor_id, portal.house.people.administrator);
  const other = await portal.signedIn('admin', portal.otherHouse);
  const untouched = { settings: guide, version: 0, isBuiltInAdminOff };
  assert.deepEqual((await other.call(readSecuritySettings)).json, untouched);
  await browser.call(writeSecuritySettings, { body: { settings: guide, version: 1 } });
});

test('of two administrators who saw the same rules the slower is told, and nothing of the faster is lost', async () => {
  const [one, two] = [await portal.signedIn('administrator'), await portal.signedIn('admin')];
  const version = await versionNow();
  const answers = await Promise.all(
    [one, two].map((browser) => browser.call(writeSecuritySettings, { body: { settings: nist, version } })),
  );
  assert.deepEqual(answers.map((answer) => answer.status).sort(), [200, 409]);
  const late = answers.find((answer) => answer.status === 409);
  assert.equal((late?.json as { error: { code: string } } | undefined)?.error.code, 'settings_changed');
  assert.equal(await versionNow(), version + 1);
  await one.call(writeSecuritySettings, { body: { settings: guide, version: version + 1 } });
});

const adminHash = () =>
  portal.records
    .selectFrom('people')
    .select(['person_id', 'password_hash'])
    .where('tenant_id', '=', portal.house.tenantId)
    .where('is_tenant_admin', '=', true)
    .executeTakeFirstOrThrow();

test('a named administrator switches the built-in admin off: its session and its sign-in end; the console brings it back', async () => {
  const [named, admin, employee] = [
    await portal.signedIn('administrator'),
    await portal.signedIn('admin'),
    await portal.signedIn('siblingApprover'),
  ];
  const before = await adminHash();
  const off = { body: { isOff: true } };
  assert.equal((await admin.call(switchBuiltInAdmin, off)).status, 404);
  assert.equal((await employee.call(switchBuiltInAdmin, off)).status, 404);
  assert.equal((await named.call(switchBuiltInAdmin, off)).status, 200);
  assert.equal((await admin.call(readMe)).status, 401);
  const body = { tenant: 'demo', loginId: 'admin', password: portal.house.adminPassword };
  const refused = await portal.client().call(signIn, { body });
  const unknown = await portal.client().call(signIn, { body: { ...body, loginId: 'nobody' } });
  assert.equal(refused.status, 401);
  assert.equal((refused.json as { error: { code: string } }).error.code, 'sign_in_failed');
  assert.equal(refused.text.length, unknown.text.length);
  const unlocked = await unlockAdministrator(portal.records, portal.deps.secrets.passwordPepper, 'demo', 'admin');
  const back = await portal.client().call(signIn, { body: { ...body, password: unlocked?.password } });
  assert.equal(back.status, 200);
  const { isBuiltInAdminOff }: { isBuiltInAdminOff: boolean } = (await named.call(readSecuritySettings)).json;
  assert.equal(isBuiltInAdminOff, false);
  await portal.records
    .updateTable('people')
    .set({ password_hash: before.password_hash, one_time_hash: null, one_time_until: null, one_time_used_at: null })
    .where('person_id', '=', before.person_id)
    .execute();
});

test('what contradicts itself or lies outside the bounds is refused with its place', async () => {
  const browser = await portal.signedIn('administrator');
  const { password, lock } = guide;
  const noLetters = { ...password.kinds, upper: 'forbidden', lower: 'forbidden', symbol: 'forbidden' };
  for (const [body, place] of [
    [{ lock, password: { ...password, minLength: 7 } }, 'body.settings.password.minLength'],
    [{ lock, password: { ...password, minLength: 65 } }, 'body.settings.password.minLength'],
    [{ lock, password: { ...password, generations: 25 } }, 'body.settings.password.generations'],
    [{ lock, password: { ...password, kinds: noLetters } }, 'body.settings.password.minKinds'],
    [{ lock, password: { ...password, validDays: 1, minAgeDays: 1 } }, 'body.settings.password.minAgeDays'],
    [{ password, lock: { ...lock, failures: 101 } }, 'body.settings.lock.failures'],
    [{ password, lock: { ...lock, lockMinutes: 0 } }, 'body.settings.lock.lockMinutes'],
    [{ password, lock: { ...lock, isAdministrator: true } }, 'body.settings.lock'],
  ] as const) {
    const answer = await browser.call(writeSecuritySettings, { body: { settings: body, version: 0 } });
    assert.equal(answer.status, 400);
    assert.ok(answer.text.includes(`"path":"${place}"`), answer.text);
  }
});

test('the policy of the tenant judges a change, with every problem at once', async () => {
  const [administrator, browser] = [await portal.signedIn('administrator'), await portal.signedIn('colleague')];
  const password = { ...guide.password, minLength: 20, minKinds: 4 };
  const version = await versionNow();
  await administrator.call(writeSecuritySettings, { body: { settings: { ...guide, password }, version } });
  const answer = await browser.call(changePassword, {
    body: { currentPassword: PASSWORD, newPassword: 'colleague1' },
  });
  assert.deepEqual((answer.json as { error: { places: unknown } }).error.places, [
    { path: 'body.newPassword', message: 'too_short' },
    { path: 'body.newPassword', message: 'too_few_kinds' },
    { path: 'body.newPassword', message: 'holds_own_id' },
    { path: 'body.newPassword', message: 'holds_own_name' },
  ]);
  await administrator.call(writeSecuritySettings, { body: { settings: guide, version: version + 1 } });
});

test('a leaked password that no rule catches is refused by the list of the server', async () => {
  const browser = await portal.signedIn('colleague');
  const owner = { loginId: 'colleague', name: 'colleague 太郎' };
  const newPassword = [...TOP_PASSWORDS].find((each) => checkPassword(each, guide.password, owner).length === 0);
  assert.ok(newPassword !== undefined);
  const answer = await browser.call(changePassword, { body: { currentPassword: PASSWORD, newPassword } });
  assert.deepEqual((answer.json as { error: { places: unknown } }).error.places, [
    { path: 'body.newPassword', message: 'common' },
  ]);
});

test('the own sessions are listed and ended one by one, from the next request on', async () => {
  const [here, there] = [await portal.signedIn('employee'), portal.client()];
  await there.call(signIn, {
    body: { tenant: 'demo', loginId: 'employee', password: PASSWORD },
    headers: { 'user-agent': 'Mozilla/5.0 (Windows NT 10.0) Gecko/20100101 Firefox/140.0' },
  });
  const { sessions }: { sessions: OwnSession[] } = (await here.call(listSessions)).json;
  assert.deepEqual(sessions.map((session) => [session.isThis, session.clientName]).sort(), [
    [false, 'Firefox / Windows'],
    [true, ''],
  ]);
  const sessionId = sessions.find((session) => !session.isThis)?.sessionId ?? '';
  const stranger = await portal.signedIn('colleague');
  assert.equal((await stranger.call(endSession, { params: { sessionId } })).status, 404);
  assert.equal((await there.call(readMe)).status, 200);
  assert.equal((await here.call(endSession, { params: { sessionId } })).status, 200);
  assert.equal((await there.call(readMe)).status, 401);
  assert.equal((await here.call(endSession, { params: { sessionId } })).status, 404);
});

test('all other own sessions end at once, this one stays; nobody else’s do', async () => {
  const [here, there, colleague] = await Promise.all([
    portal.signedIn('employee'),
    portal.signedIn('employee'),
    portal.signedIn('colleague'),
  ]);
  const { ended }: { ended: number } = (await here.call(endOtherSessions)).json;
  assert.ok(ended >= 1);
  assert.deepEqual(
    [(await here.call(readMe)).status, (await there.call(readMe)).status, (await colleague.call(readMe)).status],
    [200, 401, 200],
  );
});

test('an administrator ends every session of a person of the own tenant', async () => {
  const [administrator, there] = [await portal.signedIn('administrator'), await portal.signedIn('employee')];
  const params = { personId: portal.house.people.employee };
  const foreign = { personId: portal.otherHouse.people.employee };
  assert.equal((await administrator.call(endSessionsOfPerson, { params: foreign })).status, 404);
  assert.equal((await administrator.call(endSessionsOfPerson, { params })).status, 200);
  assert.equal((await there.call(readMe)).status, 401);
  assert.equal((await lastAudit('session.ended-by-administrator')).subject_id, params.personId);
});

test('the server’s console unlocks administrators, nobody else, and the trace says so', async () => {
  const unlock = (loginId: string) =>
    unlockAdministrator(portal.records, portal.deps.secrets.passwordPepper, 'demo', loginId);
  assert.equal(await unlock('employee'), undefined);
  assert.equal(await unlock('nobody'), undefined);
  // Locked for strangers first.
  for (let failures = 0; failures < 6; failures += 1)
    await portal.client().call(signIn, { body: { tenant: 'demo', loginId: 'admin', password: 'wrong' } });
  const unlocked = await unlock('ADMIN');
  const browser = portal.client();
  const body = { tenant: 'demo', loginId: 'admin', password: unlocked?.password };
  assert.equal((await browser.call(signIn, { body })).status, 200);
  assert.deepEqual((await lastAudit('password.one-time-made')).detail, { by: 'server console', isSwitchedOn: false });
});
