import { Agent as HttpAgent, request as httpRequest } from 'node:http';
import type { RequestOptions } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { urlToHttpOptions } from 'node:url';
import { promisify } from 'node:util';
import { gzip, gzipSync } from 'node:zlib';
import { WIRE_LIMITS } from '#domain/contract/wire.ts';

const gzipAsync = promisify(gzip);

export interface WireRequest {
  readonly method: 'GET' | 'POST';
  /** Below the ingest address, such as `/v1/batches`. */
  readonly path: string;
  readonly body?: object;
  readonly token?: string;
}
export interface WireAnswer {
  readonly status: number;
  readonly retryAfter: string | null;
  /** undefined: the body is no JSON. */
  readonly json: unknown;
}

/** One exchange with ingest. It throws when no whole answer came: refused, reset, timed out. Then nothing is known about the request. */
export type Transport = (request: WireRequest, signal: AbortSignal) => Promise<WireAnswer>;

/** A request that hangs (half-open connection, stalled proxy) is given up; the items simply stay. */
const REQUEST_TIMEOUT_MS = 30_000;
/** Below this compressing costs more than it saves. */
const GZIP_FROM_BYTES = 1024;
/** A minute's batch is compressed faster than it is handed to another thread, and needs no window for more than it is. */
const GZIP_AT_ONCE_BYTES = 8 * 1024;
const SMALL_GZIP = { windowBits: 13, memLevel: 6 } as const;
/** Far below the ratio that ingest takes for a bomb: a batch that shrinks more than this is sent as it is. */
const MAX_SENT_RATIO = WIRE_LIMITS.gzipRatio / 2;

/**
 * Over node:http and not fetch, whose parser is WebAssembly and whose streams cost the agent some 20 MB and each exchange several times its processor
 * time. A redirect is not followed (it would carry the token to somewhere else): it is an answer like any other that is not 2xx.
 */
export function createHttpTransport(ingestUrl: string, timeoutMs = REQUEST_TIMEOUT_MS): Transport {
  const base = new URL(ingestUrl);
  const address = urlToHttpOptions(base);
  const folder = base.pathname.replace(/\/+$/, '');
  const isSecure = base.protocol === 'https:';
  const agent = isSecure ? new HttpsAgent({ keepAlive: true }) : new HttpAgent({ keepAlive: true });
  const request = isSecure ? httpsRequest : httpRequest;
  return async ({ method, path, body, token }, signal) => {
    const payload = body === undefined ? undefined : await encode(body);
    const options: RequestOptions = {
      ...address,
      path: folder + path,
      method,
      agent,
      headers: {
        accept: 'application/json',
        ...(payload === undefined ? {} : { 'content-type': 'application/json', ...payload.headers }),
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      },
    };
    return exchange(request, options, payload?.bytes, timeoutMs, signal);
  };
}

function exchange(
  request: typeof httpRequest,
  options: RequestOptions,
  bytes: Uint8Array | undefined,
  timeoutMs: number,
  signal: AbortSignal,
): Promise<WireAnswer> {
  const { promise, resolve, reject } = Promise.withResolvers<WireAnswer>();
  if (signal.aborted) return Promise.reject(new Aborted());
  const sent = request(options, (answer) => {
    let text = '';
    answer.setEncoding('utf8');
    answer.on('data', (chunk: string) => (text += chunk));
    answer.on('end', () => {
      resolve({
        status: answer.statusCode ?? 0,
        retryAfter: answer.headers['retry-after'] ?? null,
        json: parseJson(text),
      });
    });
    // Also where the connection ends in the middle of the answer: half of one is none.
    answer.on('error', reject);
  });
  sent.on('error', reject);
  const abort = (): void => void sent.destroy(new Aborted());
  signal.addEventListener('abort', abort, { once: true });
  const timer = setTimeout(() => sent.destroy(new TimedOut(timeoutMs)), timeoutMs);
  sent.end(bytes);
  return promise.finally(() => {
    clearTimeout(timer);
    signal.removeEventListener('abort', abort);
  });
}

class Aborted extends Error {
  override readonly name = 'AbortError';
}

class TimedOut extends Error {
  override readonly name = 'TimeoutError';

  constructor(timeoutMs: number) {
    super(`no whole answer within ${timeoutMs} ms`);
  }
}

async function encode(body: object): Promise<{ bytes: Uint8Array; headers: Record<string, string> }> {
  const plain = Buffer.from(JSON.stringify(body), 'utf8');
  if (plain.length <= GZIP_FROM_BYTES) return { bytes: plain, headers: {} };
  const packed = plain.length <= GZIP_AT_ONCE_BYTES ? gzipSync(plain, SMALL_GZIP) : await gzipAsync(plain);
  if (plain.length / packed.length > MAX_SENT_RATIO) return { bytes: plain, headers: {} };
  return { bytes: packed, headers: { 'content-encoding': 'gzip' } };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
