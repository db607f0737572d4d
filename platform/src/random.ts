import { randomBytes } from 'node:crypto';

/** `bytes` random bytes as URL-safe text: 16 bytes (128 bit) for one-off codes, 32 for keys and session tokens. */
export function randomToken(bytes: number): string {
  return randomBytes(bytes).toString('base64url');
}
