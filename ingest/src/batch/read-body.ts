import { isUtf8 } from 'node:buffer';
import type { IncomingMessage } from 'node:http';
import { createGunzip, gunzipSync } from 'node:zlib';
import type { Readable } from 'node:stream';
import { WIRE_LIMITS } from '#domain/contract/wire.ts';
import { Refusal } from '../http/refusal.ts';
import { isDeeperThan } from './check-depth.ts';

/** Small texts compress to any ratio; only a body that is large after inflation can be a bomb. */
const RATIO_FLOOR_BYTES = 256 * 1024;
/** Up to here a body is inflated where it stands: a stream would cost several times the inflation, and a bomb of this size at most two megabytes. */
const INFLATED_AT_ONCE_BYTES = 16 * 1024;
const BYTE_ORDER_MARK = 0xfeff;

/**
 * Reads and parses one JSON body within the wire's limits. Memory never exceeds the inflated limit plus one chunk: the reading is cut as
 * soon as a limit is passed.
 *
 * @throws Refusal `too_large`, `unsupported_media_type` or `invalid_request`
 */
export async function readJsonBody(request: IncomingMessage): Promise<unknown> {
  if (!/^application\/json\b/i.test(request.headers['content-type'] ?? '')) {
    throw new Refusal('unsupported_media_type', 'send JSON: Content-Type: application/json');
  }
  return parseJson(await readBytes(request));
}

function parseJson(bytes: Buffer): unknown {
  if (isDeeperThan(bytes, WIRE_LIMITS.jsonDepth)) {
    throw new Refusal('invalid_request', `the JSON nests deeper than ${WIRE_LIMITS.jsonDepth} levels`);
  }
  try {
    if (!isUtf8(bytes)) throw new TypeError('not UTF-8');
    const text = bytes.toString('utf8');
    return JSON.parse(text.charCodeAt(0) === BYTE_ORDER_MARK ? text.slice(1) : text) as unknown;
  } catch {
    throw new Refusal('invalid_request', 'the body is not valid JSON in UTF-8');
  }
}

async function readBytes(request: IncomingMessage): Promise<Buffer> {
  const declared = Number(request.headers['content-length'] ?? 0);
  if (declared > WIRE_LIMITS.bodyBytes) return refuse(request, tooLarge());
  const encoding = (request.headers['content-encoding'] ?? 'identity').toLowerCase();
  if (encoding !== 'identity' && encoding !== 'gzip') {
    return refuse(request, new Refusal('unsupported_media_type', 'Content-Encoding may be gzip or absent'));
  }
  if (encoding === 'identity') return readWhole(request, WIRE_LIMITS.bodyBytes);
  const isSmall = declared > 0 && declared <= INFLATED_AT_ONCE_BYTES;
  return isSmall ? inflate(await readWhole(request, INFLATED_AT_ONCE_BYTES)) : readInflated(request);
}

/** What still arrives of a refused body is read into nothing (for as long as requestTimeout lets it): a sender that is cut off while it writes would never see why. */
function refuse(request: IncomingMessage, refusal: Refusal): never {
  request.resume();
  throw refusal;
}

/** Without an iterator, which would cost a promise for each chunk. */
function readWhole(request: IncomingMessage, limit: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let received = 0;
    const take = (chunk: Buffer): void => {
      received += chunk.length;
      if (received > limit) {
        request.off('data', take);
        request.resume();
        reject(tooLarge());
      } else chunks.push(chunk);
    };
    request.on('data', take);
    request.once('end', () =>
      resolve(chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks)),
    );
    request.once('close', () => {
      if (!request.complete) reject(endedEarly());
    });
  });
}

/** The last four bytes of gzip tell the size before compression: one output buffer of just that size, where it is not a lie. */
function inflate(packed: Buffer): Buffer {
  const limit = Math.min(WIRE_LIMITS.inflatedBytes, Math.max(RATIO_FLOOR_BYTES, packed.length * WIRE_LIMITS.gzipRatio));
  const told = packed.length < 18 ? 0 : packed.readUInt32LE(packed.length - 4);
  try {
    return gunzipSync(packed, { maxOutputLength: limit, chunkSize: Math.min(Math.max(told + 64, 1024), limit) });
  } catch (error) {
    throw error instanceof RangeError ? tooLarge() : endedEarly();
  }
}

async function readInflated(request: IncomingMessage): Promise<Buffer> {
  let received = 0;
  request.on('data', (chunk: Buffer) => {
    received += chunk.length;
  });
  const source = gunzipOf(request);
  const chunks: Buffer[] = [];
  let inflated = 0;
  try {
    // Leaving the loop must not destroy the request: its socket still has to carry the answer.
    for await (const chunk of source.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      inflated += chunk.length;
      if (received > WIRE_LIMITS.bodyBytes || inflated > WIRE_LIMITS.inflatedBytes) throw tooLarge();
      if (inflated > RATIO_FLOOR_BYTES && inflated > received * WIRE_LIMITS.gzipRatio) throw tooLarge();
      chunks.push(chunk);
    }
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw endedEarly();
  } finally {
    request.unpipe();
    source.destroy();
    request.resume();
  }
  return Buffer.concat(chunks);
}

/** A pipe does not pass on that its source broke off: without this a sender that vanishes would leave the reader waiting for ever. */
function gunzipOf(request: IncomingMessage): Readable {
  const gunzip = createGunzip();
  request.once('close', () => {
    if (!request.complete) gunzip.destroy(new Error('aborted'));
  });
  return request.pipe(gunzip);
}

const endedEarly = () => new Refusal('invalid_request', 'the body ended early or is not valid gzip');

const tooLarge = () =>
  new Refusal(
    'too_large',
    `a batch has at most ${WIRE_LIMITS.bodyBytes} bytes, ${WIRE_LIMITS.inflatedBytes} after gunzip, and ${WIRE_LIMITS.itemsPerBatch} items: send it in halves`,
  );
