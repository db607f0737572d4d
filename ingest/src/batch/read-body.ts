import type { IncomingMessage } from 'node:http';
import { createGunzip } from 'node:zlib';
import type { Readable } from 'node:stream';
import { WIRE_LIMITS } from '#domain/contract/wire.ts';
import { Refusal } from '../http/refusal.ts';
import { isDeeperThan } from './check-depth.ts';

/** Small texts compress to any ratio; only a body that is large after inflation can be a bomb. */
const RATIO_FLOOR_BYTES = 256 * 1024;

/**
 * Reads and parses one JSON body within the wire's limits. Memory never exceeds the inflated limit plus one chunk: the stream is cut as
 * soon as a limit is passed.
 *
 * @throws Refusal `too_large`, `unsupported_media_type` or `invalid_request`
 */
export async function readJsonBody(request: IncomingMessage): Promise<unknown> {
  if (!/^application\/json\b/i.test(request.headers['content-type'] ?? '')) {
    throw new Refusal('unsupported_media_type', 'send JSON: Content-Type: application/json');
  }
  const bytes = await readBytes(request);
  if (isDeeperThan(bytes, WIRE_LIMITS.jsonDepth)) {
    throw new Refusal('invalid_request', `the JSON nests deeper than ${WIRE_LIMITS.jsonDepth} levels`);
  }
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as unknown;
  } catch {
    throw new Refusal('invalid_request', 'the body is not valid JSON in UTF-8');
  }
}

async function readBytes(request: IncomingMessage): Promise<Uint8Array> {
  const declared = Number(request.headers['content-length'] ?? 0);
  if (declared > WIRE_LIMITS.bodyBytes) throw tooLarge();
  const encoding = (request.headers['content-encoding'] ?? 'identity').toLowerCase();
  if (encoding !== 'identity' && encoding !== 'gzip') {
    throw new Refusal('unsupported_media_type', 'Content-Encoding may be gzip or absent');
  }
  let received = 0;
  request.on('data', (chunk: Buffer) => {
    received += chunk.length;
  });
  const source = encoding === 'gzip' ? gunzipOf(request) : request;
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
    throw new Refusal('invalid_request', 'the body ended early or is not valid gzip');
  } finally {
    request.unpipe();
    if (source !== request) source.destroy();
    // What still arrives of a refused body is read into nothing (for as long as requestTimeout lets it): a sender that is cut off while
    // it writes would never see why.
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

const tooLarge = () =>
  new Refusal(
    'too_large',
    `a batch has at most ${WIRE_LIMITS.bodyBytes} bytes, ${WIRE_LIMITS.inflatedBytes} after gunzip, and ${WIRE_LIMITS.itemsPerBatch} items: send it in halves`,
  );
