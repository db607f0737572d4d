import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, test } from 'node:test';
import { MAX_CALENDAR_BYTES } from '#domain/contract/calendar.ts';
import { fetchCalendar } from './fetch-calendar.ts';
import type { FetchDeps } from './fetch-calendar.ts';

/** A server on this machine: just what nobody may reach by a calendar address. */
let server: Server;
let base: string;
let asked: string[] = [];
let answer: (request: IncomingMessage, response: ServerResponse) => void;
before(async () => {
  server = createServer((request, response) => {
    asked.push(`${request.headers.host} ${request.url}`);
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
after(() => new Promise<void>((resolve) => server.close(() => resolve()).closeAllConnections()));

const port = (): string => new URL(base).port;
const toLoopback = () => Promise.resolve([{ address: '127.0.0.1', family: 4 }]);
const ALLOWED: FetchDeps = { allowedHosts: ['127.0.0.1', 'intra.example'], resolve: toLoopback };
const fetched = (url: string, deps: FetchDeps = ALLOWED) => {
  asked = [];
  return fetchCalendar(deps, url);
};

test('without permission no address leads to this machine, and nothing is sent to it', async () => {
  answer = (_, response) => response.end('BEGIN:VCALENDAR');
  const own = `127.0.0.1:${port()}`;
  const urls = [
    `http://${own}/`,
    `http://localhost:${port()}/`,
    `http://[::ffff:127.0.0.1]:${port()}/`,
    `http://2130706433:${port()}/`,
  ];
  for (const url of [...urls, 'file:///etc/passwd', 'ftp://127.0.0.1/', `http://user:word@${own}/`]) {
    assert.deepEqual(await fetched(url, { allowedHosts: [] }), { problem: 'address_not_allowed', detail: '' }, url);
    assert.deepEqual(asked, []);
  }
});

test('a name that leads inside is refused by its address, whatever it is called', async () => {
  const result = await fetched(`http://calendar.example:${port()}/`, { allowedHosts: [], resolve: toLoopback });
  assert.deepEqual(result, { problem: 'address_not_allowed', detail: '' });
  assert.deepEqual(asked, []);
});

test('the socket goes to the address that was looked at: a name that changes its address meanwhile changes nothing', async () => {
  answer = (_, response) => response.end('BEGIN:VCALENDAR');
  let lookups = 0;
  const resolve = () => {
    lookups += 1;
    return Promise.resolve([{ address: lookups === 1 ? '127.0.0.1' : '10.255.255.1', family: 4 }]);
  };
  const result = await fetched(`http://intra.example:${port()}/own.ics`, { ...ALLOWED, resolve });
  assert.deepEqual(result, { text: 'BEGIN:VCALENDAR' });
  assert.deepEqual([asked, lookups], [[`intra.example:${port()} /own.ics`], 1]);
});

test('a redirect is looked at like the first address', async () => {
  answer = (request, response) => {
    const location = request.url === '/away' ? `http://localhost:${port()}/inside` : '/final';
    if (request.url === '/final') response.end('BEGIN:VCALENDAR');
    else response.writeHead(302, { location }).end();
  };
  const own = `http://intra.example:${port()}`;
  assert.deepEqual(await fetched(`${own}/first`), { text: 'BEGIN:VCALENDAR' });
  const resolve = (host: string) =>
    Promise.resolve([{ address: host === 'intra.example' ? '127.0.0.1' : '127.0.0.2', family: 4 }]);
  const deps = { allowedHosts: ['intra.example'], resolve };
  assert.deepEqual(await fetched(`${own}/away`, deps), { problem: 'address_not_allowed', detail: '' });
  assert.deepEqual(asked, [`intra.example:${port()} /away`]);
});

test('redirects without end, errors, too much and too slow are told apart', async () => {
  answer = (_, response) => response.writeHead(301, { location: '/again' }).end();
  assert.deepEqual(await fetched(`${base}/`), { problem: 'too_many_redirects', detail: '' });
  assert.equal(asked.length, 6);
  answer = (_, response) => response.writeHead(404).end('no');
  assert.deepEqual(await fetched(`${base}/secret.ics`), { problem: 'http_error', detail: '404' });
  answer = (_, response) => response.end('x'.repeat(MAX_CALENDAR_BYTES + 1));
  assert.deepEqual(await fetched(`${base}/`), { problem: 'too_large', detail: '' });
  answer = (_, response) => response.end('x'.repeat(MAX_CALENDAR_BYTES));
  assert.ok('text' in (await fetched(`${base}/`)));
  answer = (_, response) => response.write('BEGIN:');
  assert.deepEqual(await fetched(`${base}/`, { ...ALLOWED, timeoutMs: 300 }), { problem: 'timed_out', detail: '' });
  const stuck = () => new Promise<never>(() => undefined);
  const deps = { ...ALLOWED, resolve: stuck, timeoutMs: 100 };
  assert.deepEqual(await fetched('http://intra.example/', deps), { problem: 'timed_out', detail: '' });
});

test('a server that is not there is named by a code and never by its address', async () => {
  const closed = createServer();
  await new Promise<void>((resolve) => closed.listen(0, '127.0.0.1', resolve));
  const { port: freePort } = closed.address() as AddressInfo;
  await new Promise((resolve) => closed.close(resolve));
  const result = await fetched(`http://127.0.0.1:${freePort}/secret.ics`);
  assert.deepEqual(result, { problem: 'not_reachable', detail: 'ECONNREFUSED' });
});
