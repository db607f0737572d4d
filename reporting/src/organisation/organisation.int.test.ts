import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { readMe, signIn } from '#domain/contract/session.ts';
import { waitFor } from '#platform/testkit/index.ts';
import { publishRosterFacts } from '#sql/roster-facts.ts';
import { rosterFactsOf } from '../testkit/facts.ts';
import { startTestPortal } from '../testkit/portal.ts';
import type { TestPortal } from '../testkit/portal.ts';
import { createAdmin, createTenant } from './create-tenant.ts';

let portal: TestPortal;
before(async () => {
  portal = await startTestPortal();
});
after(() => portal.stop());

test('a new tenant has an admin who signs in with the password that was shown once', async () => {
  const tenantId = await createTenant(portal.records, { code: 'new', name: '新会社' });
  const { loginId, password } = await createAdmin(portal.records, tenantId, portal.deps.secrets.passwordPepper);
  const answer = await portal.client().call(signIn, { body: { tenant: 'new', loginId, password } });
  assert.equal(answer.status, 200, answer.text);
  assert.ok(!JSON.stringify(await portal.records.selectFrom('people').selectAll().execute()).includes(password));
});

test('making the admin again gives a new password and ends its sessions', async () => {
  const { tenantId, adminPassword } = portal.house;
  const browser = await portal.signedIn('admin');
  const again = await createAdmin(portal.records, tenantId, portal.deps.secrets.passwordPepper);
  assert.equal((await browser.call(readMe)).status, 401);
  const body = { tenant: 'demo', loginId: 'admin' };
  assert.equal((await portal.client().call(signIn, { body: { ...body, password: adminPassword } })).status, 401);
  assert.equal((await portal.client().call(signIn, { body: { ...body, password: again.password } })).status, 200);
});

test('a zone that does not exist and a code that is taken make no tenant', async () => {
  await assert.rejects(createTenant(portal.records, { code: 'x', name: 'x', zone: 'Asia/Nowhere' }), RangeError);
  await assert.rejects(createTenant(portal.records, { code: 'demo', name: 'x' }), /unique/);
});

test('a change of the roster is published whole with a higher version, and not at all when it is rolled back', async () => {
  const { tenantId, people, groups, patternId } = portal.house;
  const ofEmployee = async () =>
    (await rosterFactsOf(portal.jsm, tenantId)).filter((fact) => fact.personId === people.employee);
  const move = (effective_from: string, fails: boolean): Promise<void> =>
    portal.records.transaction().execute(async (trx) => {
      const to = {
        tenant_id: tenantId,
        person_id: people.employee,
        group_id: groups.DEV,
        pattern_id: patternId,
        effective_from,
      };
      await trx.insertInto('assignments').values(to).execute();
      await publishRosterFacts(trx, tenantId, [people.employee]);
      if (fails) throw new Error('rolled back');
    });
  await assert.rejects(move('2026-04-01', true), /rolled back/);
  await move('2026-05-01', false);
  const latest = await waitFor(async () => (await ofEmployee()).find((fact) => fact.version === 2));
  assert.deepEqual(
    latest.assignments.map((each) => [each.from, each.groupId]),
    [
      ['2026-01-01', groups.SALES1],
      ['2026-05-01', groups.DEV],
    ],
  );
  assert.deepEqual(latest.assignments[0]?.pattern.breaks, [{ startClock: 720, endClock: 780 }]);
  assert.deepEqual(
    (await ofEmployee()).map((fact) => fact.version),
    [1, 2],
  );
});
