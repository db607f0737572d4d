import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { recordOperation } from '#domain/contract/operations.ts';
import { readMonth } from '#domain/contract/months.ts';
import { signIn } from '#domain/contract/session.ts';
import { PASSWORD } from '../testkit/house.ts';
import { startTestPortal } from '../testkit/portal.ts';
import type { TestPortal } from '../testkit/portal.ts';

let portal: TestPortal;
before(async () => {
  portal = await startTestPortal();
});
after(() => portal.stop());

const url = (path: string): string => `http://127.0.0.1:${portal.reporting.port}${path}`;
const good = { tenant: 'demo', loginId: 'employee', password: PASSWORD };

test('a bad input is answered with the places at fault, and an unknown field is one', async () => {
  const client = portal.client();
  const unknown = await client.call(signIn, { body: { ...good, isAdministrator: true } });
  assert.equal(unknown.status, 400);
  assert.match(unknown.text, /isAdministrator/);
  const two = await client.call(signIn, { body: { tenant: '', password: 5 } });
  const { error }: { error: { places: { path: string }[] } } = two.json;
  assert.deepEqual(error.places.map((place) => place.path).sort(), ['body.loginId', 'body.password', 'body.tenant']);
  assert.doesNotMatch(two.text, /Sesame/);
});

test('prototype names, broken JSON and a missing body are 400, a large body 413, and nothing changes', async () => {
  const client = portal.client();
  for (const body of ['{"__proto__":{"a":1}}', '{"constructor":1}', '{', '[]', 'null', '"x"', '{"tenant":"\\uD800']) {
    const answer = await client.call(signIn, { body });
    assert.deepEqual([answer.status, answer.code], [400, 'invalid_input'], body.slice(0, 40));
  }
  for (const more of ['"__proto__":{"a":1}', '"constructor":1', '"toString":"x"', '"isAdministrator":true']) {
    const answer = await client.call(signIn, { body: `${JSON.stringify(good).slice(0, -1)},${more}}` });
    assert.deepEqual([answer.status, answer.code], [400, 'invalid_input'], `good but for ${more}`);
  }
  assert.equal((await client.call(signIn)).status, 400);
  assert.equal((await client.call(signIn, { body: Buffer.from([0x22, 0xff, 0x22]) })).status, 400, 'not UTF-8');
  assert.equal((await client.call(signIn, { body: good, headers: { 'content-encoding': 'gzip' } })).status, 400);
  assert.equal((await client.call(signIn, { body: `{"tenant":"${'x'.repeat(70_000)}"}` })).status, 413);
});

test('a stranger does not learn what the input should be', async () => {
  const answer = await portal.client().call(recordOperation, { body: {} });
  assert.deepEqual([answer.status, answer.code], [401, 'not_signed_in']);
});

test('an error says a request id and nothing of the inside', async () => {
  const employee = await portal.signedIn('employee');
  await portal.analytics.command('RENAME TABLE computed_days_v1 TO hidden_v1');
  const answer = await employee.call(readMonth, { params: { personId: 'me', month: '202603' } });
  await portal.analytics.command('RENAME TABLE hidden_v1 TO computed_days_v1');
  assert.deepEqual([answer.status, answer.code], [500, 'internal']);
  assert.doesNotMatch(answer.text, /computed_days|SELECT|node_modules|ClickHouse| at /i);
  const { error }: { error: { requestId: string } } = answer.json;
  assert.equal(error.requestId, answer.headers.get('x-request-id'));
});

test('an unknown path under /api is JSON, whatever the screens do', async () => {
  const answer = await fetch(url('/api/nothing'));
  assert.equal(answer.status, 404);
  assert.match(await answer.text(), /"not_found"/);
});

test('health, readiness, metrics and the contract are there', async () => {
  assert.equal((await fetch(url('/healthz'))).status, 200);
  const ready = await fetch(url('/readyz'));
  assert.deepEqual(
    [ready.status, await ready.json()],
    [200, { checks: { postgres: true, analytics: true, broker: true } }],
  );
  assert.match(await (await fetch(url('/metrics'))).text(), /kinmu_outbox_waiting \d+/);
  const openApi = (await (await fetch(url('/api/openapi.json'))).json()) as { openapi: string };
  assert.equal(openApi.openapi, '3.1.0');
});

test('the screens: a clear page while not built, then index.html for every address that is not the API', async () => {
  const { uiDir } = portal.deps.portal;
  const notBuilt = await fetch(url('/'));
  assert.equal(notBuilt.status, 503);
  assert.match(await notBuilt.text(), /npm run build:ui/);
  await mkdir(join(uiDir, 'assets'), { recursive: true });
  await writeFile(join(uiDir, 'index.html'), '<!doctype html><title>勤務レンズ</title>');
  await writeFile(join(uiDir, 'assets', 'app-1a2b.js'), 'export {};');
  for (const path of ['/', '/months/202603', '/people/x/days/2026-03-10', '/apiary']) {
    const page = await fetch(url(path));
    assert.equal(page.status, 200, path);
    assert.match(await page.text(), /勤務レンズ/);
    assert.equal(page.headers.get('cache-control'), 'no-cache');
  }
  const asset = await fetch(url('/assets/app-1a2b.js'));
  assert.match(asset.headers.get('cache-control') ?? '', /immutable/);
  for (const path of ['/assets/missing.js', '/favicon.ico', '/assets/..%2f..%2fpackage.json', '/.git/config']) {
    assert.equal((await fetch(url(path))).status, 404, path);
  }
});
