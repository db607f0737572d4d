import assert from 'node:assert/strict';
import test from 'node:test';
import express from 'express';
import type { Request } from 'express';
import { clientNameOf } from './client-name.ts';
import { isPlainHttp } from './plain-http.ts';

/** A request as Express sees it, from this peer with these headers. */
function requestFrom(peer: string, headers: Readonly<Record<string, string>>, isEncrypted = false): Request {
  const request: unknown = Object.create(express().request, {
    socket: { value: { remoteAddress: peer, encrypted: isEncrypted } },
    connection: { value: { remoteAddress: peer, encrypted: isEncrypted } },
    headers: { value: headers },
    app: { value: express() },
  });
  return request as Request;
}

for (const [peer, headers, expected] of [
  ['127.0.0.1', { host: 'portal.example' }, false],
  ['127.9.9.9', { host: 'portal.example' }, false],
  ['::1', { host: 'portal.example' }, false],
  ['::ffff:127.0.0.1', { host: 'portal.example' }, false],
  ['192.168.0.9', { host: 'portal.example' }, true],
  ['::ffff:192.168.0.9', { host: 'portal.example' }, true],
  ['2001:db8::9', { host: 'portal.example' }, true],
  ['172.17.0.1', { host: '127.0.0.1:8080' }, false],
  ['172.17.0.1', { host: 'localhost:8080' }, false],
  ['172.17.0.1', { host: '[::1]:8080' }, false],
  ['172.17.0.1', { host: '127.evil.example' }, true],
  ['172.17.0.1', { host: 'localhost.evil.example' }, true],
  ['192.168.0.9', { host: 'portal.example', 'x-forwarded-proto': 'https' }, false],
  ['192.168.0.9', { host: 'portal.example', 'x-forwarded-proto': 'http' }, true],
  ['127.0.0.1', { host: '127.0.0.1', 'x-forwarded-proto': 'http', 'x-forwarded-for': '192.168.0.9' }, true],
  ['127.0.0.1', { host: '127.0.0.1', 'x-forwarded-proto': 'http', 'x-forwarded-for': '127.0.0.1' }, false],
] as const) {
  test(`${peer} with ${JSON.stringify(headers)}: ${expected ? 'refused' : 'taken'}`, () =>
    assert.equal(isPlainHttp(requestFrom(peer, headers)), expected));
}

test('over TLS a password is taken from everywhere', () =>
  assert.equal(isPlainHttp(requestFrom('192.168.0.9', { host: 'portal.example' }, true)), false));

for (const [agent, expected] of [
  [
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36',
    'Chrome / Windows',
  ],
  [
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0',
    'Edge / Windows',
  ],
  ['Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0', 'Firefox / Linux'],
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1',
    'Safari / iPhone',
  ],
  ['curl/8.0 <script>alert(1)</script>', ''],
  [undefined, ''],
] as const) {
  test(`a client is called "${expected}"`, () => assert.equal(clientNameOf(agent), expected));
}
