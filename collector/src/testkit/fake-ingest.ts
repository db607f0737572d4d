import { createPublicKey, randomUUID, verify } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';
import type { PrivacyPolicy } from '#domain/contract/privacy-policy.ts';
import { batchRequestSchema, sessionRequestSchema, wireItemSchema } from '#domain/contract/wire.ts';
import type { BatchRequest, IngestErrorCode, ItemResult, WireItem } from '#domain/contract/wire.ts';

/** What goes wrong with the next batch. `responseLost`: taken, and the connection dies before the answer. */
export type Fault =
  | { readonly kind: 'refuse'; readonly status: number; readonly code?: IngestErrorCode; readonly retryAfter?: string }
  | { readonly kind: 'resetMidBody' }
  | { readonly kind: 'responseLost' }
  | { readonly kind: 'hang' }
  | { readonly kind: 'forgetTokens' };

export interface ReceivedBatch {
  readonly request: BatchRequest;
  readonly wasGzip: boolean;
  readonly receivedAt: number;
}

/**
 * Ingest and the enrolment of the portal over real HTTP, in memory, for tests of the collector. It checks signatures and items by the same
 * contract as the real one and keeps what it took by the identity of the facts.
 */
export class FakeIngest {
  readonly batches: ReceivedBatch[] = [];
  /** What was taken, by identity. Two different facts of one identity are put into `conflicts`. */
  readonly facts = new Map<string, WireItem>();
  readonly conflicts: string[] = [];
  readonly faults: Fault[] = [];
  readonly codes = new Map<string, 'fresh' | 'used' | 'expired'>();
  storeId = 'store-1';
  /** Accepted seqs are reported as committed by this; set to `none` to withhold. */
  commits: 'all' | 'none' = 'all';
  /** The server's clock. */
  wallAt: () => number = Date.now;
  isRevoked = false;
  /** Told with sessions and batches; undefined: as a server before it existed. */
  policy: PrivacyPolicy | undefined;
  /** More items than this in a batch are answered 413. */
  maxItems = 1000;
  rejects: (item: WireItem) => ItemResult['reason'] | undefined = () => undefined;
  /** An item for which the whole batch is answered 413. */
  isPoison: (item: WireItem) => boolean = () => false;
  readonly committedSeqs = new Map<string, Set<number>>();
  readonly #seen = new Set<string>();
  readonly #tokens = new Set<string>();
  readonly #server = createServer((request, response) => void this.#answer(request, response));

  async start(port = 0): Promise<string> {
    this.#server.listen(port, '127.0.0.1');
    await once(this.#server, 'listening');
    return this.url;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.#server.close();
    this.#server.closeAllConnections();
    await once(this.#server, 'close');
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', this.url);
    const raw = await readBody(request).catch(() => undefined);
    if (raw === undefined) return;
    const wasGzip = request.headers['content-encoding'] === 'gzip';
    const json: unknown = raw.length === 0 ? undefined : JSON.parse((wasGzip ? gunzipSync(raw) : raw).toString('utf8'));
    if (url.pathname === '/api/enrolments') return this.#enrol(json, response);
    if (url.pathname === '/v1/challenges') {
      return reply(response, 200, { nonce: `nonce-${randomUUID()}`, expiresAt: this.#now() + 60_000 });
    }
    if (url.pathname === '/v1/sessions') return this.#session(json, response);
    const token = request.headers.authorization?.replace('Bearer ', '') ?? '';
    if (!this.#tokens.has(token)) return refuse(response, 401, 'unauthorized');
    if (url.pathname === '/v1/committed') {
      return reply(response, 200, this.#committed(url.searchParams.get('spoolId') ?? ''));
    }
    return this.#batch(json, wasGzip, response);
  }

  #now(): number {
    return this.wallAt();
  }

  #enrol(json: unknown, response: ServerResponse): void {
    const { code, publicKey } = json as { code: string; publicKey: string };
    const state = this.codes.get(code);
    const errors = { used: [409, 'enrolment_code_used'], expired: [410, 'enrolment_code_expired'] } as const;
    if (state !== 'fresh') {
      const [status, error] = state === undefined ? [404, 'enrolment_code_unknown'] : errors[state];
      return reply(response, status, { error: { code: error, message: 'no', requestId: 'r' } });
    }
    this.codes.set(code, 'used');
    const ids = { tenantId: randomUUID(), personId: randomUUID(), deviceId: randomUUID() };
    reply(response, 200, { ...ids, certificate: publicKey, ingestUrl: this.url, personName: '試験 花子' });
  }

  #session(json: unknown, response: ServerResponse): void {
    const { certificate, nonce, signature } = sessionRequestSchema.parse(json);
    const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: certificate }, format: 'jwk' });
    if (!verify(null, Buffer.from(nonce), key, Buffer.from(signature, 'base64url'))) {
      return refuse(response, 401, 'unauthorized');
    }
    if (this.isRevoked) return refuse(response, 403, 'device_revoked');
    const token = randomUUID();
    this.#tokens.add(token);
    reply(response, 200, { token, expiresAt: this.#now() + 900_000, serverTime: this.#now(), policy: this.policy });
  }

  #batch(json: unknown, wasGzip: boolean, response: ServerResponse): void {
    const fault = this.faults.shift();
    if (fault?.kind === 'forgetTokens') this.#tokens.clear();
    if (fault?.kind === 'forgetTokens') return refuse(response, 401, 'token_expired');
    if (fault?.kind === 'refuse') return refuse(response, fault.status, fault.code, fault.retryAfter);
    if (fault?.kind === 'hang') return;
    if (this.isRevoked) return refuse(response, 403, 'device_revoked');
    const request = batchRequestSchema.parse(json);
    const items = request.items.map((item) => wireItemSchema.parse(item));
    if (items.length > this.maxItems || items.some(this.isPoison)) return refuse(response, 413, 'too_large');
    this.batches.push({ request, wasGzip, receivedAt: Date.now() });
    const results = items.map((item, index) => this.#take(request, item, index));
    const body = { results, committed: this.#committed(request.spoolId), serverTime: this.#now(), policy: this.policy };
    if (fault?.kind === 'responseLost') return void response.destroy();
    if (fault?.kind === 'resetMidBody') {
      const text = JSON.stringify(body);
      response.writeHead(200, { 'content-length': Buffer.byteLength(text) });
      response.write(text.slice(0, 20), () => response.destroy());
      return;
    }
    reply(response, 200, body);
  }

  #take(request: BatchRequest, item: WireItem, index: number): ItemResult {
    const reason = this.rejects(item);
    if (reason !== undefined) return { index, seq: item.seq, status: 'rejected', reason, detail: 'test' };
    const identity = identityOf(request.deviceId, item);
    const { seq: _seq, ...fact } = item;
    const known = this.facts.get(identity);
    if (known !== undefined && JSON.stringify(known) !== JSON.stringify(fact)) this.conflicts.push(identity);
    this.facts.set(identity, fact as WireItem);
    const key = `${request.spoolId}/${item.seq}`;
    const status = this.#seen.has(key) ? 'duplicate' : 'accepted';
    this.#seen.add(key);
    if (this.commits === 'all') this.#commit(request.spoolId, item.seq);
    return { index, seq: item.seq, status };
  }

  #commit(spoolId: string, seq: number): void {
    const seqs = this.committedSeqs.get(spoolId) ?? new Set();
    this.committedSeqs.set(spoolId, seqs.add(seq));
  }

  #committed(spoolId: string): { storeId: string; ranges: [number, number][] } {
    const ranges: [number, number][] = [];
    for (const seq of [...(this.committedSeqs.get(spoolId) ?? [])].sort((a, b) => a - b)) {
      const last = ranges.at(-1);
      if (last !== undefined && last[1] === seq - 1) last[1] = seq;
      else ranges.push([seq, seq]);
    }
    return { storeId: this.storeId, ranges };
  }
}

/** The identity of a fact by the specification, with the corrected minute. */
export function identityOf(deviceId: string, item: WireItem): string {
  const offset = item.offsetMinutes ?? 0;
  switch (item.kind) {
    case 'inputMinute':
      return `${deviceId} input ${item.minute + offset} ${item.part}`;
    case 'windowSlice':
      return `${deviceId} slice ${item.activatedAt} ${item.minute + offset}`;
    case 'presenceChange':
      return `${deviceId} presence ${item.at}`;
    case 'sessionChange':
      return `${deviceId} session ${item.at} ${item.change}`;
  }
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

function reply(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

function refuse(response: ServerResponse, status: number, code?: IngestErrorCode, retryAfter?: string): void {
  if (retryAfter !== undefined) response.setHeader('retry-after', retryAfter);
  reply(response, status, code === undefined ? {} : { error: { code, message: 'refused by the test' } });
}
