import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { createEnrolmentCode, enrolDevice } from '#domain/contract/devices.ts';
import { recordOperation } from '#domain/contract/operations.ts';
import { changePassword, signIn } from '#domain/contract/session.ts';
import { createLogger } from '#platform/log.ts';
import { PASSWORD } from '../testkit/house.ts';
import { startTestPortal } from '../testkit/portal.ts';
import type { TestPortal } from '../testkit/portal.ts';

let portal: TestPortal;
const logged: string[] = [];
before(async () => {
  portal = await startTestPortal({ log: createLogger('test', 'trace', { write: (line) => void logged.push(line) }) });
});
after(() => portal.stop());

test('no secret of a request is in any row of the audit or any line of the log', async () => {
  const secrets = ['Canary-wrong-1', 'Canary-as-id-2', 'Canary-new-3', PASSWORD];
  const stranger = portal.client();
  for (const [loginId = '', password = ''] of [
    ['employee', 'Canary-wrong-1'],
    ['Canary-as-id-2', 'x'],
    ['nobody\r\n2026-03-10 admin signed in', 'Canary-wrong-1'],
  ])
    assert.equal((await stranger.call(signIn, { body: { tenant: 'demo', loginId, password } })).status, 401);
  const browser = await portal.signedIn('employee');
  secrets.push(browser.cookie?.split('=')[1] ?? 'no cookie');
  const code = ((await browser.call(createEnrolmentCode)).json as { code: string }).code;
  secrets.push(code);
  const publicKey = Buffer.alloc(32, 7).toString('base64url');
  const enrolled = await stranger.call(enrolDevice, { body: { code, publicKey, deviceName: 'Canary-PC\u001b[2J' } });
  assert.equal(enrolled.status, 200);
  secrets.push((enrolled.json as { certificate: string }).certificate);
  await browser.call(recordOperation, { body: { operationId: randomUUID(), kind: 'start' } });
  const body = { currentPassword: PASSWORD, newPassword: 'Canary-new-3' };
  assert.equal((await browser.call(changePassword, { body })).status, 200);

  const { rows } = await sql<{ text: string }>`
    SELECT e::text AS text FROM audit_entries e UNION ALL SELECT p::text FROM audit_personal p`.execute(portal.records);
  assert.ok(rows.length > 10);
  assert.ok(logged.length > 5);
  for (const text of [...rows.map((row) => row.text), ...logged]) {
    for (const secret of secrets) assert.ok(!text.includes(secret), text);
    // eslint-disable-next-line no-control-regex -- one row is one line
    assert.ok(!/[\u0000-\u0009\u000b-\u001f]|\n./.test(text), text);
  }
});
