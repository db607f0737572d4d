import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { requestPasswordReset, signIn } from '#domain/contract/session.ts';
import { waitFor } from '#platform/testkit/index.ts';
import { startTestPortal } from '../testkit/portal.ts';
import type { TestPortal } from '../testkit/portal.ts';

let portal: TestPortal;
before(async () => {
  portal = await startTestPortal();
  const { colleague } = portal.house.people;
  await portal.records
    .updateTable('people')
    .set({ mail: 'colleague@example.jp' })
    .where('person_id', '=', colleague)
    .execute();
});
after(() => portal.stop());

test('the portal itself sends: a reset asked for at the door comes as a file whose password opens it', async () => {
  const door = { tenant: 'demo', loginId: 'colleague' };
  const asked = await portal.client().call(requestPasswordReset, { body: door });
  assert.equal(asked.status, 200, asked.text);
  const [name = ''] = await waitFor(async () => {
    const names = (await readdir(portal.mailDir)).filter((each) => each.endsWith('.eml'));
    return names.length > 0 && names;
  });
  const [head = '', body = ''] = (await readFile(join(portal.mailDir, name), 'latin1')).split('\r\n\r\n');
  assert.match(head, /<colleague@example\.jp>/);
  const text = Buffer.from(body, 'base64').toString('utf8');
  assert.match(text, /^サービスの URL : http:\/\/127\.0\.0\.1:\d+\/\r$/m);
  const password = /^パスワード : (.+)\r$/m.exec(text)?.[1] ?? '';
  const signedIn = await portal.client().call(signIn, { body: { ...door, password } });
  assert.equal(signedIn.status, 200, signedIn.text);
});
