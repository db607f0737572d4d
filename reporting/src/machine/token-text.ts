import { randomUUID, timingSafeEqual } from 'node:crypto';
import { randomToken } from '#platform/random.ts';
import { sha256 } from '../credentials/tokens.ts';

/** `kinmu_<id, 32 hex>_<secret, 43>`: found by its id, opened by its secret, and easy to find for whoever scans for leaked secrets. */
const FORM = /^Bearer kinmu_([0-9a-f]{32})_([\w-]{43})$/;
const NOBODYS_HASH = sha256('');

export interface NewToken {
  readonly tokenId: string;
  /** The whole text: shown once. */
  readonly text: string;
  readonly secretHash: Buffer;
}

export function newToken(): NewToken {
  const tokenId = randomUUID();
  const secret = randomToken(32);
  return { tokenId, text: `kinmu_${tokenId.replaceAll('-', '')}_${secret}`, secretHash: sha256(secret) };
}

export interface GivenToken {
  readonly tokenId: string;
  readonly secret: string;
}

/** What stands in the header `Authorization`; undefined: no token of ours. */
export function givenToken(header: string | undefined): GivenToken | undefined {
  const [, hex, secret] = FORM.exec(header ?? '') ?? [];
  if (hex === undefined || secret === undefined) return undefined;
  return { tokenId: hex.replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, '$1-$2-$3-$4-$5'), secret };
}

/** In constant time, for an unknown id too: how long it takes tells nothing about the secret. */
export function fitsHash(secret: string, hash: Buffer | undefined): boolean {
  const isSame = timingSafeEqual(sha256(secret), hash ?? NOBODYS_HASH);
  return isSame && hash !== undefined;
}
