import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readMonth } from '#domain/contract/months.ts';
import { putRosterFile } from '#domain/contract/roster.ts';
import { signIn } from '#domain/contract/session.ts';
import { ApiFailure } from '../base/call.ts';
import { createCall } from './api.ts';

interface Seen {
  url: string;
  init: RequestInit;
}
function callWith(answer: () => Response | Promise<Response>, isAttended = true) {
  const seen: Seen[] = [];
  const ended: true[] = [];
  const forced: true[] = [];
  const used: true[] = [];
  const fetchOnce: typeof fetch = (url, init) => {
    seen.push({ url: String(url), init: init ?? {} });
    return Promise.resolve().then(answer);
  };
  const call = createCall({
    fetch: fetchOnce,
    isAttended: () => isAttended,
    onUsed: () => used.push(true),
    onSignedOut: () => ended.push(true),
    onMustChangePassword: () => forced.push(true),
  });
  return { call, seen, ended, forced, used };
}
const refusal = (status: number, code: string): Response =>
  Response.json({ error: { code, message: '', requestId: 'r' } }, { status });
const codeIs = (code: string) => (error: unknown) => error instanceof ApiFailure && error.code === code;
const MONTH = { params: { personId: 'me', month: '202611' } };

test('every request carries the own header; only one with a body says that it is JSON', async () => {
  const { call, seen } = callWith(() => Response.json({ days: [] }));
  await call(readMonth, MONTH);
  assert.equal(seen[0]?.url, '/api/people/me/months/202611');
  const headers = new Headers(seen[0]?.init.headers);
  assert.equal(headers.get('x-kinmu-request'), '1');
  assert.equal(headers.get('content-type'), null);
  await call(signIn, { body: { tenant: 'demo', loginId: 'a', password: 'b' } });
  assert.equal(new Headers(seen[1]?.init.headers).get('content-type'), 'application/json');
  assert.deepEqual(JSON.parse(String(seen[1]?.init.body)), { tenant: 'demo', loginId: 'a', password: 'b' });
});

test('an ended session is told to the app, a failed sign-in is not', async () => {
  const ended = callWith(() => refusal(401, 'not_signed_in'));
  await assert.rejects(ended.call(readMonth, MONTH), codeIs('not_signed_in'));
  assert.equal(ended.ended.length, 1);
  const failed = callWith(() => refusal(401, 'sign_in_failed'));
  await assert.rejects(
    failed.call(signIn, { body: { tenant: 'a', loginId: 'b', password: 'c' } }),
    codeIs('sign_in_failed'),
  );
  assert.equal(failed.ended.length, 0);
});

test('every answer but a refused session begins the idle time anew', async () => {
  const answered = callWith(() => Response.json({ days: [] }));
  await answered.call(readMonth, MONTH);
  const refused = callWith(() => refusal(404, 'not_found'));
  await assert.rejects(refused.call(readMonth, MONTH), codeIs('not_found'));
  const ended = callWith(() => refusal(401, 'not_signed_in'));
  await assert.rejects(ended.call(readMonth, MONTH), codeIs('not_signed_in'));
  assert.deepEqual([answered.used.length, refused.used.length, ended.used.length], [1, 1, 0]);
});

test('a page that nobody touches says so, and its requests are no use of the session', async () => {
  const { call, seen, used } = callWith(() => Response.json({ days: [] }), false);
  await call(readMonth, MONTH);
  assert.equal(new Headers(seen[0]?.init.headers).get('x-kinmu-unattended'), '1');
  assert.equal(used.length, 0);
});

test('a password that must be changed first is told to the app', async () => {
  const { call, forced } = callWith(() => refusal(403, 'password_change_required'));
  await assert.rejects(call(readMonth, MONTH), codeIs('password_change_required'));
  assert.equal(forced.length, 1);
});

test('a file is sent as it is, with what its endpoint wants to know', async () => {
  const { call, seen } = callWith(() => Response.json({}));
  const bytes = new Uint8Array([0x82, 0xa0]).buffer;
  const params = { draftId: '00000000-0000-4000-8000-000000000001', kind: 'user' } as const;
  await call(putRosterFile, { params, upload: { bytes, headers: { 'x-kinmu-file-name': 'user.csv' } } });
  const headers = new Headers(seen[0]?.init.headers);
  assert.equal(headers.get('content-type'), 'application/octet-stream');
  assert.equal(headers.get('x-kinmu-file-name'), 'user.csv');
  assert.equal(headers.get('x-kinmu-request'), '1');
  assert.equal(seen[0]?.init.body, bytes);
});

test('no answer at all is offline', async () => {
  const { call } = callWith(() => Promise.reject(new TypeError('Failed to fetch')));
  await assert.rejects(call(readMonth, MONTH), codeIs('offline'));
});

test('a page in place of JSON is an internal failure, not data', async () => {
  const { call } = callWith(() => new Response('<html></html>', { status: 200 }));
  await assert.rejects(call(readMonth, MONTH), codeIs('internal'));
});
