import { generateKeyPairSync, randomUUID, sign } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { SignJWT } from 'jose';
import { CERTIFICATE_AUDIENCE, CERTIFICATE_ISSUER } from '#domain/contract/certificate.ts';
import type { BatchAnswer } from '#domain/contract/wire.ts';

/** A device of the tests: its own key (or `signingKey`, which its certificate does not name), a certificate of the given portal key, and the three calls of the wire contract. */
export interface TestDevice {
  tenantId: string;
  personId: string;
  deviceId: string;
  spoolId: string;
  certificate: string;
  /** Runs challenge and session; the token is remembered. */
  signIn(): Promise<Response>;
  post(path: string, body: string | Uint8Array, headers?: Record<string, string>): Promise<Response>;
  /** One batch of these items, sent now. */
  send(items: readonly unknown[], overrides?: Record<string, unknown>): Promise<Response>;
  answerOf(response: Response): Promise<BatchAnswer>;
}

export async function createTestDevice(
  url: string,
  portalKey: KeyObject,
  clock: () => number = Date.now,
  signingKey?: KeyObject,
  request: typeof fetch = fetch,
): Promise<TestDevice> {
  const ids = { tenantId: randomUUID(), personId: randomUUID(), deviceId: randomUUID(), spoolId: randomUUID() };
  const bootId = randomUUID();
  const keys = generateKeyPairSync('ed25519');
  const certificate = await new SignJWT({
    tenantId: ids.tenantId,
    personId: ids.personId,
    publicKey: keys.publicKey.export({ format: 'jwk' }).x,
  })
    .setProtectedHeader({ alg: 'EdDSA' })
    .setIssuer(CERTIFICATE_ISSUER)
    .setAudience(CERTIFICATE_AUDIENCE)
    .setSubject(ids.deviceId)
    .sign(portalKey);
  let token = '';
  const post: TestDevice['post'] = (path, body, headers = {}) =>
    request(`${url}${path}`, {
      method: 'POST',
      body: typeof body === 'string' ? body : new Uint8Array(body),
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}`, ...headers },
    });
  return {
    ...ids,
    certificate,
    post,
    async signIn() {
      const challenge = await post('/v1/challenges', JSON.stringify({ deviceId: ids.deviceId }));
      const { nonce } = (await challenge.json()) as { nonce: string };
      const signature = sign(null, Buffer.from(nonce), signingKey ?? keys.privateKey).toString('base64url');
      const session = await post('/v1/sessions', JSON.stringify({ certificate, nonce, signature }));
      if (session.ok) token = ((await session.clone().json()) as { token: string }).token;
      return session;
    },
    send: (items, overrides = {}) =>
      post(
        '/v1/batches',
        JSON.stringify({
          v: 1,
          deviceId: ids.deviceId,
          spoolId: ids.spoolId,
          bootId,
          sentAt: clock(),
          items,
          ...overrides,
        }),
      ),
    answerOf: async (response) => (await response.json()) as BatchAnswer,
  };
}
