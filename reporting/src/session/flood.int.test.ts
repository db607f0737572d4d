import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { signIn } from '#domain/contract/session.ts';
import { floodSignIn } from '../testkit/flood.ts';
import { PASSWORD } from '../testkit/house.ts';
import { startTestPortal } from '../testkit/portal.ts';
import type { TestPortal } from '../testkit/portal.ts';

let portal: TestPortal;
before(async () => {
  portal = await startTestPortal({ portal: { trustedProxies: 1 } });
});
after(() => portal.stop());

const credentials = { tenant: 'demo', loginId: 'colleague', password: PASSWORD };
/** The whole load is in benchmarks/sign-in-flood.ts; how long anybody waits is not asserted here. */
const LOAD = { perSecond: 150, seconds: 3, loginId: 'colleague' };

test('under a flood of wrong sign-ins from everywhere people go on working, and the victim’s known browser still gets in', async (context) => {
  const known = await portal.signedIn('colleague');
  const flood = floodSignIn(portal, { ...LOAD, employee: await portal.signedIn('employee') });
  const headers = { 'x-forwarded-for': '192.0.2.1' };
  const statuses: number[] = [];
  for (let attempt = 0; attempt < 3; attempt += 1)
    statuses.push((await known.call(signIn, { body: credentials, headers })).status);
  const { answers, waits } = await flood;
  context.diagnostic(JSON.stringify(answers));
  assert.deepEqual(statuses, [200, 200, 200]);
  assert.ok(waits.length > 0);
  assert.deepEqual(
    Object.keys(answers).filter((answer) => !['401', '429', '503', 'not sent'].includes(answer)),
    [],
  );
  assert.ok((answers['401'] ?? 0) >= 5, 'enough to lock');
  assert.ok((answers['401'] ?? 0) <= 60, 'beyond sixty attempts on an id no hash is spent');
  const clean = await portal.client().call(signIn, { body: credentials, headers: { 'x-forwarded-for': '192.0.2.2' } });
  assert.equal(clean.code, 'too_many_attempts', 'a browser that nobody knows waits, with the right password too');
  const nobody = await portal.client().call(signIn, { body: { ...credentials, loginId: 'nobody' } });
  assert.equal(nobody.code, 'sign_in_failed', 'only for the id that is attacked');
});
