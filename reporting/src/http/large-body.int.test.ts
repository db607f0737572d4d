import assert from 'node:assert/strict';
import { request } from 'node:http';
import { after, before, test } from 'node:test';
import { MAX_ROSTER_FILE_BYTES, createRosterDraft, putRosterFile } from '#domain/contract/roster.ts';
import type { Client } from '../testkit/client.ts';
import { startTestPortal } from '../testkit/portal.ts';
import type { TestPortal } from '../testkit/portal.ts';

let portal: TestPortal;
let admin: Client;
before(async () => {
  portal = await startTestPortal();
  admin = await portal.signedIn('administrator');
});
after(() => portal.stop());

const MB = 1024 * 1024;
const WHOLE = 64 * MB;
const PART = Buffer.alloc(64 * 1024, 'x');

interface Sent {
  readonly status: number;
  readonly code: string;
  /** What had been handed to the socket when the answer came, and when the connection was cut. */
  readonly sentAtAnswer: number;
  readonly sentAtEnd: number;
}

/** 64 MB without a line end, as fast as they are taken, until the portal closes the connection. */
function send64Mb(path: string, method: string, headers: Readonly<Record<string, string>>): Promise<Sent> {
  return new Promise((resolve, reject) => {
    let sent = 0;
    const answered: Partial<Sent & { sentAtAnswer: number }>[] = [];
    const outgoing = request({ port: portal.reporting.port, host: '127.0.0.1', path, method, headers }, (response) => {
      const sentAtAnswer = sent;
      let text = '';
      response.setEncoding('utf8').on('data', (part: string) => (text += part));
      response.on('end', () => {
        const { error } = JSON.parse(text) as { error: { code: string } };
        answered.push({ status: response.statusCode ?? 0, code: error.code, sentAtAnswer });
      });
    });
    const more = (): void => {
      while (sent < WHOLE && !outgoing.destroyed) {
        sent += PART.length;
        if (!outgoing.write(PART)) return void outgoing.once('drain', more);
      }
      outgoing.end();
    };
    // The connection is cut while we are still sending: that is what is wanted.
    outgoing.on('error', () => undefined);
    outgoing.on('close', () => {
      const [answer] = answered;
      if (answer === undefined) reject(new Error('cut off without an answer'));
      else resolve({ ...answer, sentAtEnd: sent } as Sent);
    });
    more();
  });
}

async function uploadHeaders(): Promise<{ path: string; headers: Record<string, string> }> {
  const { draftId }: { draftId: string } = (await admin.call(createRosterDraft)).json;
  return {
    path: putRosterFile.path.replace(':draftId', draftId).replace(':kind', 'user'),
    headers: {
      cookie: admin.cookie ?? '',
      'content-type': 'application/octet-stream',
      'x-kinmu-request': '1',
    },
  };
}
const withLength = { 'content-length': String(WHOLE) };

for (const [how, more] of [
  ['in chunks', {}],
  ['with its length', withLength],
] as const) {
  test(`a file of 64 MB in one line, sent ${how}, is refused long before it has been sent, and cut off`, async () => {
    const { path, headers } = await uploadHeaders();
    const before = process.memoryUsage().rss;
    const sent = await send64Mb(path, 'PUT', { ...headers, ...more });
    assert.deepEqual([sent.status, sent.code], [413, 'file_too_large']);
    assert.ok(sent.sentAtAnswer < 32 * MB, `${sent.sentAtAnswer} bytes were taken before the answer`);
    assert.ok(sent.sentAtEnd < WHOLE, 'the rest was not read');
    assert.ok(process.memoryUsage().rss - before < 48 * MB, 'nor kept');
  });

  test(`JSON of 64 MB, sent ${how}, is refused likewise, without a session too`, async () => {
    const headers = { 'content-type': 'application/json', 'x-kinmu-request': '1', ...more };
    const sent = await send64Mb('/api/session', 'POST', headers);
    assert.deepEqual([sent.status, sent.code], [413, 'file_too_large']);
    assert.ok(sent.sentAtEnd < WHOLE);
  });
}

test('whoever may not send a file is answered before it is read', async () => {
  const { path, headers } = await uploadHeaders();
  const sent = await send64Mb(path, 'PUT', { ...headers, cookie: '' });
  assert.deepEqual([sent.status, sent.code], [401, 'not_signed_in']);
  assert.ok(sent.sentAtEnd < WHOLE);
});

test('exactly the largest file is taken, in chunks and with its length; a byte more is not', async () => {
  const { path, headers } = await uploadHeaders();
  const put = async (body: Uint8Array<ArrayBuffer> | ReadableStream) => {
    const url = `http://127.0.0.1:${portal.reporting.port}${path}`;
    const { status } = await fetch(url, { method: 'PUT', headers, body, ...{ duplex: 'half' } });
    return status;
  };
  const chunked = (body: Buffer<ArrayBuffer>) => new Blob([body]).stream();
  const largest = Buffer.alloc(MAX_ROSTER_FILE_BYTES, 'x');
  const larger = Buffer.concat([largest, PART.subarray(0, 1)]);
  const statuses = [await put(largest), await put(chunked(largest)), await put(larger), await put(chunked(larger))];
  assert.deepEqual(statuses, [200, 200, 413, 413]);
});
