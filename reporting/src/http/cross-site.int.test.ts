import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { API_ENDPOINTS } from '#domain/contract/api.ts';
import { createEnrolmentCode } from '#domain/contract/devices.ts';
import { readMe } from '#domain/contract/session.ts';
import type { Endpoint } from '#domain/contract/endpoint.ts';
import { startTestPortal } from '../testkit/portal.ts';
import type { TestPortal } from '../testkit/portal.ts';

let portal: TestPortal;
before(async () => {
  portal = await startTestPortal();
});
after(() => portal.stop());

/** A token is no cookie: a browser adds none by itself, so calls with one are not looked at for their origin. */
const CHANGING = (API_ENDPOINTS as readonly Endpoint[]).filter(
  (endpoint) => endpoint.method !== 'GET' && endpoint.access !== 'token',
);
const ID = '00000000-0000-4000-8000-000000000001';
/** Something for every parameter: whether it is there is asked later. */
const paramsOf = ({ path }: Endpoint): Record<string, string> =>
  Object.fromEntries([...path.matchAll(/:(\w+)/g)].map(([, name = '']) => [name, ID]));
const own = () => `http://127.0.0.1:${portal.reporting.port}`;

const SITES = ['same-origin', 'none', 'same-site', 'cross-site', undefined] as const;
const ORIGINS = ['own', 'foreign', 'null', undefined] as const;
const TYPES = [
  'application/json',
  'application/json; charset=utf-8',
  'text/plain',
  'application/x-www-form-urlencoded',
  'application/octet-stream',
];

test('every changing endpoint takes a request only from the portal itself', async () => {
  const client = portal.client();
  for (const endpoint of CHANGING) {
    for (const site of SITES) {
      for (const origin of ORIGINS) {
        for (const type of TYPES) {
          const answer = await client.call(endpoint, {
            params: paramsOf(endpoint),
            body: '{}',
            headers: {
              'content-type': type,
              'sec-fetch-site': site,
              origin: origin === 'own' ? own() : origin === 'foreign' ? 'https://evil.example' : origin,
            },
          });
          const isOurs =
            (site === undefined || site === 'same-origin' || site === 'none') &&
            (origin === undefined || origin === 'own') &&
            (endpoint.rawBody === undefined
              ? type.startsWith('application/json')
              : type === 'application/octet-stream');
          const what = `${endpoint.name} ${String(site)} ${String(origin)} ${type}: ${answer.text}`;
          assert.equal(answer.code === 'cross_site_request', !isOurs, what);
          if (!isOurs) assert.equal(answer.status, 403, what);
        }
      }
    }
  }
});

test('a request without a body needs no type, but the own header all the same', async () => {
  const client = await portal.signedIn('employee');
  const asked = (headers: Record<string, string | undefined>) => client.call(createEnrolmentCode, { headers });
  assert.equal((await asked({ 'content-type': undefined })).status, 200);
  assert.equal((await asked({ 'content-type': undefined, 'x-kinmu-request': undefined })).code, 'cross_site_request');
  assert.equal((await asked({ 'content-type': 'text/plain' })).code, 'cross_site_request');
});

test('without the own header a page gets nothing done; a collector needs none', async () => {
  const client = portal.client();
  for (const endpoint of CHANGING) {
    const type = endpoint.rawBody === undefined ? 'application/json' : 'application/octet-stream';
    const headers = { 'content-type': type, 'x-kinmu-request': undefined };
    const answer = await client.call(endpoint, { params: paramsOf(endpoint), body: '{}', headers });
    assert.equal(answer.code === 'cross_site_request', endpoint.caller !== 'collector', endpoint.name);
  }
});

test('no answer allows another origin to read it, and each carries the protecting headers', async () => {
  const answer = await portal.client().call(readMe, { headers: { origin: 'https://evil.example' } });
  assert.equal(answer.headers.get('access-control-allow-origin'), null);
  assert.equal(
    answer.headers.get('content-security-policy'),
    "default-src 'none';script-src 'self';style-src 'self';img-src 'self' data:;font-src 'self';connect-src 'self';" +
      "manifest-src 'self';worker-src 'self';form-action 'self';base-uri 'none';object-src 'none';frame-ancestors 'none'",
  );
  assert.equal(answer.headers.get('x-content-type-options'), 'nosniff');
  assert.equal(answer.headers.get('referrer-policy'), 'no-referrer');
  assert.equal(answer.headers.get('cross-origin-opener-policy'), 'same-origin');
  assert.equal(answer.headers.get('cache-control'), 'no-store');
  assert.equal(answer.headers.get('strict-transport-security'), null);
  assert.equal(answer.headers.get('x-powered-by'), null);
});
