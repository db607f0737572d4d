import { createPrivateKey, createPublicKey, generateKeyPairSync, sign } from 'node:crypto';

/** An Ed25519 key of this PC. The private half is made here and never leaves it. */
export interface DeviceKey {
  /** PKCS #8, PEM. */
  readonly privateKey: string;
  /** Raw 32 bytes, base64url. */
  readonly publicKey: string;
}

export function makeDeviceKey(): DeviceKey {
  const { privateKey } = generateKeyPairSync('ed25519');
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' });
  return { privateKey: pem.toString(), publicKey: publicKeyOf(pem.toString()) };
}

/** The JWK form holds exactly the raw key in base64url as `x`. */
function publicKeyOf(privateKeyPem: string): string {
  const jwk = createPublicKey(createPrivateKey(privateKeyPem)).export({ format: 'jwk' });
  if (typeof jwk.x !== 'string') throw new TypeError('not an Ed25519 key');
  return jwk.x;
}

/** Signature over the UTF-8 bytes of the nonce, base64url: it proves the key without a time, so that a wrong clock is no dead end. */
export function signNonce(privateKeyPem: string, nonce: string): string {
  return sign(null, Buffer.from(nonce, 'utf8'), createPrivateKey(privateKeyPem)).toString('base64url');
}
