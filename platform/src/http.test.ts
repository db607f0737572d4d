import assert from 'node:assert/strict';
import { test } from 'node:test';
import express from 'express';
import { Counter } from 'prom-client';
import { createApp, createMetrics, errorAnswers, listenHttp, notFound, operationalRoutes } from './http.ts';
import type { ReadinessChecks } from './http.ts';
import { createLogger } from './log.ts';

class Teapot extends Error {}

async function withServer(
  task: (url: string, logged: string[]) => Promise<void>,
  checks: ReadinessChecks = {},
): Promise<void> {
  const logged: string[] = [];
  const log = createLogger('test', 'debug', { write: (line: string) => void logged.push(line) });
  const registry = createMetrics();
  new Counter({ name: 'things_total', help: 'things', registers: [registry] }).inc(3);
  const app = createApp(log);
  app.use(operationalRoutes(checks, registry));
  app.post('/echo', express.json({ limit: 100 }), (req, res) => void res.json(req.body));
  app.get('/teapot', () => Promise.reject(new Teapot('short and stout')));
  app.get('/broken', () => Promise.reject(new Error('inner secret')));
  app.use(notFound());
  app.use(
    errorAnswers(log, (err) =>
      err instanceof Teapot ? { status: 418, code: 'TEAPOT', headers: { 'Retry-After': '5' } } : undefined,
    ),
  );
  const server = await listenHttp(app, { host: '127.0.0.1', port: 0 });
  try {
    await task(server.url, logged);
  } finally {
    await server.close();
  }
}

async function bodyOf(response: Response): Promise<Record<string, unknown>> {
  return (await response.json()) as Record<string, unknown>;
}

test('an error that the service knows gets its status, code and headers', () =>
  withServer(async (url) => {
    const response = await fetch(`${url}/teapot`, { headers: { 'x-request-id': 'given-id-1' } });
    assert.deepEqual([response.status, response.headers.get('retry-after')], [418, '5']);
    assert.deepEqual(await bodyOf(response), { code: 'TEAPOT', requestId: 'given-id-1' });
  }));

test('an unknown error tells the caller nothing but its request id, and the log everything', () =>
  withServer(async (url, logged) => {
    const response = await fetch(`${url}/broken`, { headers: { 'x-request-id': 'bad id\twith blanks' } });
    const body = await bodyOf(response);
    assert.deepEqual([response.status, body['code']], [500, 'INTERNAL']);
    assert.match(String(body['requestId']), /^[0-9a-f-]{36}$/);
    assert.doesNotMatch(JSON.stringify(body), /inner secret/);
    assert.match(logged.join(''), /inner secret/);
  }));

test('malformed and oversized bodies and unknown paths are the caller’s errors', () =>
  withServer(async (url) => {
    const post = (body: string) =>
      fetch(`${url}/echo`, { method: 'POST', body, headers: { 'content-type': 'application/json' } });
    const answers = await Promise.all([post('{'), post(JSON.stringify('x'.repeat(200))), fetch(`${url}/nowhere`)]);
    assert.deepEqual(
      await Promise.all(answers.map(async (answer) => [answer.status, (await bodyOf(answer))['code']])),
      [
        [400, 'BAD_REQUEST'],
        [413, 'BODY_TOO_LARGE'],
        [404, 'NOT_FOUND'],
      ],
    );
  }));

test('the request log holds no query and no body', () =>
  withServer(async (url, logged) => {
    const headers = { 'content-type': 'application/json' };
    await fetch(`${url}/echo?name=S3`, { method: 'POST', body: '{"x":"S3"}', headers });
    assert.match(logged.join(''), /"path":"\/echo","status":200/);
    assert.doesNotMatch(logged.join(''), /S3/);
  }));

test('health answers always, readiness only when every check holds', () =>
  withServer(
    async (url) => {
      assert.equal((await fetch(`${url}/healthz`)).status, 200);
      const ready = await fetch(`${url}/readyz`);
      assert.equal(ready.status, 503);
      assert.deepEqual(await bodyOf(ready), { checks: { broker: true, records: false, store: false } });
    },
    { broker: () => true, records: () => Promise.resolve(false), store: () => Promise.reject(new Error('down')) },
  ));

test('metrics are served in the format of Prometheus', () =>
  withServer(async (url) => {
    assert.match(await (await fetch(`${url}/metrics`)).text(), /things_total 3/);
  }));

test('a taken port is reported by its code', () =>
  withServer(async (url) => {
    const port = Number(new URL(url).port);
    await assert.rejects(listenHttp(express(), { host: '127.0.0.1', port }), { code: 'EADDRINUSE' });
  }));
