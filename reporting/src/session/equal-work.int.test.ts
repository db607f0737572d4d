import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { randomToken } from '#platform/random.ts';
import { hashPassword } from '#sql/password-hash.ts';
import { createHashQueue } from '../credentials/hash-queue.ts';
import { setOneTimePasswords } from '../credentials/one-time-password.ts';
import { Refusal } from '../http/refusal.ts';
import { PASSWORD } from '../testkit/house.ts';
import { startTestPortal } from '../testkit/portal.ts';
import type { TestPortal } from '../testkit/portal.ts';
import { signIn } from './sign-in.ts';

let portal: TestPortal;
before(async () => {
  portal = await startTestPortal();
});
after(() => portal.stop());

const ROUNDS = 15;
/** A slow hash is 10 ms of a core and more: whoever forgets it for one kind of failure is found. */
const MAX_SPREAD_MS = 5;

/** CPU time, the hash threads' too, and the least of each kind: what else a busy machine does is not counted. */
test('every kind of failed sign-in costs the same work', async (t) => {
  const { records, house } = portal;
  const pepper = portal.deps.secrets.passwordPepper;
  const dummyHash = await hashPassword(randomToken(32), pepper);
  const deps = { records, pepper, dummyHash, hashQueue: createHashQueue() };
  await records
    .transaction()
    .execute((trx) => setOneTimePasswords(trx, pepper, house.tenantId, [house.people.approver]));
  const { senior, colleague } = house.people;
  await records.updateTable('people').set({ password_hash: null }).where('person_id', '=', senior).execute();
  const failures = Array.from({ length: 100 }, () => ({
    tenant_id: house.tenantId,
    person_id: colleague,
    browser_id: null,
  }));
  await records.insertInto('login_failures').values(failures).execute();

  const kinds = {
    'unknown tenant': { tenant: 'nowhere', loginId: 'employee', password: 'wrong' },
    'unknown id': { tenant: 'demo', loginId: 'nobody', password: 'wrong' },
    'wrong password': { tenant: 'demo', loginId: 'employee', password: 'wrong' },
    'without login': { tenant: 'demo', loginId: 'senior', password: PASSWORD },
    'one-time password, wrong': { tenant: 'demo', loginId: 'approver', password: PASSWORD },
    locked: { tenant: 'demo', loginId: 'colleague', password: PASSWORD },
  };
  const rest = { isKnown: false, oldToken: undefined, browserToken: undefined, clientName: '', requestId: 'test' };
  const times = new Map<string, number[]>(Object.keys(kinds).map((kind) => [kind, []]));
  for (let round = 0; round < ROUNDS; round += 1) {
    // Those that are counted must not become locked on the way.
    await records.deleteFrom('login_failures').where('person_id', '!=', colleague).execute();
    for (const [kind, input] of Object.entries(kinds)) {
      const began = process.cpuUsage();
      const result = await signIn(deps, { ...input, ...rest });
      const { user, system } = process.cpuUsage(began);
      times.get(kind)?.push((user + system) / 1000);
      assert.ok(result instanceof Refusal && result.code === 'sign_in_failed', kind);
    }
  }
  const shortest = [...times].map(([kind, values]) => [kind, Math.min(...values)] as const);
  t.diagnostic(shortest.map(([kind, ms]) => `${kind} ${ms.toFixed(1)} ms`).join(', '));
  const all = shortest.map(([, ms]) => ms);
  assert.ok(Math.max(...all) - Math.min(...all) < MAX_SPREAD_MS, String(shortest));
});
