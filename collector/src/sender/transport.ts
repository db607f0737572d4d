import { gzip } from 'node:zlib';
import { promisify } from 'node:util';
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
/** Far below the ratio that ingest takes for a bomb: a batch that shrinks more than this is sent as it is. */
const MAX_SENT_RATIO = WIRE_LIMITS.gzipRatio / 2;

export function createHttpTransport(ingestUrl: string, timeoutMs = REQUEST_TIMEOUT_MS): Transport {
  const base = ingestUrl.replace(/\/+$/, '');
  return async ({ method, path, body, token }, signal) => {
    const payload = body === undefined ? undefined : await encode(body);
    const response = await fetch(base + path, {
      method,
      // A redirect would carry the token to somewhere else.
      redirect: 'error',
      headers: {
        ...(payload === undefined ? {} : { 'content-type': 'application/json', ...payload.headers }),
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      },
      ...(payload === undefined ? {} : { body: payload.bytes }),
      signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
    });
    const text = await response.text();
    return { status: response.status, retryAfter: response.headers.get('retry-after'), json: parseJson(text) };
  };
}

async function encode(body: object): Promise<{ bytes: Uint8Array<ArrayBuffer>; headers: Record<string, string> }> {
  const plain = Buffer.from(JSON.stringify(body), 'utf8');
  if (plain.length <= GZIP_FROM_BYTES) return { bytes: Uint8Array.from(plain), headers: {} };
  const packed = await gzipAsync(plain);
  if (plain.length / packed.length > MAX_SENT_RATIO) return { bytes: Uint8Array.from(plain), headers: {} };
  return { bytes: Uint8Array.from(packed), headers: { 'content-encoding': 'gzip' } };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
